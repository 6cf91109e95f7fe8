using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>
/// Which products the same customers like: item–item collaborative filtering over who has interacted, not how often (Sarwar et al. 2001;
/// the measures are those of Microsoft's SAR and of Mahout). Sources are looked at apart. Both engines give the same numbers: counts are exact.
/// </summary>
public static class ItemSimilarity
{
    private const string CountOfItem = "customers_of_item";
    private const string CountOfOther = "customers_of_other";

    /// <summary>Counts pairs of products by a self-join that is bounded for each customer, and keeps the best neighbours.</summary>
    /// <param name="interactions">
    /// Frame with source, customer_id, product_id and weight, one row a customer and product as <see cref="Interactions.Of"/> gives it. Rows
    /// with a null, or whose weight is not above 0, do not count.
    /// </param>
    /// <param name="options">Options.</param>
    /// <returns>The neighbours; dispose it when they are no longer needed.</returns>
    /// <exception cref="ArgumentException">Options do not fit together; all problems are listed.</exception>
    public static ItemSimilarityModel Fit(DataFrame interactions, SimilarityOptions options)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame liked = Strongest(interactions, options.MaximumItemsPerCustomer).Persist();
        DataFrame items = liked.GroupBy(Columns.Source, Columns.ProductId)
            .Agg(Count(Lit(1)).As(Columns.Customers))
            .WithColumn(Columns.Item, RowNumber().Over(Window.OrderBy(Columns.Source, Columns.ProductId)))
            .Persist();
        DataFrame users = liked.Select(Columns.Source, Columns.CustomerId).Distinct()
            .WithColumn(Columns.User, RowNumber().Over(Window.OrderBy(Columns.Source, Columns.CustomerId)));
        DataFrame coded = liked
            .Join(users, [Columns.Source, Columns.CustomerId])
            .Join(items, [Columns.Source, Columns.ProductId])
            .Select(Columns.User, Columns.Item)
            .Persist();
        DataFrame alike = Alike(coded, items, users, options).Persist();
        return new ItemSimilarityModel(NeighbourRanking.Best(alike, items, options.Neighbours), alike, coded, items, liked);
    }

    private static DataFrame Strongest(DataFrame interactions, int most)
    {
        Column[] customer = [Col(Columns.Source), Col(Columns.CustomerId)];
        WindowSpec byWeight = Window.PartitionBy(customer).OrderBy(Col(Columns.Weight).Desc(), Col(Columns.ProductId));
        return interactions
            .Filter(Col(Columns.Weight) > 0)
            .Filter(Col(Columns.CustomerId).IsNotNull() & Col(Columns.ProductId).IsNotNull())
            .Select([.. customer, Col(Columns.ProductId), RowNumber().Over(byWeight).As(Columns.Rank)])
            .Filter(Col(Columns.Rank) <= most);
    }

    // item, other, similarity, support: a row for each two products that enough customers share.
    private static DataFrame Alike(DataFrame coded, DataFrame items, DataFrame users, SimilarityOptions options)
    {
        const string Same = "same_user";
        DataFrame others = coded.Select(Col(Columns.User).As(Same), Col(Columns.Item).As(Columns.Other));
        DataFrame pairs = coded.Join(others, (Col(Columns.User) == Col(Same)) & (Col(Columns.Item) < Col(Columns.Other)))
            .GroupBy(Columns.Item, Columns.Other)
            .Agg(Count(Lit(1)).As(Columns.Support))
            .Filter(Col(Columns.Support) >= options.MinimumSupport);
        DataFrame left = items.Select(Col(Columns.Source), Col(Columns.Item), Col(Columns.Customers).As(CountOfItem));
        DataFrame right = items.Select(Col(Columns.Item).As(Columns.Other), Col(Columns.Customers).As(CountOfOther));
        DataFrame counted = pairs.Join(left, Columns.Item).Join(right, Columns.Other);
        if (options.Measure is SimilarityMeasure.Lift or SimilarityMeasure.LogLikelihood)
        {
            counted = counted.Join(users.GroupBy(Columns.Source).Agg(Count(Lit(1)).As(Columns.Total)), Columns.Source);
        }

        return counted.WithColumn(Columns.Similarity, Of(options.Measure))
            .Filter(Col(Columns.Similarity) > 0)
            .Select(Columns.Item, Columns.Other, Columns.Similarity, Columns.Support);
    }

    private static Column Of(SimilarityMeasure measure)
    {
        Column both = Col(Columns.Support).Cast("double");
        Column left = Col(CountOfItem).Cast("double");
        Column right = Col(CountOfOther).Cast("double");
        Column all = Col(Columns.Total).Cast("double");
        return measure switch
        {
            SimilarityMeasure.Cosine => both / Sqrt(left * right),
            SimilarityMeasure.Jaccard => both / (left + right - both),
            SimilarityMeasure.Lift => both * all / (left * right),
            SimilarityMeasure.LogLikelihood => When(both * all > left * right, LogLikelihood(both, left, right, all)).Otherwise(0d),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "not a measure of similarity"),
        };
    }

    // G² = 2 Σ k ln(k N / (row · column)) over the four cells; to nine places, so that no engine's logarithm decides between equal pairs.
    private static Column LogLikelihood(Column both, Column left, Column right, Column all)
    {
        Column sum = Cell(both, left, right, all)
            + Cell(left - both, left, all - right, all)
            + Cell(right - both, all - left, right, all)
            + Cell(all - left - right + both, all - left, all - right, all);
        return Floor((2d * sum * 1e9) + 0.5).Cast("double") / 1e9;
    }

    private static Column Cell(Column count, Column row, Column column, Column all) =>
        When(count > 0, count * Ln(count * all / (row * column))).Otherwise(0d);
}
