using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BigData.Notebooks.Scripting;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Notebooks.Completion;

/// <summary>Tables of the lakehouse and frames of the notebook, with their columns. What cannot be found out is empty: the editor asks while a person types.</summary>
internal sealed class TableKnowledge(SparkAccess spark, Func<string, DataFrame?> variable, Func<IEnumerable<DataFrame>> variables)
{
    private readonly ConcurrentDictionary<string, StructType> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<DataFrame, StructType> _frames = [];

    public IReadOnlyList<string> Tables() => spark.Tables();

    /// <summary>The schema of a table; null where there is none.</summary>
    public async Task<StructType?> TableAsync(string name, CancellationToken token)
    {
        if (_tables.TryGetValue(name, out StructType? known))
        {
            return known;
        }

        if (!Tables().Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return await TryAsync(
            async () =>
            {
                await spark.NameTablesAsync(name, token).ConfigureAwait(false);
                SparkSession session = await spark.GetAsync().ConfigureAwait(false);
                return _tables[name] = await session.Table(name).SchemaAsync(token).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    /// <summary>The schema of the frame in a variable; null where the variable holds none.</summary>
    public async Task<StructType?> FrameAsync(string name, CancellationToken token) =>
        variable(name) is { } frame ? await SchemaAsync(frame, token).ConfigureAwait(false) : null;

    /// <summary>Columns of all frames that variables hold.</summary>
    public async Task<IReadOnlyList<StructField>> AllColumnsAsync(CancellationToken token)
    {
        List<StructField> fields = [];
        foreach (DataFrame frame in variables())
        {
            fields.AddRange((await SchemaAsync(frame, token).ConfigureAwait(false))?.Fields ?? []);
        }

        return [.. fields.DistinctBy(field => field.Name, StringComparer.Ordinal)];
    }

    private async Task<StructType?> SchemaAsync(DataFrame frame, CancellationToken token)
    {
        if (_frames.TryGetValue(frame, out StructType? known))
        {
            return known;
        }

        StructType? schema = await TryAsync(() => frame.SchemaAsync(token)).ConfigureAwait(false);
        if (schema is not null)
        {
            _frames.AddOrUpdate(frame, schema);
        }

        return schema;
    }

    private static async Task<StructType?> TryAsync(Func<Task<StructType>> schema)
    {
        try
        {
            return await schema().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SparkException or NotebookException or InvalidOperationException)
        {
            return null;
        }
    }
}
