using BigData.Spark.Sql;

namespace BigData.Pipelines.Csv;

/// <summary>The typed rows of a source, one for each key, and the records that cannot become rows.</summary>
internal sealed class CsvSilverJob(CsvSource source) : TableJob
{
    private readonly TableContract _bronze = source.Bronze();

    public override TableContract Table { get; } = source.Silver();

    public override IReadOnlyList<Input> Inputs => [_bronze.Changes()];

    public override bool HasQuarantine => true;

    public override IReadOnlyList<Expectation> Expectations => source.Expectations;

    public override DataFrame Build(JobContext job) => source.Rows(job);

    public override DataFrame? BuildRejected(JobContext job) => source.Rejected(job);

    public override DataFrame? ReplacedKeys(JobContext job) => source.ReplacedKeys(job);

    public override DataFrame? ReplacedRejects(JobContext job) => source.ReplacedRejects(job);
}
