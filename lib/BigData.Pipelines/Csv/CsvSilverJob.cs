using System.Runtime.CompilerServices;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Csv;

/// <summary>The typed rows of a source, one for each key, and the records that cannot become rows.</summary>
internal sealed class CsvSilverJob(CsvSource source) : TableJob
{
    private const string DefaultZone = "UTC";
    private const string Newest = "_newest";
    private const string Rank = "_rank";

    private readonly TableContract _bronze = source.Bronze();
    private readonly ConditionalWeakTable<JobContext, DataFrame> _records = [];

    public override TableContract Table { get; } = source.Silver();

    public override IReadOnlyList<Input> Inputs => [_bronze.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override bool HasQuarantine => true;

    public override IReadOnlyList<Expectation> Expectations => source.Expectations;

    public override DataFrame Build(JobContext job)
    {
        WindowSpec sameKey = Window.PartitionBy([.. source.Keys.Select(Col)])
            .OrderBy(Desc(FileColumns.Batch), Desc(FileColumns.File), Desc(FileColumns.Row));
        return Records(job)
            .Filter(Col(CsvTyping.Rule).IsNull())
            .WithColumn(Rank, RowNumber().Over(sameKey))
            .Filter(Col(Rank).EqualTo(Lit(1)))
            .Select([.. Table.Columns.Select(column => Col(column.Name))]);
    }

    public override DataFrame? BuildRejected(JobContext job) => Records(job)
        .Filter(Col(CsvTyping.Rule).IsNotNull())
        .Select(
            Col(CsvTyping.Rule).As("rule"),
            Col(CsvTyping.Reason).As("reason"),
            CsvTyping.Record(source).As("record"),
            Col("source"),
            Col(FileColumns.File),
            Col(FileColumns.Row),
            Col(FileColumns.Batch),
            Lit(job.RunId).As(FileColumns.RunId));

    // Every build judges all records anew.
    public override DataFrame? ReplacedRejects(JobContext job) =>
        job.IsRebuild ? null : job.Spark.Range(1).Select(Lit(source.Name).As("source"));

    // Both results are parts of one classified frame, which is computed once a build.
    private DataFrame Records(JobContext job) => _records.GetValue(job, context =>
    {
        DataFrame all = context.Read(_bronze);
        DataFrame newest = all.GroupBy(FileColumns.File).Agg(Max(Col(FileColumns.Batch)).As(Newest));
        DataFrame counting = all.Join(newest, [FileColumns.File], "inner").Filter(Col(FileColumns.Batch).EqualTo(Col(Newest))).Drop(Newest);
        return context.Keep(CsvTyping.Typed(counting, source, context.TimeZones.GetValueOrDefault(source.Name, DefaultZone)));
    });
}
