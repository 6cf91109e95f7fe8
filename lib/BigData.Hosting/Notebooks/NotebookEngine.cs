using System.Collections.Concurrent;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Hosting.Engines;
using BigData.Notebooks;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Hosting.Notebooks;

/// <summary>The engines for notebooks: those of the command line, over the lakehouse of the configuration or else the nearest one upward of a folder.</summary>
internal sealed class NotebookEngine : INotebookEngine
{
    private const string FolderName = "lakehouse";

    private readonly CommandScope _scope;
    private readonly ConcurrentDictionary<SparkSession, bool> _embedded = new();

    public NotebookEngine(CommandScope scope, string folder)
    {
        _scope = scope;
        Lakehouse = scope.Conf.Values.ContainsKey(ConfKeys.Lakehouse) ? scope.Lakehouse : Nearest(folder) ?? scope.Lakehouse;
    }

    public string Lakehouse { get; }

    public IReadOnlyList<string> Tables() => [.. TablePath.All(Lakehouse)];

    public async Task<SparkSession> OpenAsync(EngineChoice choice, TextWriter output, CancellationToken token)
    {
        string engine = choice.Engine ?? _scope.EngineName;
        try
        {
            SparkSession session = await EngineFactory.OpenAsync(_scope, new EnginePlace(engine, choice.Remote, Lakehouse, output), token).ConfigureAwait(false);
            if (engine == EngineFactory.Embedded)
            {
                _embedded[session] = true;
            }

            return session;
        }
        catch (PipelineUsageException e)
        {
            throw new NotebookException(e.Message, e);
        }
    }

    public async Task NameTablesAsync(SparkSession spark, IReadOnlyList<string> tables, CancellationToken token)
    {
        if (_embedded.ContainsKey(spark))
        {
            return;
        }

        IReadOnlyList<ForeignName> foreign = await LakehouseNames.RegisterAsync(spark, Lakehouse, tables, token).ConfigureAwait(false);
        if (foreign.Count > 0)
        {
            throw new NotebookException(string.Join(
                '\n', foreign.Select(name => $"The name {name.Table} of this server points to {name.Location}, not to this lakehouse; write delta.`{name.Path}` instead.")));
        }
    }

    private static string? Nearest(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, FolderName);
            if (TablePath.All(found).Any())
            {
                return found;
            }
        }

        return null;
    }
}
