using BigData.Spark.Sql;

namespace BigData.Notebooks.Tests;

/// <summary>The embedded engine over a lakehouse of one table, <c>gold.segments</c>.</summary>
internal sealed class TestEngine(string lakehouse) : INotebookEngine
{
    public string Lakehouse => lakehouse;

    public IReadOnlyList<string> Tables() => Directory.Exists(Path.Combine(lakehouse, "gold", "segments")) ? ["gold.segments"] : [];

    public Task<SparkSession> OpenAsync(EngineChoice choice, TextWriter output, CancellationToken token) => choice.Engine is null or "embedded"
        ? SparkSession.Builder().Output(output).Embedded(lakehouse).GetOrCreateAsync(token)
        : throw new NotebookException($"no engine {choice.Engine} here");

    public Task NameTablesAsync(SparkSession spark, IReadOnlyList<string> tables, CancellationToken token) => Task.CompletedTask;

    public async Task FillAsync()
    {
        await using SparkSession spark = await OpenAsync(new EngineChoice(), TextWriter.Null, default);
        await spark.SqlAsync("CREATE SCHEMA IF NOT EXISTS gold");
        DataFrame rows = await spark.SqlAsync("SELECT * FROM VALUES ('champions', 12, 350.5), ('lost', 30, 20.25), ('new', 7, NULL) AS t(segment, customers, revenue)");
        await rows.Write().Format("delta").SaveAsTableAsync("gold.segments");
    }
}
