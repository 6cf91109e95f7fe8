using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

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

    private static readonly string[] Customer = [Columns.Source, Columns.CustomerId];
    private static readonly string[] Group = [Columns.Source, Columns.Model];

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
            .Select(method => lists[method].Select(Col(Columns.Source), Lit(method.Name()).As(Columns.Model), Col(Columns.CustomerId), Col(Columns.Rank), Col(Columns.ProductId)))
            .Aggregate((all, more) => all.Union(more))
            .Filter(Col(Columns.Rank) <= k)
            .Join(judged, Customer);
        DataFrame sources = holdout.Train.GroupBy(Columns.Source)
            .Agg(CountDistinct(Columns.ProductId).As(Columns.Item), CountDistinct(Columns.CustomerId).As(Columns.Total));
        DataFrame rows = sources
            .Select(Col(Columns.Source), Col(Columns.Item), Explode(Array(methods.Select(method => Lit(method.Name())))).As(Columns.Model))
            .Join(judged.GroupBy(Columns.Source).Agg(Count(Lit(1)).As(Judged)), Columns.Source, "left")
            .Join(HitSums(listed, holdout.Relevant, k), Group, "left")
            .Join(ShownSums(listed, holdout.Train, sources), Group, "left");
        Dictionary<string, RecommendationMethod> named = methods.ToDictionary(method => method.Name(), StringComparer.Ordinal);
        return [.. rows.Collect().Select(row => Quality(row, named, k)).OrderBy(quality => quality.Source, StringComparer.Ordinal).ThenBy(quality => quality.Method)];
    }

    private static DataFrame HitSums(DataFrame listed, DataFrame relevant, int k)
    {
        string[] pair = [.. Customer, Columns.ProductId];
        string[] list = [Columns.Source, Columns.Model, Columns.CustomerId];
        Column rank = Col(Columns.Rank).Cast("double");
        DataFrame hits = listed.Join(relevant, pair)
            .WithColumn(HitNo, RowNumber().Over(Window.PartitionBy([.. list.Select(Col)]).OrderBy(Columns.Rank)));
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
        string[] product = [Columns.Source, Columns.ProductId];
        DataFrame known = train.GroupBy([.. product.Select(Col)]).Agg(CountDistinct(Columns.CustomerId).As(Columns.Customers))
            .Join(sources.Select(Columns.Source, Columns.Total), Columns.Source);
        Column bits = -Log2(Col(Columns.Customers).Cast("double") / Col(Columns.Total).Cast("double"));
        return listed.Join(known, product).GroupBy([.. Group.Select(Col)]).Agg(CountDistinct(Columns.ProductId).As(Shown), Avg(bits).As("novelty"));
    }

    private static RankingQuality Quality(Row row, Dictionary<string, RecommendationMethod> methods, int k)
    {
        long customers = row.Get(Judged) as long? ?? 0;
        double? Mean(string sum, double of = 1) => customers == 0 ? null : Math.Round(Convert.ToDouble(row.Get(sum) ?? 0d, null) / of / customers, Places);
        return new RankingQuality
        {
            Source = row.GetAs<string>(Columns.Source),
            Method = methods[row.GetAs<string>(Columns.Model)],
            K = k,
            Customers = customers,
            Precision = Mean(Hits, k),
            Recall = Mean("recall"),
            MeanAveragePrecision = Mean(Precisions),
            Ndcg = Mean(Gain),
            HitRate = Mean("hit_customers"),
            Coverage = customers == 0 ? null : Math.Round((row.Get(Shown) as long? ?? 0) / (double)row.GetAs<long>(Columns.Item), Places),
            Novelty = row.Get("novelty") is double bits ? Math.Round(bits, Places) : null,
        };
    }
}
