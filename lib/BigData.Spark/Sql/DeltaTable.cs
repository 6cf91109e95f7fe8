using System.Globalization;
using BigData.Spark.Engine;
using BigData.Spark.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>
/// A Delta table by its folder or name. Everything it does is the SQL that the documentation of Delta gives for it, or
/// Spark's merge command, so it needs no plug-in on the server.
/// </summary>
public sealed class DeltaTable
{
    private readonly SparkSession _session;
    private readonly string _name;
    private readonly string? _alias;

    private DeltaTable(SparkSession session, string name, string? alias)
    {
        _session = session;
        _name = name;
        _alias = alias;
    }

    /// <summary>The table in a folder. The folder is looked at when the table is used.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <returns>The table.</returns>
    public static DeltaTable ForPath(SparkSession session, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new DeltaTable(session, $"delta.{SqlNames.Quote(path)}", alias: null);
    }

    /// <summary>The table of a name in the catalog.</summary>
    /// <param name="session">The session.</param>
    /// <param name="tableName">The name, with dots between its parts.</param>
    /// <returns>The table.</returns>
    public static DeltaTable ForName(SparkSession session, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new DeltaTable(session, tableName, alias: null);
    }

    /// <summary>Whether a folder holds a Delta table.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <returns>True if it does.</returns>
    public static bool IsDeltaTable(SparkSession session, string path) => Blocking.Run(() => IsDeltaTableAsync(session, path));

    /// <summary>Whether a folder holds a Delta table.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The folder, as the engine sees it.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>True if it does.</returns>
    public static async Task<bool> IsDeltaTableAsync(SparkSession session, string path, CancellationToken token = default)
    {
        try
        {
            await ForPath(session, path).ToDF().SchemaAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (AnalysisException)
        {
            return false;
        }
    }

    /// <summary>The table under a name, for the condition and the actions of a merge.</summary>
    /// <param name="alias">The name.</param>
    /// <returns>A new table object.</returns>
    public DeltaTable Alias(string alias) => new(_session, _name, alias);

    /// <summary>The table under a name, for the condition and the actions of a merge.</summary>
    /// <param name="alias">The name.</param>
    /// <returns>A new table object.</returns>
    public DeltaTable As(string alias) => Alias(alias);

    /// <summary>The rows of the newest version.</summary>
    /// <returns>A frame.</returns>
    public DataFrame ToDF()
    {
        DataFrame frame = _session.Table(_name);
        return _alias is null ? frame : frame.Alias(_alias);
    }

    /// <summary>The commits of the table, newest first.</summary>
    /// <param name="limit">How many at most; all if null.</param>
    /// <returns>A frame: version, timestamp, operation, operationParameters, userMetadata and more.</returns>
    public DataFrame History(int? limit = null) => Blocking.Run(() => HistoryAsync(limit));

    /// <summary>The commits of the table, newest first.</summary>
    /// <param name="limit">How many at most; all if null.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>A frame: version, timestamp, operation, operationParameters, userMetadata and more.</returns>
    public Task<DataFrame> HistoryAsync(int? limit = null, CancellationToken token = default) => _session.SqlAsync(
        $"DESCRIBE HISTORY {_name}" + (limit is { } n ? $" LIMIT {n.ToString(CultureInfo.InvariantCulture)}" : ""), token);

    /// <summary>Facts about the table: format, location, columns of partitions, count and size of files, properties.</summary>
    /// <returns>A frame of one row.</returns>
    public DataFrame Detail() => Blocking.Run(() => DetailAsync());

    /// <summary>Facts about the table: format, location, columns of partitions, count and size of files, properties.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>A frame of one row.</returns>
    public Task<DataFrame> DetailAsync(CancellationToken token = default) => _session.SqlAsync($"DESCRIBE DETAIL {_name}", token);

    /// <summary>Deletes rows.</summary>
    /// <param name="condition">A SQL expression; all rows if null.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A frame of one row: num_affected_rows.</returns>
    public Task<DataFrame> DeleteAsync(string? condition = null, CancellationToken token = default) =>
        _session.SqlAsync($"DELETE FROM {_name}" + Where(condition), token);

    /// <summary>Changes rows.</summary>
    /// <param name="set">SQL expressions by column.</param>
    /// <param name="condition">A SQL expression; all rows if null.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A frame of one row: num_affected_rows.</returns>
    public Task<DataFrame> UpdateAsync(
        IEnumerable<KeyValuePair<string, string>> set, string? condition = null, CancellationToken token = default) =>
        _session.SqlAsync($"UPDATE {_name} SET {string.Join(", ", set.Select(s => $"{s.Key} = {s.Value}"))}" + Where(condition), token);

    /// <summary>Begins to merge a source into the table.</summary>
    /// <param name="source">The source; under an alias if the condition names its columns by one.</param>
    /// <param name="condition">
    /// When rows belong together: the table's columns as <c>Col("alias.column")</c> with the name given to <see cref="Alias"/>.
    /// </param>
    /// <returns>The merge: add actions, then call <see cref="MergeIntoWriter.Merge"/>.</returns>
    public MergeIntoWriter Merge(DataFrame source, Column condition)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _alias is null
            ? new MergeIntoWriter(source, _name, condition)
            : new MergeIntoWriter(source, _name, condition, e => Qualifiers.Replace(e, _alias, _name));
    }

    /// <summary>Goes back to an older version; the versions between stay in the history.</summary>
    /// <param name="version">The version.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A frame of one row of counts.</returns>
    public Task<DataFrame> RestoreToVersionAsync(long version, CancellationToken token = default) =>
        _session.SqlAsync($"RESTORE TABLE {_name} TO VERSION AS OF {version.ToString(CultureInfo.InvariantCulture)}", token);

    /// <summary>Deletes files that no version within the retention needs.</summary>
    /// <param name="retentionHours">How long versions stay readable; the table's own setting if null.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A frame: path.</returns>
    public Task<DataFrame> VacuumAsync(double? retentionHours = null, CancellationToken token = default) => _session.SqlAsync(
        $"VACUUM {_name}" + (retentionHours is { } h ? $" RETAIN {h.ToString(CultureInfo.InvariantCulture)} HOURS" : ""), token);

    /// <summary>Joins small files.</summary>
    /// <param name="where">A SQL expression over the columns of partitions; all partitions if null.</param>
    /// <param name="zOrderBy">Columns whose near values are laid together; none by default.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A frame: path, metrics.</returns>
    public Task<DataFrame> OptimizeAsync(
        string? where = null, IReadOnlyList<string>? zOrderBy = null, CancellationToken token = default) => _session.SqlAsync(
        $"OPTIMIZE {_name}" + Where(where) + (zOrderBy is { Count: > 0 } ? $" ZORDER BY ({string.Join(", ", zOrderBy)})" : ""), token);

    private static string Where(string? condition) => condition is null ? "" : $" WHERE {condition}";
}
