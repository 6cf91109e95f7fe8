using BigData.Spark.Sql;

namespace BigData.Notebooks;

/// <summary>The engine of a notebook: whoever starts the kernel composes it, because this library knows none.</summary>
public interface INotebookEngine
{
    /// <summary>Full path of the folder of the lakehouse.</summary>
    string Lakehouse { get; }

    /// <summary>The tables that there are now, such as <c>gold.customer_rfm</c>.</summary>
    /// <returns>Their names in order; none where the folder is not there.</returns>
    IReadOnlyList<string> Tables();

    /// <summary>Opens a session over the lakehouse.</summary>
    /// <param name="choice">What the notebook asked for.</param>
    /// <param name="output">Where <c>Show</c>, <c>PrintSchema</c> and <c>Explain</c> write.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The session; the notebook disposes it.</returns>
    /// <exception cref="NotebookException">There is no such engine, or nothing says where its server is.</exception>
    /// <exception cref="SparkException">The engine cannot be reached.</exception>
    Task<SparkSession> OpenAsync(EngineChoice choice, TextWriter output, CancellationToken token);

    /// <summary>Makes tables of the lakehouse known by name, where a session does not know the folder by itself.</summary>
    /// <param name="spark">The session.</param>
    /// <param name="tables">Names from <see cref="Tables"/>.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A task that ends when they have their names.</returns>
    /// <exception cref="NotebookException">A name belongs to another table of the server.</exception>
    /// <exception cref="SparkException">The engine refused.</exception>
    Task NameTablesAsync(SparkSession spark, IReadOnlyList<string> tables, CancellationToken token);
}

/// <summary>The engine that a notebook asks for.</summary>
/// <param name="Engine"><c>embedded</c> or <c>spark</c>; null for that of the configuration.</param>
/// <param name="Remote">Address of the Spark Connect server; null for that of the configuration.</param>
public sealed record EngineChoice(string? Engine = null, string? Remote = null);
