using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Measures lists of recommendations on what was held back. Definitions: <see cref="RankingQuality"/>.</summary>
public static class RankingMetrics
{
    private const string Relevant = "relevant";
    private const string Hits = "hits";
    private const string HitNo = "hit_no";
    private const string Gain = "gain";
    private const string Precisions = "precisions";
    private const string Judged = "judged";
    private const string Shown = "shown";
    private const int Places = 6;

    private static readonly string[] Customer = [RecommendationColumns.Source, RecommendationColumns.CustomerId];
    private static readonly string[] Group = [RecommendationColumns.Source, RecommendationColumns.Model];

    /// <summary>Measures all lists, in one action.</summary>
    /// <param name="lists">For each method a frame with source, customer_id, rank (from 1) and product_id.</param>
    /// <param name="holdout">What the methods have seen and what they should find.</param>
    /// <param name="k">How many places count, at least 1.</param>
    /// <returns>One measurement a source of the training and method, by source and method.</returns>
    public static IReadOnlyList<RankingQuality> Measure(IReadOnlyDictionary<RecommendationMethod, DataFrame> lists, Holdout holdout, int k)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(holdout);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (lists.Count == 0)
        {
            return [];
        }

        RecommendationMethod[] methods = [.. lists.Keys.Order()];
        DataFrame judged = holdout.Relevant.GroupBy([.. Customer.Select(Col)]).Agg(Count(Lit(1)).As(Relevant))
            .Join(holdout.Train, Customer, "left_semi");
        DataFrame listed = methods
            .Select(method => lists[method].Select(Col(RecommendationColumns.Source), Lit(method.Name()).As(RecommendationColumns.Model), Col(RecommendationColumns.CustomerId), Col(RecommendationColumns.Rank), Col(RecommendationColumns.ProductId)))
            .Aggregate((all, more) => all.Union(more))
            .Filter(Col(RecommendationColumns.Rank) <= k)
            .Join(judged, Customer);
        DataFrame sources = holdout.Train.GroupBy(RecommendationColumns.Source)
            .Agg(CountDistinct(RecommendationColumns.ProductId).As(RecommendationColumns.Item), CountDistinct(RecommendationColumns.CustomerId).As(RecommendationColumns.Total));
        DataFrame rows = sources
            .Select(Col(RecommendationColumns.Source), Col(RecommendationColumns.Item), Explode(Array(methods.Select(method => Lit(method.Name())))).As(RecommendationColumns.Model))
            .Join(judged.GroupBy(RecommendationColumns.Source).Agg(Count(Lit(1)).As(Judged)), RecommendationColumns.Source, "left")
            .Join(HitSums(listed, holdout.Relevant, k), Group, "left")
            .Join(ShownSums(listed, holdout.Train, sources), Group, "left");
        Dictionary<string, RecommendationMethod> named = methods.ToDictionary(method => method.Name(), StringComparer.Ordinal);
        return [.. rows.Collect().Select(row => Quality(row, named, k)).OrderBy(quality => quality.Source, StringComparer.Ordinal).ThenBy(quality => quality.Method)];
    }

    private static DataFrame HitSums(DataFrame listed, DataFrame relevant, int k)
    {
        string[] pair = [.. Customer, RecommendationColumns.ProductId];
        string[] list = [RecommendationColumns.Source, RecommendationColumns.Model, RecommendationColumns.CustomerId];
        Column rank = Col(RecommendationColumns.Rank).Cast("double");
        DataFrame hits = listed.Join(relevant, pair)
            .WithColumn(HitNo, RowNumber().Over(Window.PartitionBy([.. list.Select(Col)]).OrderBy(RecommendationColumns.Rank)));
        DataFrame customers = hits.GroupBy([.. list.Select(Col), Col(Relevant)]).Agg(
            Count(Lit(1)).As(Hits), Sum(Lit(1d) / Log2(rank + 1d)).As(Gain), Sum(Col(HitNo).Cast("double") / rank).As(Precisions));
        Column most = Least(Col(Relevant), Lit((long)k));
        return customers.GroupBy([.. Group.Select(Col)]).Agg(
            Count(Lit(1)).As("hit_customers"),
            Sum(Hits).As(Hits),
            Sum(Col(Hits).Cast("double") / Col(Relevant)).As("recall"),
            Sum(Col(Precisions) / most).As(Precisions),
            Sum(Col(Gain) / PerfectGain(most, k)).As(Gain));
    }

    private static Column PerfectGain(Column most, int k)
    {
        double gain = 0;
        double[] gains = [.. Enumerable.Range(1, k).Select(rank => gain += 1 / Math.Log2(rank + 1))];
        return Get(Array(gains.Select(value => Lit(value))), (most - 1L).Cast("int"));
    }

    private static DataFrame ShownSums(DataFrame listed, DataFrame train, DataFrame sources)
    {
        string[] product = [RecommendationColumns.Source, RecommendationColumns.ProductId];
        DataFrame known = train.GroupBy([.. product.Select(Col)]).Agg(CountDistinct(RecommendationColumns.CustomerId).As(RecommendationColumns.Customers))
            .Join(sources.Select(RecommendationColumns.Source, RecommendationColumns.Total), RecommendationColumns.Source);
        Column bits = -Log2(Col(RecommendationColumns.Customers).Cast("double") / Col(RecommendationColumns.Total).Cast("double"));
        return listed.Join(known, product).GroupBy([.. Group.Select(Col)]).Agg(CountDistinct(RecommendationColumns.ProductId).As(Shown), Avg(bits).As("novelty"));
    }

    private static RankingQuality Quality(Row row, Dictionary<string, RecommendationMethod> methods, int k)
    {
        long customers = row.Get(Judged) as long? ?? 0;
        double? Mean(string sum, double of = 1) => customers == 0 ? null : Math.Round(Convert.ToDouble(row.Get(sum) ?? 0d, null) / of / customers, Places);
        return new RankingQuality
        {
            Source = row.GetAs<string>(RecommendationColumns.Source),
            Method = methods[row.GetAs<string>(RecommendationColumns.Model)],
            K = k,
            Customers = customers,
            Precision = Mean(Hits, k),
            Recall = Mean("recall"),
            MeanAveragePrecision = Mean(Precisions),
            Ndcg = Mean(Gain),
            HitRate = Mean("hit_customers"),
            Coverage = customers == 0 ? null : Math.Round((row.Get(Shown) as long? ?? 0) / (double)row.GetAs<long>(RecommendationColumns.Item), Places),
            Novelty = row.Get("novelty") is double bits ? Math.Round(bits, Places) : null,
        };
    }
}
