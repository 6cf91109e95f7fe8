using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.DuckDb;
using BigData.Testing;

namespace BigData.Delta.DuckDb.Tests;

/// <summary>A table's folder and a session, with short forms to write and read data files.</summary>
internal sealed class DataFileFixture : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DuckDbInstance _instance = DuckDbInstance.Open(new DuckDbOptions { Threads = 2 });

    public DataFileFixture(string timeZone = "UTC") => Session = _instance.Connect(new DuckDbSessionSettings { TimeZone = timeZone });

    public DuckDbSession Session { get; }

    public string TablePath => _folder.File("table");

    public static string Schema(params (string Name, string Type)[] fields) =>
        """{"type":"struct","fields":[""" + string.Join(',', fields.Select(Field)) + "]}";

    public static string Array(string element) => $$"""{"type":"array","elementType":{{Quote(element)}},"containsNull":true}""";

    public static string Map(string key, string value) => $$"""{"type":"map","keyType":{{Quote(key)}},"valueType":{{Quote(value)}},"valueContainsNull":true}""";

    public async Task<IReadOnlyList<DataFile>> WriteAsync(Metadata metadata, string sql, long? targetFileSize = null, CancellationToken token = default) =>
        await new DuckDbDataFileWriter().WriteAsync(
            new DuckDbRows(Session, sql), new DataFileWriteRequest { TablePath = TablePath, Metadata = metadata, TargetFileSize = targetFileSize }, token);

    public async Task<string> ReadAsync(Metadata metadata, IEnumerable<AddFile> files, DataFileScanOptions? options = null, params string[] columns)
    {
        var request = new DataFileReadRequest
        {
            TablePath = TablePath,
            Schema = metadata.GetSchema(),
            PartitionColumns = metadata.PartitionColumns,
            Files = [.. files],
            Columns = columns.Length == 0 ? null : columns,
        };
        return (await new DuckDbDataFileReader(Session).ReadAsync(request, options ?? new DataFileScanOptions(), CancellationToken.None)).Sql;
    }

    /// <summary>Asserts that both queries give the same rows, as bags.</summary>
    public async Task AssertSameRowsAsync(string expected, string actual)
    {
        Assert.Equal(
            (await Session.DescribeAsync(expected)).Select(column => column.TypeText), (await Session.DescribeAsync(actual)).Select(column => column.TypeText));
        Assert.Equal(0, await Session.ScalarAsync<long>($"SELECT count(*) FROM (({expected}) EXCEPT ALL ({actual}))"));
        Assert.Equal(0, await Session.ScalarAsync<long>($"SELECT count(*) FROM (({actual}) EXCEPT ALL ({expected}))"));
    }

    public async Task<string?> TextAsync(string sql) => await Session.ScalarAsync<string>(sql);

    public void Dispose()
    {
        Session.Dispose();
        _instance.Dispose();
        _folder.Dispose();
    }

    // Names that begin with "required" are NOT NULL.
    private static string Field((string Name, string Type) field) =>
        $$"""{"name":"{{field.Name}}","type":{{Quote(field.Type)}},"nullable":{{(field.Name.StartsWith("required", StringComparison.Ordinal) ? "false" : "true")}},"metadata":{} }""";

    private static string Quote(string type) => type.StartsWith('{') ? type : $"\"{type}\"";
}
