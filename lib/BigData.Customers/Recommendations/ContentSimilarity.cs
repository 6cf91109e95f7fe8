using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>Options of <see cref="ContentSimilarity"/>.</summary>
public sealed record ContentOptions
{
    /// <summary>
    /// The most products of a source that have a word; words of more say little and are left out, which bounds the pairs: a word adds at most
    /// half the square of this. Default 200.
    /// </summary>
    public int MaximumProductsPerWord { get; init; } = 200;

    /// <summary>The least similarity of neighbours, above 0; default 0.2.</summary>
    public double MinimumSimilarity { get; init; } = 0.2;

    /// <summary>The most neighbours of a product; default 20.</summary>
    public int Neighbours { get; init; } = 20;

    internal void Validate(string parameter)
    {
        var problems = new List<string>();
        if (MaximumProductsPerWord < 2)
        {
            problems.Add($"{nameof(MaximumProductsPerWord)} is {MaximumProductsPerWord}; expected 2 or more");
        }

        if (!(MinimumSimilarity is > 0 and <= 1))
        {
            problems.Add($"{nameof(MinimumSimilarity)} is {MinimumSimilarity}; expected a number above 0, at most 1");
        }

        if (Neighbours < 1)
        {
            problems.Add($"{nameof(Neighbours)} is {Neighbours}; expected 1 or more");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of content similarity cannot be used: {string.Join("; ", problems)}", parameter);
        }
    }
}

/// <summary>
/// Which products are alike by the words of their names and their category: cosine of TF-IDF vectors with tf 1 for each distinct word and
/// idf = ln((1 + N) / (1 + df)) + 1 (the smoothed form of scikit-learn). It needs no customers, so it serves products that nobody has bought yet.
/// </summary>
public static class ContentSimilarity
{
    private const string Word = "word";
    private const string Products = "products";
    private const string Square = "square";
    private const string Length = "length";
    private const double Billionths = 1e9;

    /// <summary>Compares products that share a word.</summary>
    /// <param name="products">Frame with source, product_id, product_name (null: no words) and category (null: none), one row a product.</param>
    /// <param name="options">Options.</param>
    /// <returns>
    /// The neighbours, with the number of shared words (the category is one) as support. Words are runs of letters and digits, at least two, in
    /// lower case. Dispose it when they are no longer needed.
    /// </returns>
    /// <exception cref="ArgumentException">Options do not fit together; all problems are listed.</exception>
    public static ItemSimilarityModel Fit(DataFrame products, ContentOptions options)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame items = products.Filter(Col(Columns.ProductId).IsNotNull())
            .Select(
                Col(Columns.Source), Col(Columns.ProductId), Col(Columns.ProductName), Col(Columns.Category),
                RowNumber().Over(Window.OrderBy(Columns.Source, Columns.ProductId)).As(Columns.Item))
            .Persist();
        DataFrame words = Words(items);
        DataFrame frequencies = words.GroupBy(Columns.Source, Word).Agg(Count(Lit(1)).As(Products))
            .Filter(Col(Products) <= options.MaximumProductsPerWord);
        DataFrame totals = items.GroupBy(Columns.Source).Agg(Count(Lit(1)).As(Columns.Total));
        Column idf = Ln((Col(Columns.Total) + 1d) / (Col(Products) + 1d)) + 1d;
        DataFrame weighted = words.Join(frequencies, [Columns.Source, Word]).Join(totals, Columns.Source)
            .Select(Col(Columns.Source), Col(Word), Col(Columns.Item), Floor((idf * idf * Billionths) + 0.5).Cast("bigint").As(Square))
            .Persist();
        DataFrame alike = Alike(weighted, options).Persist();
        return new ItemSimilarityModel(NeighbourRanking.Best(alike, items, options.Neighbours), alike, weighted, items);
    }

    private static DataFrame Words(DataFrame items)
    {
        Column words = ArrayDistinct(Split(Lower(Col(Columns.ProductName)), "[^\\p{L}\\p{N}]+"));
        DataFrame ofNames = items.Select(Col(Columns.Source), Col(Columns.Item), Explode(words).As(Word)).Filter(Functions.Length(Word) >= 2);
        DataFrame ofCategories = items.Filter(Col(Columns.Category).IsNotNull())
            .Select(Col(Columns.Source), Col(Columns.Item), Concat(Lit("category:"), Col(Columns.Category)).As(Word));
        return ofNames.Union(ofCategories);
    }

    // item, other, similarity, support: a row for each two products that share a word.
    private static DataFrame Alike(DataFrame weighted, ContentOptions options)
    {
        DataFrame others = weighted.Select(Col(Columns.Source).As("s"), Col(Word).As("w"), Col(Columns.Item).As(Columns.Other));
        Column sameWord = (Col(Columns.Source) == Col("s")) & (Col(Word) == Col("w")) & (Col(Columns.Item) < Col(Columns.Other));
        DataFrame pairs = weighted.Join(others, sameWord)
            .GroupBy(Columns.Item, Columns.Other)
            .Agg(Count(Lit(1)).As(Columns.Support), Sum(Square).As(Columns.Score));
        DataFrame left = weighted.GroupBy(Columns.Item).Agg(Sum(Square).As(Length));
        DataFrame right = left.Select(Col(Columns.Item).As(Columns.Other), Col(Length).As("other_length"));
        Column cosine = Col(Columns.Score).Cast("double") / Sqrt(Col(Length).Cast("double") * Col("other_length").Cast("double"));
        return pairs.Join(left, Columns.Item).Join(right, Columns.Other)
            .WithColumn(Columns.Similarity, Least(cosine, Lit(1d)))
            .Filter(Col(Columns.Similarity) >= options.MinimumSimilarity)
            .Select(Columns.Item, Columns.Other, Columns.Similarity, Columns.Support);
    }
}
