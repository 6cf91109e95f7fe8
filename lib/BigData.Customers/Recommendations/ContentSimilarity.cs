using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

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
        DataFrame items = products.Filter(Col(RecommendationColumns.ProductId).IsNotNull())
            .Select(
                Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId), Col(RecommendationColumns.ProductName), Col(RecommendationColumns.Category),
                RowNumber().Over(Window.OrderBy(RecommendationColumns.Source, RecommendationColumns.ProductId)).As(RecommendationColumns.Item))
            .Persist();
        DataFrame words = Words(items);
        DataFrame frequencies = words.GroupBy(RecommendationColumns.Source, Word).Agg(Count(Lit(1)).As(Products))
            .Filter(Col(Products) <= options.MaximumProductsPerWord);
        DataFrame totals = items.GroupBy(RecommendationColumns.Source).Agg(Count(Lit(1)).As(RecommendationColumns.Total));
        Column idf = Ln((Col(RecommendationColumns.Total) + 1d) / (Col(Products) + 1d)) + 1d;
        DataFrame weighted = words.Join(frequencies, [RecommendationColumns.Source, Word]).Join(totals, RecommendationColumns.Source)
            .Select(Col(RecommendationColumns.Source), Col(Word), Col(RecommendationColumns.Item), Floor((idf * idf * Billionths) + 0.5).Cast("bigint").As(Square))
            .Persist();
        return new ItemSimilarityModel(Neighbours(items, weighted, options), items, weighted);
    }

    private static DataFrame Words(DataFrame items)
    {
        Column words = ArrayDistinct(Split(Lower(Col(RecommendationColumns.ProductName)), "[^\\p{L}\\p{N}]+"));
        DataFrame ofNames = items.Select(Col(RecommendationColumns.Source), Col(RecommendationColumns.Item), Explode(words).As(Word)).Filter(Functions.Length(Word) >= 2);
        DataFrame ofCategories = items.Filter(Col(RecommendationColumns.Category).IsNotNull())
            .Select(Col(RecommendationColumns.Source), Col(RecommendationColumns.Item), Concat(Lit("category:"), Col(RecommendationColumns.Category)).As(Word));
        return ofNames.Union(ofCategories);
    }

    private static DataFrame Neighbours(DataFrame items, DataFrame weighted, ContentOptions options)
    {
        DataFrame others = weighted.Select(Col(RecommendationColumns.Source).As("s"), Col(Word).As("w"), Col(RecommendationColumns.Item).As(RecommendationColumns.Other));
        Column sameWord = (Col(RecommendationColumns.Source) == Col("s")) & (Col(Word) == Col("w")) & (Col(RecommendationColumns.Item) < Col(RecommendationColumns.Other));
        DataFrame pairs = weighted.Join(others, sameWord)
            .GroupBy(RecommendationColumns.Item, RecommendationColumns.Other)
            .Agg(Count(Lit(1)).As(RecommendationColumns.Support), Sum(Square).As(RecommendationColumns.Score));
        DataFrame lengths = weighted.GroupBy(RecommendationColumns.Item).Agg(Sum(Square).As(Length));
        DataFrame left = items.Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.Item)
            .Join(lengths, RecommendationColumns.Item);
        DataFrame right = left.Select(Col(RecommendationColumns.ProductId).As(NeighbourRanking.OtherId), Col(RecommendationColumns.Item).As(RecommendationColumns.Other), Col(Length).As("other_length"));
        Column cosine = Col(RecommendationColumns.Score).Cast("double") / Sqrt(Col(Length).Cast("double") * Col("other_length").Cast("double"));
        DataFrame alike = pairs.Join(left, RecommendationColumns.Item).Join(right, RecommendationColumns.Other)
            .WithColumn(RecommendationColumns.Similarity, Least(cosine, Lit(1d)))
            .Filter(Col(RecommendationColumns.Similarity) >= options.MinimumSimilarity);
        return NeighbourRanking.Best(alike, options.Neighbours);
    }
}
