using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>What the expectations say about a frame.</summary>
/// <param name="Rows">How many rows the frame has.</param>
/// <param name="Results">One result for each expectation, in their order.</param>
internal sealed record ExpectationReport(long Rows, IReadOnlyList<ExpectationResult> Results);

/// <summary>Rows of expectations that quarantine.</summary>
/// <param name="Good">The rows that may be committed.</param>
/// <param name="Rejected">The others as rows of the quarantine table.</param>
internal sealed record QuarantineSplit(DataFrame Good, DataFrame Rejected);

internal static class ExpectationCheck
{
    private const string RowCount = "rows";
    private const string Broken = "__broken";

    /// <summary>Counts the rows and all failures in one aggregate.</summary>
    public static async Task<ExpectationReport> CheckAsync(TableJob job, DataFrame frame, CancellationToken token)
    {
        IReadOnlyList<Expectation> expectations = job.Expectations;
        Column[] counts = [.. expectations.Select((expectation, i) => expectation.CountFailed().As($"failed_{i}"))];
        Row row = (await frame.Agg(Count(Lit(1)).As(RowCount), counts).CollectAsync(token).ConfigureAwait(false))[0];
        long rows = row.GetAs<long>(RowCount);
        return new ExpectationReport(
            rows,
            [.. expectations.Select((expectation, i) => new ExpectationResult(
                job.Table.Name, expectation.Rule, expectation.Severity, rows, row.GetAs<long>($"failed_{i}")))]);
    }

    /// <summary>Takes the rows out that break an expectation of severity quarantine; null when none does.</summary>
    public static QuarantineSplit? Split(TableJob job, DataFrame frame, ExpectationReport report, string runId)
    {
        List<Expectation> broken = [.. job.Expectations.Where((expectation, i) =>
            expectation.Severity == Severity.Quarantine && report.Results[i].Failed > 0)];
        if (broken.Count == 0)
        {
            return null;
        }

        Column rule = Lit(null).Cast("string");
        foreach (Expectation expectation in Enumerable.Reverse(broken))
        {
            rule = When(expectation.IsFailed(), Lit(expectation.Rule)).Otherwise(rule);
        }

        DataFrame marked = frame.WithColumn(Broken, rule);
        DataFrame good = marked.Where(Col(Broken).IsNull()).Drop(Broken);
        return new QuarantineSplit(good, Rejects(job.Table, marked.Where(Col(Broken).IsNotNull()), runId));
    }

    private static DataFrame Rejects(TableContract table, DataFrame rows, string runId)
    {
        Column[] own = [.. table.Columns.Where(column => column.Name[0] != '_').Select(column => Col(TableStatements.Quote(column.Name)))];
        bool hasBatch = table.Columns.Any(column => column.Name == FileColumns.Batch);
        return rows.Select(
            Col(Broken).As("rule"),
            Concat(Lit("the row breaks the expectation "), Col(Broken)).As("reason"),
            ToJson(Struct(own)).As("record"),
            Col("source"),
            Col(FileColumns.File),
            Col(FileColumns.Row),
            (hasBatch ? Col(FileColumns.Batch) : Lit(null).Cast("bigint")).As(FileColumns.Batch),
            Lit(runId).As(FileColumns.RunId));
    }
}
