using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.Running;

/// <summary>Reads what a run left in a lakehouse.</summary>
internal sealed class Lakehouse : IDisposable
{
    private readonly SparkSession _spark;
    private readonly string _folder;

    public Lakehouse(string folder)
    {
        _folder = folder;
        _spark = SparkSession.Builder().AppName("tests").Embedded(folder).GetOrCreate();
    }

    public DataFrame Table(string name) =>
        _spark.Read().Format("delta").Load(Path.Combine([_folder, .. name.Split('.')]));

    /// <summary>The full names of all tables of a schema, in ordinal order.</summary>
    public IEnumerable<string> Names(string schema) => Directory.EnumerateDirectories(Path.Combine(_folder, schema))
        .Select(table => $"{schema}.{Path.GetFileName(table)}")
        .Order(StringComparer.Ordinal);

    public long Count(string name) => Table(name).Count();

    /// <summary>The full names of the tables that exist.</summary>
    public string[] Tables() =>
    [
        .. Directory.EnumerateDirectories(_folder, "_delta_log", SearchOption.AllDirectories)
            .Where(log => Directory.EnumerateFiles(log, "*.json").Any())
            .Select(log => Path.GetRelativePath(_folder, Path.GetDirectoryName(log)!).Replace(Path.DirectorySeparatorChar, '.'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files below the lakehouse that no commit names: what a write that failed left behind.</summary>
    public string[] StrayFiles()
    {
        string[] commits = [.. Directory.EnumerateFiles(_folder, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText)];
        return
        [
            .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != ".bigdata.lock" && !(file.EndsWith(".json", StringComparison.Ordinal) && file.Contains("_delta_log", StringComparison.Ordinal)))
                .Where(file => !Array.Exists(commits, commit => commit.Contains(Path.GetFileName(file), StringComparison.Ordinal)))
                .Select(file => Path.GetRelativePath(_folder, file)),
        ];
    }

    /// <summary>The newest version of a table, -1 where there is none.</summary>
    public long Version(string name)
    {
        string log = Path.Combine([_folder, .. name.Split('.'), "_delta_log"]);
        return Directory.Exists(log)
            ? Directory.EnumerateFiles(log, "*.json")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => name.Length == 20)
                .Max(name => long.Parse(name, CultureInfo.InvariantCulture))
            : -1;
    }

    /// <summary>All rows, or those of a condition, as text in a fixed order, without the columns that begin with <c>_</c>.</summary>
    public string[] Rows(string name, string? condition = null)
    {
        DataFrame table = condition is null ? Table(name) : Table(name).Filter(condition);
        string[] columns = [.. table.Columns().Where(column => !column.StartsWith('_'))];
        string[] rows = [.. table.Select([.. columns.Select(Functions.Col)]).Collect().Select(Text)];
        Array.Sort(rows, StringComparer.Ordinal);
        return rows;
    }

    public void Dispose() => _spark.Dispose();

    private static string Text(Row row) => string.Join('|', row.Values.Select(Text));

    private static string Text(object? value) => value switch
    {
        null => "null",
        IEnumerable<object?> list => "[" + string.Join(',', list.Select(Text)) + "]",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
