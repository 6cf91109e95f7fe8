using System.Globalization;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using TableSaveMethod = BigData.Spark.Proto.WriteOperation.Types.SaveTable.Types.TableSaveMethod;
using WriteMode = BigData.Spark.Proto.WriteOperation.Types.SaveMode;

namespace BigData.Spark.Sql;

/// <summary>Describes where and how a frame is written. Each call changes the writer.</summary>
public sealed class DataFrameWriter
{
    private readonly DataFrame _frame;
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _partitionColumns = [];
    private readonly List<string> _sortColumns = [];
    private readonly List<string> _clusterColumns = [];
    private WriteOperation.Types.BucketBy? _buckets;
    private string? _format;
    private SaveMode? _mode;

    internal DataFrameWriter(DataFrame frame) => _frame = frame;

    /// <summary>What happens where rows exist already.</summary>
    /// <param name="saveMode">The mode.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Mode(SaveMode saveMode)
    {
        _mode = saveMode;
        return this;
    }

    /// <summary>What happens where rows exist already.</summary>
    /// <param name="saveMode"><c>append</c>, <c>overwrite</c>, <c>ignore</c>, <c>error</c>, <c>errorifexists</c> or <c>default</c>.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="SparkException">The mode is not known.</exception>
    public DataFrameWriter Mode(string saveMode)
    {
        ArgumentNullException.ThrowIfNull(saveMode);
        return Mode(saveMode.ToLowerInvariant() switch
        {
            "append" => SaveMode.Append,
            "overwrite" => SaveMode.Overwrite,
            "ignore" => SaveMode.Ignore,
            "error" or "errorifexists" or "default" => SaveMode.ErrorIfExists,
            _ => throw SparkErrors.Create("INVALID_SAVE_MODE", ("mode", $"\"{saveMode}\"")),
        });
    }

    /// <summary>The format of the files or the provider of the table.</summary>
    /// <param name="source"><c>parquet</c>, <c>csv</c>, <c>delta</c> …; the setting <c>spark.sql.sources.default</c> if not called.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Format(string source)
    {
        _format = source;
        return this;
    }

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name; upper and lower case are alike.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Option(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _options[key] = value;
        return this;
    }

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Option(string key, bool value) => Option(key, value ? "true" : "false");

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Option(string key, long value) => Option(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Option(string key, double value) => Option(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Options of the format.</summary>
    /// <param name="options">Values by name.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach ((string key, string value) in options)
        {
            Option(key, value);
        }

        return this;
    }

    /// <summary>Writes rows of equal values into a folder of their own.</summary>
    /// <param name="colNames">The columns.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter PartitionBy(params string[] colNames) => Fill(_partitionColumns, colNames);

    /// <summary>Lays rows of near values into the same files (Delta's liquid clustering).</summary>
    /// <param name="colNames">The columns.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter ClusterBy(params string[] colNames) => Fill(_clusterColumns, colNames);

    /// <summary>Spreads rows over a fixed count of buckets by columns; for tables only.</summary>
    /// <param name="numBuckets">The count.</param>
    /// <param name="colName">The first column.</param>
    /// <param name="colNames">More columns.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter BucketBy(int numBuckets, string colName, params string[] colNames)
    {
        _buckets = new() { NumBuckets = numBuckets, BucketColumnNames = { colName, colNames } };
        return this;
    }

    /// <summary>Orders the rows of each bucket.</summary>
    /// <param name="colNames">The columns.</param>
    /// <returns>This writer.</returns>
    public DataFrameWriter SortBy(params string[] colNames) => Fill(_sortColumns, colNames);

    /// <summary>Writes to a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public void Save(string path) => Blocking.Run(() => SaveAsync(path));

    /// <summary>Writes to where the options say.</summary>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public void Save() => Blocking.Run(() => SaveAsync());

    /// <summary>Writes to a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public Task SaveAsync(string path, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WriteOperation operation = Operation(SaveMode.ErrorIfExists);
        operation.Path = path;
        return RunAsync(operation, token);
    }

    /// <summary>Writes to where the options say.</summary>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public Task SaveAsync(CancellationToken token = default) => RunAsync(Operation(SaveMode.ErrorIfExists), token);

    /// <summary>Writes to a table, which is made if there is none; columns match by name.</summary>
    /// <param name="tableName">The table.</param>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public void SaveAsTable(string tableName) => Blocking.Run(() => SaveAsTableAsync(tableName));

    /// <summary>Writes to a table, which is made if there is none; columns match by name.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public Task SaveAsTableAsync(string tableName, CancellationToken token = default) =>
        ToTableAsync(tableName, TableSaveMethod.SaveAsTable, SaveMode.ErrorIfExists, token);

    /// <summary>Adds to a table that exists; columns match by position. Overwrites if the mode says so.</summary>
    /// <param name="tableName">The table.</param>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public void InsertInto(string tableName) => Blocking.Run(() => InsertIntoAsync(tableName));

    /// <summary>Adds to a table that exists; columns match by position. Overwrites if the mode says so.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="token">Stops the execution.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    /// <exception cref="SparkException">The rows cannot be computed or written.</exception>
    public Task InsertIntoAsync(string tableName, CancellationToken token = default) =>
        ToTableAsync(tableName, TableSaveMethod.InsertInto, SaveMode.Append, token);

    /// <summary>Writes Parquet files.</summary>
    /// <param name="path">The folder.</param>
    public void Parquet(string path) => Format("parquet").Save(path);

    /// <summary>Writes CSV files.</summary>
    /// <param name="path">The folder.</param>
    public void Csv(string path) => Format("csv").Save(path);

    /// <summary>Writes files of JSON, one object a line.</summary>
    /// <param name="path">The folder.</param>
    public void Json(string path) => Format("json").Save(path);

    /// <summary>Writes ORC files.</summary>
    /// <param name="path">The folder.</param>
    public void Orc(string path) => Format("orc").Save(path);

    /// <summary>Writes the only column, a text, as lines.</summary>
    /// <param name="path">The folder.</param>
    public void Text(string path) => Format("text").Save(path);

    private DataFrameWriter Fill(List<string> list, string[] names)
    {
        list.Clear();
        list.AddRange(names);
        return this;
    }

    private Task ToTableAsync(string name, TableSaveMethod method, SaveMode defaultMode, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        WriteOperation operation = Operation(defaultMode);
        operation.Table = new() { TableName = name, SaveMethod = method };
        return RunAsync(operation, token);
    }

    private WriteOperation Operation(SaveMode defaultMode)
    {
        WriteOperation operation = new()
        {
            Input = _frame.Relation,
            PartitioningColumns = { _partitionColumns },
            SortColumnNames = { _sortColumns },
            ClusteringColumns = { _clusterColumns },
            Mode = (_mode ?? defaultMode) switch
            {
                SaveMode.Append => WriteMode.Append,
                SaveMode.Overwrite => WriteMode.Overwrite,
                SaveMode.Ignore => WriteMode.Ignore,
                _ => WriteMode.ErrorIfExists,
            },
        };
        operation.Options.Add(_options);
        if (_format is not null)
        {
            operation.Source = _format;
        }

        if (_buckets is not null)
        {
            operation.BucketBy = _buckets;
        }

        return operation;
    }

    private Task RunAsync(WriteOperation operation, CancellationToken token) =>
        _frame.SparkSession.Engine.RunAsync(new Command { WriteOperation = operation }, token);
}
