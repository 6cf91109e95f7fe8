using BigData.Hosting.Commands;
using BigData.Spark.Sql;

namespace BigData.Hosting.Engines;

/// <summary>The sessions of a run: one for its tables, and an embedded one for the ledger when the tables are built elsewhere.</summary>
internal sealed class RunEngines : IAsyncDisposable
{
    private RunEngines(SparkSession spark, SparkSession ledger)
    {
        Spark = spark;
        Ledger = ledger;
    }

    public SparkSession Spark { get; }

    public SparkSession Ledger { get; }

    public static async Task<RunEngines> OpenAsync(CommandScope scope, CancellationToken token)
    {
        SparkSession spark = await EngineFactory.OpenAsync(scope, token).ConfigureAwait(false);
        if (scope.EngineName == EngineFactory.Embedded)
        {
            return new RunEngines(spark, spark);
        }

        try
        {
            EnginePlace here = new(EngineFactory.Embedded, Remote: null, scope.Lakehouse, scope.Host.Output);
            return new RunEngines(spark, await EngineFactory.OpenAsync(scope, here, token).ConfigureAwait(false));
        }
        catch
        {
            await spark.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!ReferenceEquals(Spark, Ledger))
        {
            await Ledger.DisposeAsync().ConfigureAwait(false);
        }

        await Spark.DisposeAsync().ConfigureAwait(false);
    }
}
