using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Embedded;

/// <summary>A session of the embedded engine on a lakehouse of its own.</summary>
internal sealed class EmbeddedLakehouse : IDisposable
{
    private readonly TempFolder _folder = new();

    public EmbeddedLakehouse(params (string Key, string Value)[] settings)
    {
        Builder builder = SparkSession.Builder().AppName("test").Embedded(Folder);
        foreach ((string key, string value) in settings)
        {
            builder = builder.Config(key, value);
        }

        Spark = builder.GetOrCreate();
    }

    public SparkSession Spark { get; }

    public string Folder => _folder.FullPath;

    public string Path(params string[] parts) => _folder.File(parts);

    public static SparkException Fails(Action action) => Assert.ThrowsAny<SparkException>(action);

    /// <summary>The newest commit of a table as text.</summary>
    public static string LastCommit(string table) => File.ReadAllText(Directory.GetFiles(System.IO.Path.Combine(table, "_delta_log"), "*.json").Order(StringComparer.Ordinal).Last());

    public static int Commits(string table) => Directory.GetFiles(System.IO.Path.Combine(table, "_delta_log"), "*.json").Length;

    public static int DataFiles(string table) => Directory.GetFiles(table, "*.parquet", SearchOption.AllDirectories).Count(file => !file.Contains("_delta_log", StringComparison.Ordinal));

    /// <summary>The rows as text, sorted.</summary>
    public static string Rows(DataFrame frame) => string.Join(' ', frame.Collect().Select(row => row.ToString()).Order(StringComparer.Ordinal));

    public void Dispose()
    {
        Spark.Dispose();
        _folder.Dispose();
    }
}
