using BigData.Spark.Sql;

namespace BigData.Activation.Tests;

/// <summary>One session on the embedded engine for all tests of the assembly.</summary>
public sealed class EmbeddedSpark : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public EmbeddedSpark() => Session = SparkSession.Builder().AppName("activation-tests").Embedded(_folder.File("lakehouse")).GetOrCreate();

    public SparkSession Session { get; }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _folder.Dispose();
    }
}
