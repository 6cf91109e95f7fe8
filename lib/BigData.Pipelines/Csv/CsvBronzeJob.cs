using BigData.Spark.Sql;

namespace BigData.Pipelines.Csv;

/// <summary>The records of a source's files as received.</summary>
internal sealed class CsvBronzeJob(CsvSource source) : TableJob
{
    private readonly FilesInput _files = source.Files();

    public override TableContract Table { get; } = source.Bronze();

    public override IReadOnlyList<Input> Inputs => [_files];

    public override DataFrame Build(JobContext job) => job.Read(_files);
}
