using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using BigData.DuckDb;
using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Csv;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Sources.Csv;

public sealed class CsvScanTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DuckDbInstance _instance = DuckDbInstance.Open(new DuckDbOptions());
    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        _owned.ForEach(o => o.Dispose());
        _instance.Dispose();
        _folder.Dispose();
    }

    // Left to right: options, schema, text, the columns that are read, their rows as Spark gives them.
    public static TheoryData<string, string, string, string, string> Reads => new()
    {
        { "header=true", "a INT, b STRING, _corrupt_record STRING", "a,b\n1,x\n2\n3,y,z\nq,w\n\n4,\"p\"\"q\"\n", "a,b,_corrupt_record", "1|x|·;2|·|2;3|y|3,y,z;·|w|q,w;4|\"p\"\"q\"|·" },
        { "header=true", "a INT, b STRING", "a,b\n1,x\n2\n3,y,z\nq,w\n", "a,b", "1|x;2|·;3|y;·|w" },
        { "header=true,mode=DROPMALFORMED", "a INT, b STRING", "a,b\n1,x\n2\n3,y,z\nq,w\n", "a,b", "1|x" },
        { "header=true,mode=DROPMALFORMED", "a INT, b STRING", "a,b\n1,x\n2\n3,y,z\nq,w\n", "a", "1;2;3" },
        { "header=true,mode=DROPMALFORMED", "a INT, b STRING", "a,b\n1,x\n2\n3,y,z\nq,w\n", "b", "x;·;y;w" },
        { "header=true,multiLine=true,escape=\"", "a STRING, b STRING, _corrupt_record STRING", "a,b\r\n1,\"x\r\ny\"\r\n2\r\n3,y,z\r\n\"q\"\"r\",w", "a,b,_corrupt_record", "1|x\ny|·;2|·|2;3|y|3,y,z;q\"r|w|·" },
        { "header=true,columnNameOfCorruptRecord=bad", "a INT, bad STRING, b STRING", "a,b\n1,x\n2\nq,w\n", "a,bad,b", "1|·|x;2|2|·;·|q,w|w" },
        { "nullValue=NA", "a STRING, b STRING", "NA,\n\"\",\"NA\"\nx, \n", "a,b", "·|·;|·;x| " },
        { "nullValue=NA,emptyValue=E", "a STRING, b STRING", "NA,\n\"\",\"NA\"\nx, \n", "a,b", "·|·;E|·;x| " },
        { "ignoreLeadingWhiteSpace=true,ignoreTrailingWhiteSpace=true", "a STRING, b STRING", " x , \" y\" \n  ,\n", "a,b", "x| y;·|·" },
        { "comment=#", "a STRING, b STRING", "#x,y\n1,2\n #3,4\n", "a,b", "1|2; #3|4" },
        { "sep=\\t", "a STRING, b STRING", "1\t2\n", "a,b", "1|2" },
        { "quote=", "a STRING, b STRING", "\"1,2\"\n", "a,b", "\"1|2\"" },
        { "", "a STRING, b INT NOT NULL", "1,\n", "a,b", "1|·" },
        { "", "a LONG, b SHORT, c BYTE, d BOOLEAN", "+5,7,-8,TRUE\n1.0,70000,200,t\n 5,1,1,False\n", "a,b,c,d", "5|7|-8|true;·|·|·|·;·|1|1|false" },
        { "sep=;", "a DECIMAL(5,2)", "1.239\n1234.5\n1,2\n1e2\n-0.005\n", "a", "1.24;·;12.00;100.00;-0.01" },
        { "", "a DOUBLE, b FLOAT", "1.5,2.5\nNaN,Inf\n-Inf,1e3\n1d,x\n", "a,b", "1.5|2.5;nan|inf;-inf|1000.0;1.0|·" },
        { "", "a DATE, b TIMESTAMP, c TIMESTAMP_NTZ", "2020-1-2,2020-01-01 10:00,2020-01-01T10:00:00\n2020,x,2020-01-01 10:00:00Z\n", "a,b,c", "2020-01-02|2020-01-01 10:00:00+00|2020-01-01 10:00:00;2020-01-01|·|·" },
        { "", "a BINARY", "abc\n", "a", "abc" },
        { "header=true,escape=\"", "a STRING, b STRING, c INT", "a,b,c\n\"x,1\",\"say \"\"hi\"\"\",3\n\"un\"quoted,\"b\" ,x\nshort\n,,\n\"multi\nline\",b,4\n", "a,b,c", "x,1|say \"hi\"|3;\"un\"quoted|b|·;short|·|·;·|·|·;multi|·|·;line\"|b|4" },
        { "mode=FAILFAST,multiLine=true", "a STRING, b INT", "\"a\n b\",1\nc,2\n", "a,b", "a\n b|1;c|2" },
        { "header=true,multiLine=true,escape=\",columnNameOfCorruptRecord=bad,nullValue=NULL", "id INT, name STRING, bad STRING", "id,name\n1,NULL\n2,\"a \"\"b\"\", c\"\nx,y\n3\n4,\"open\n5,z\n", "id,name,bad", "1|·|·;2|a \"b\", c|·;·|y|x,y;3|·|3;4|open\n5,z\n|·" },
        { "", "a STRING", "\uFEFFa\nb\n", "a", "a;b" },
        { "encoding=ISO-8859-1", "a STRING", "xÃ©\n", "a", "xÃ©" },
        { "", "a STRING, b STRING", "\r\n1,2\r3,4\n5,6", "a,b", "1|2;3|4;5|6" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Rows_are_those_of_Spark(string options, string schema, string text, string columns, string rows)
    {
        Encoding encoding = options.Contains("8859", StringComparison.Ordinal) ? Encoding.Latin1 : new UTF8Encoding(false);
        string file = Write("a.csv", encoding.GetBytes(text));

        Assert.Equal(rows, await ReadAsync(Scan(options, schema, file), columns));
    }

    [Fact]
    public async Task Invalid_utf8_becomes_replacement_characters()
    {
        string file = Write("a.csv", [(byte)'a', 0xFF, (byte)'b', (byte)',', (byte)'c', (byte)'\n']);

        Assert.Equal("a\uFFFDb|c", await ReadAsync(Scan("", "a STRING, b STRING", file), "a,b"));
    }

    [Fact]
    public async Task Many_files_come_with_their_path_and_rising_row_numbers()
    {
        List<string> files = [];
        for (int i = 0; i < 3; i++)
        {
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, CompressionMode.Compress))
            {
                gzip.Write(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 40_000).Select(k => $"{i}-{k}\n"))));
            }

            files.Add(Write($"f{i}.csv.gz", packed.ToArray()));
        }

        RecordScan scan = Scan("header=true", "a STRING", [.. files]);
        using DuckDbSession session = _instance.Connect();
        ScanSql sql = scan.Write(new ScanRequest(["a", "_metadata", FileMetadata.RowIdColumn], default));
        string query = $"SELECT count(*) FROM {sql.FromItem} WHERE {sql.ColumnNames[0]} = {sql.ColumnNames[1]} || '-' || ({sql.ColumnNames[2]} & 8589934591) "
            + $"AND {sql.ColumnNames[2]} >> 33 = {sql.ColumnNames[1]}::BIGINT";

        Assert.Equal(120_000, await session.ScalarAsync<long>(query, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_first_bad_record_ends_a_failfast_read()
    {
        string file = Write("a.csv", Encoding.UTF8.GetBytes("a,b\n1,x\nq,w\n"));

        DuckDbException e = await Assert.ThrowsAsync<DuckDbException>(() => ReadAsync(Scan("header=true,mode=FAILFAST", "a INT, b STRING", file), "a,b"));

        SparkException read = Assert.IsType<SparkException>(e.InnerException);
        Assert.Equal("FAILED_READ_FILE.NO_HINT", read.ErrorClass);
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", Assert.IsType<SparkRuntimeException>(read.InnerException).ErrorClass);
    }

    [Fact]
    public async Task A_truncated_gzip_file_is_an_error()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(k => $"{k},{k * 7919}\n"))));
        }

        string file = Write("a.csv.gz", packed.ToArray()[..^20]);

        DuckDbException e = await Assert.ThrowsAsync<DuckDbException>(() => ReadAsync(Scan("", "a INT, b STRING", file), "a,b"));
        Assert.Equal("FAILED_READ_FILE.NO_HINT", Assert.IsType<SparkException>(e.InnerException).ErrorClass);
    }

    [Fact]
    public void The_column_of_bad_records_cannot_be_read_alone()
    {
        string file = Write("a.csv", "1\n"u8.ToArray());

        SparkException e = Assert.ThrowsAny<SparkException>(
            () => Scan("", "a INT, _corrupt_record STRING", file).Write(new ScanRequest(["_corrupt_record"], default)));

        Assert.Equal("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", e.ErrorClass);
    }

    [Theory]
    [InlineData("header=true", "i,,i,I\n1,2,3,4\n", "i0 STRING,_c1 STRING,i2 STRING,I3 STRING")]
    [InlineData("", "a,,c\n1,2,3,4\n", "_c0 STRING,_c1 STRING,_c2 STRING")]
    [InlineData("header=true,inferSchema=true", "i,l,d,f,s,b,t,dt,n\n1,3000000000,1.5,1e3,x,true,2020-01-01 00:00:00,2020-01-01,\n2,4,2.25,1,y,false,2020-01-02 01:00:00,2020-01-02,\n", "i INT,l BIGINT,d DOUBLE,f DOUBLE,s STRING,b BOOLEAN,t TIMESTAMP,dt DATE,n STRING")]
    public void A_schema_that_is_not_given_comes_from_the_files(string options, string text, string ddl)
    {
        string file = Write("a.csv", Encoding.UTF8.GetBytes(text));

        StructType schema = CsvSchemaReader.Read([file], Options(options), caseSensitive: false, TestContext.Current.CancellationToken);

        Assert.Equal(ddl, schema.Ddl);
    }

    [Theory]
    [InlineData("escape=ab", "OPTION_VALUE_EXCEEDS_ONE_CHARACTER")]
    [InlineData("sep=", "INVALID_DELIMITER_VALUE.EMPTY_STRING")]
    [InlineData("sep=||", "EMBEDDED_UNSUPPORTED.OPTION")]
    [InlineData("locale=de", "EMBEDDED_UNSUPPORTED.OPTION")]
    [InlineData("encoding=nonsense", "EMBEDDED_UNSUPPORTED.OPTION")]
    public void Options_that_cannot_be_met_are_refused_by_name(string options, string errorClass)
    {
        SparkException e = Assert.ThrowsAny<SparkException>(() => Options(options));

        Assert.Equal(errorClass, e.ErrorClass);
        Assert.DoesNotContain("not in the table", e.Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] content)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static CsvOptions Options(string options) => CsvOptions.Read(
        new OptionMap(options.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => new KeyValuePair<string, string>(o.Split('=')[0], o[(o.IndexOf('=', StringComparison.Ordinal) + 1)..]))),
        "_corrupt_record",
        TimeZoneInfo.Utc);

    private RecordScan Scan(string options, string schema, params string[] files)
    {
        CsvOptions csv = Options(options);
        StructType data = SqlParser.ParseSchema(schema);
        StructType fields = new(data.Fields.Where(field => field.Name != csv.CorruptRecordColumn));
        return new RecordScan(
            "csv",
            data,
            csv.CorruptRecordColumn,
            [],
            [.. files.Select((file, i) => new RecordFile(file, DuckDbSql.Literal(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), []))],
            (names, hasCorruptRecord) => new CsvFileReader(
                new CsvReadPlan(csv, fields, [.. names.Select(name => new CsvFieldColumn(fields[name], fields.IndexOf(name)))], hasCorruptRecord), files).Source(),
            Register);
    }

    private string Register(ArrowSource source)
    {
        ArrowSourceRegistration registration = _instance.RegisterArrowSource(source);
        _owned.Add(registration);
        return registration.Sql;
    }

    private async Task<string> ReadAsync(RecordScan scan, string columns)
    {
        using DuckDbSession session = _instance.Connect();
        ScanSql sql = scan.Write(new ScanRequest(ValueArray.From(columns.Split(',')), default));
        string list = string.Join(" || '|' || ", sql.ColumnNames.Select(c => $"coalesce({c}::VARCHAR, '·')"));
        List<string> rows = [];
        await foreach (RecordBatch batch in session.QueryAsync($"SELECT {list} FROM {sql.FromItem}", token: TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(i => ((StringArray)batch.Column(0)).GetString(i)));
            }
        }

        return string.Join(';', rows);
    }
}
