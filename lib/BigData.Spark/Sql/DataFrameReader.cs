using System.Globalization;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>Describes files or a table to read. Each call changes the reader; frames made before keep what they have.</summary>
public sealed class DataFrameReader
{
    private readonly SparkSession _session;
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private string? _format;
    private string? _schema;

    internal DataFrameReader(SparkSession session) => _session = session;

    /// <summary>The format of the files.</summary>
    /// <param name="source"><c>parquet</c>, <c>csv</c>, <c>delta</c> …; the setting <c>spark.sql.sources.default</c> if not called.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Format(string source)
    {
        _format = source;
        return this;
    }

    /// <summary>Names and types, instead of those that the files say or suggest.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Schema(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema.Json;
        return this;
    }

    /// <summary>Names and types, instead of those that the files say or suggest.</summary>
    /// <param name="schemaString">DDL such as <c>id BIGINT, name STRING</c>.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Schema(string schemaString)
    {
        ArgumentException.ThrowIfNullOrEmpty(schemaString);
        _schema = schemaString;
        return this;
    }

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name; upper and lower case are alike.</param>
    /// <param name="value">The value.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Option(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _options[key] = value;
        return this;
    }

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Option(string key, bool value) => Option(key, value ? "true" : "false");

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Option(string key, long value) => Option(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An option of the format.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Option(string key, double value) => Option(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Options of the format.</summary>
    /// <param name="options">Values by name.</param>
    /// <returns>This reader.</returns>
    public DataFrameReader Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach ((string key, string value) in options)
        {
            Option(key, value);
        }

        return this;
    }

    /// <summary>Reads files, or a source that needs no path.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Load(params string[] paths)
    {
        Read.Types.DataSource source = new() { Paths = { paths } };
        if (_format is not null)
        {
            source.Format = _format;
        }

        if (_schema is not null)
        {
            source.Schema = _schema;
        }

        source.Options.Add(_options);
        return _session.Frame(new Relation { Read = new() { DataSource = source } });
    }

    /// <summary>Reads CSV files.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Csv(params string[] paths) => Format("csv").Load(paths);

    /// <summary>Reads Parquet files.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Parquet(params string[] paths) => Format("parquet").Load(paths);

    /// <summary>Reads files of JSON, one object a line unless the option <c>multiLine</c> is set.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Json(params string[] paths) => Format("json").Load(paths);

    /// <summary>Reads ORC files.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Orc(params string[] paths) => Format("orc").Load(paths);

    /// <summary>Reads the lines of text files, in a column <c>value</c>.</summary>
    /// <param name="paths">Files, folders or patterns.</param>
    /// <returns>A frame.</returns>
    public DataFrame Text(params string[] paths) => Format("text").Load(paths);

    /// <summary>Reads a Delta table by its folder.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>A frame.</returns>
    public DataFrame Delta(string path) => Format("delta").Load(path);

    /// <summary>Reads a table or temporary view.</summary>
    /// <param name="tableName">The name, or a path such as <c>delta.`/lake/t`</c>.</param>
    /// <returns>A frame.</returns>
    public DataFrame Table(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        Read.Types.NamedTable table = new() { UnparsedIdentifier = tableName };
        table.Options.Add(_options);
        return _session.Frame(new Relation { Read = new() { NamedTable = table } });
    }
}
