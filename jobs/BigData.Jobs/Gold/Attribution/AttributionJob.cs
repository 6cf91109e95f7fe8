using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary>
/// A table of attribution. All of them come from one computation, which a run makes once: touches of <c>silver.touchpoints</c>; conversions are the orders
/// of <c>silver.order_lines</c> that are no returns, each with the sum of its amounts at the time of its first line. A source without
/// a touchpoint has no attribution and no rows; the commit's fact <c>without_touchpoints</c> names it.
/// </summary>
internal abstract class AttributionJob : TableJob
{
    private const int Places = 6;
    private const string IsTouched = "is_touched";

    public override IReadOnlyList<Input> Inputs => [Silver.Touchpoints.Full(), Silver.OrderLines.Full()];

    // A new file of a source without touches changes no row here.
    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override IReadOnlyList<SettingKey> Settings => AttributionConf.Keys;

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique(Table.Keys),
        Expect.NotNull([.. Table.Keys, "as_of"]),
    ];

    public override DataFrame Build(JobContext job)
    {
        Shared shared = job.Share(() => Credit(job));
        job.Fact("attribution", shared.Result.Settings);
        if (shared.WithoutTouchpoints.Count > 0)
        {
            job.Fact("without_touchpoints", shared.WithoutTouchpoints);
        }

        return Rows(shared.Result);
    }

    /// <summary>The rows of this table.</summary>
    protected abstract DataFrame Rows(AttributionResult result);

    /// <summary>Credits to the sixth place, so that equal data gives equal rows in whatever order an engine adds up.</summary>
    protected static DataFrame Rounded(DataFrame credits) =>
        ((string[])["conversions", "value", "removal_effect", "cpa", "roas"])
            .Aggregate(credits, (frame, column) => frame.WithColumn(column, Round(Col(column), Places)));

    private static Shared Credit(JobContext job)
    {
        DataFrame touchpoints = job.Read(Silver.Touchpoints);
        DataFrame lines = job.Read(Silver.OrderLines);
        ILookup<bool, string> sources = touchpoints.Select(Col("source"), Lit(true).As(IsTouched))
            .Union(lines.Select(Col("source"), Lit(false).As(IsTouched)))
            .GroupBy("source")
            .Agg(Max(Col(IsTouched)).As(IsTouched))
            .Collect()
            .ToLookup(row => row.GetAs<bool>(IsTouched), row => row.GetAs<string>("source"));
        AttributionResult result = Credit(touchpoints, Conversions(lines, [.. sources[true]]), AttributionConf.Options(job));
        foreach (string warning in result.Warnings)
        {
            job.Warn(warning);
        }

        return new Shared(result, [.. sources[false].Order(StringComparer.Ordinal)]);
    }

    private static AttributionResult Credit(DataFrame touchpoints, DataFrame conversions, AttributionOptions options)
    {
        try
        {
            return Attribution.Credit(touchpoints, conversions, options);
        }
        catch (ArgumentException e)
        {
            throw new PipelineException($"{e.Message} These are the settings attribution:* of the configuration.", e);
        }
    }

    private static DataFrame Conversions(DataFrame lines, IReadOnlyList<string> sources) => lines
        .Filter(Not(Col("is_return")).And(sources.Count == 0 ? Lit(false) : Col("source").IsIn([.. sources])))
        .GroupBy(Col("source"), Col("order_id").As("conversion_id"))
        .Agg(Max(Col("customer_id")).As("customer_id"), Sum(Col("amount")).As("value"), Min(Col("ordered_at")).As("converted_at"));

    private sealed record Shared(AttributionResult Result, IReadOnlyList<string> WithoutTouchpoints) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Result.DisposeAsync();
    }
}
