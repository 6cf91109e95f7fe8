using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>What stands behind a <see cref="JobContext"/>: the runner's view of one build.</summary>
internal interface IJobScope
{
    TableJob Job { get; }

    SparkSession Spark { get; }

    string RunId { get; }

    DateOnly? AsOf { get; }

    DateOnly? CurrentAsOf { get; }

    IReadOnlyDictionary<string, string> TimeZones { get; }

    JobSettings Settings { get; }

    bool IsRebuild { get; }

    DataFrame Read(TableContract table);

    DataFrame Read(FilesInput files);

    DataFrame Changes(TableContract table);

    DataFrame? Current();

    DataFrame Keep(DataFrame frame);

    T Share<T>(Func<T> make)
        where T : IAsyncDisposable;

    void Own(IAsyncDisposable resource);

    void Fact(string name, object value);

    void Warn(string message);
}
