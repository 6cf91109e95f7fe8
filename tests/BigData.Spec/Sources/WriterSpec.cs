using System.IO.Compression;
using System.Text;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Files that are written: their text, their folders and names, and what happens to those that were there.</summary>
public abstract class WriterSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void Csv_writes_null_as_nothing_and_empty_text_in_quotes() => Case(() => AssertText(
        "1,x\n2,\n3,\"\"\n", path => Rows("a:int;b:string", [1, "x"], [2, null], [3, ""]).Coalesce(1).Write().Csv(path)));

    [Fact]
    public void Csv_quotes_only_where_it_must() => Case(() => AssertText(
        "\"a,b\",\"say \\\"hi\\\"\",back\\slash\n\"two\nlines\",it's,\"q\\\"\\\\\"\n",
        path => Rows("a:string;b:string;c:string", ["a,b", "say \"hi\"", "back\\slash"], ["two\nlines", "it's", "q\"\\"]).Coalesce(1).Write().Csv(path)));

    [Fact]
    public void Csv_leaves_out_blanks_around_values_unless_told() => Case(() =>
    {
        DataFrame frame = Rows("a:string;b:string", ["  x ", " "]).Coalesce(1);
        AssertText("x,\"\"\n", path => frame.Write().Csv(path));
        AssertText(
            "  x , \n", path => frame.Write().Option("ignoreLeadingWhiteSpace", false).Option("ignoreTrailingWhiteSpace", false).Csv(path));
    });

    [Fact]
    public void Csv_writes_values_as_spark_shows_them() => Case(() => AssertText(
        "10000000,1.0E7,0.1,1.50,true,2020-01-31,2020-01-31T01:02:03.500Z,2020-01-31T01:02:03.000\n",
        path => One(
            "10000000L as l", "1e7 as d", "cast(0.1 as float) as f", "1.50 as p", "true as b", "date'2020-01-31' as x", "timestamp'2020-01-31 01:02:03.5' as t",
            "timestamp_ntz'2020-01-31 01:02:03' as n").Coalesce(1).Write().Csv(path)));

    [Fact]
    public void Csv_takes_a_header_and_another_dialect() => Case(() => AssertText(
        "'a';'b c'\n'1';'it''s'\n'2';'NA'\n'3';'-'\n",
        path => Rows("a:int;b c:string", [1, "it's"], [2, null], [3, ""]).Coalesce(1).Write().Option("header", true).Option("sep", ";").Option("quote", "'")
            .Option("escape", "'").Option("quoteAll", true).Option("nullValue", "NA").Option("emptyValue", "-").Csv(path)));

    [Fact]
    public void Csv_writes_times_by_their_patterns() => Case(() => AssertText(
        "31/01/2020,01:02\n",
        path => One("date'2020-01-31' as d", "timestamp'2020-01-31 01:02:03' as t").Coalesce(1).Write().Option("dateFormat", "dd/MM/yyyy").Option("timestampFormat", "HH:mm").Csv(path)));

    [Fact]
    public void Csv_knows_no_nested_values() => Case(() => AssertError<AnalysisException>(
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", () => One("array(1) as a").Write().Csv(Engine.NewPath("out"))));

    [Fact]
    public void Csv_without_rows_is_the_header() => Case(() => AssertText(
        "a,b\n", path => Rows("a:int;b:string", [1, "x"]).Where("false").Coalesce(1).Write().Option("header", true).Csv(path)));

    [Fact]
    public void Gzip_is_told_by_the_ending() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Rows("a:int", [1], [2]).Coalesce(1).Write().Option("compression", "gzip").Csv(path);
        Assert.EndsWith(".csv.gz", Assert.Single(Files(path)), StringComparison.Ordinal);
        Assert.Equal("1\n2\n", Text(path));
        AssertRows(Spark.Read().Schema("a int").Csv(path), "a:int", "1", "2");
    });

    [Fact]
    public void Json_leaves_out_nulls() => Case(() => AssertText(
        "{\"a\":1,\"b\":\"é \\\"q\\\"\\n\"}\n{\"a\":2}\n{}\n", path => Rows("a:int;b:string", [1, "é \"q\"\n"], [2, null], [null, null]).Coalesce(1).Write().Json(path)));

    [Fact]
    public void Json_keeps_nulls_when_told() => Case(() => AssertText(
        "{\"a\":null,\"s\":{\"x\":1,\"y\":null}}\n",
        path => One("cast(null as int) as a", "named_struct('x', 1, 'y', cast(null as string)) as s").Coalesce(1).Write().Option("ignoreNullFields", false).Json(path)));

    [Fact]
    public void Json_writes_nested_values_and_times() => Case(() => AssertText(
        "{\"l\":[1,null],\"m\":{\"k\":1.5},\"s\":{\"ö\":true},\"d\":\"2020-01-31\",\"t\":\"2020-01-31T01:02:03.500Z\",\"p\":1.50,\"x\":1.0E7,\"b\":\"AQI=\"}\n",
        path => One(
            "array(1, null) as l", "map('k', 1.5D) as m", "named_struct('ö', true) as s", "date'2020-01-31' as d", "timestamp'2020-01-31 01:02:03.5' as t",
            "1.50 as p", "1e7 as x", "x'0102' as b").Coalesce(1).Write().Json(path)));

    [Fact]
    public void Json_writes_times_by_their_patterns() => Case(() => AssertText(
        "{\"d\":\"31.01.2020\",\"t\":[\"01:02\"]}\n",
        path => One("date'2020-01-31' as d", "array(timestamp'2020-01-31 01:02:03') as t").Coalesce(1).Write()
            .Option("dateFormat", "dd.MM.yyyy").Option("timestampFormat", "HH:mm").Json(path)));

    [Fact]
    public void Json_is_read_again() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Spark.Range(3).SelectExpr("id", "array(id, null) as l", "if(id = 1, null, concat('v', id)) as s").Write().Json(path);
        AssertRows(Spark.Read().Json(path), "id:bigint,l:array<bigint>,s:string", "0 | [0, NULL] | v0", "1 | [1, NULL] | NULL", "2 | [2, NULL] | v2");
    });

    [Fact]
    public void Text_writes_lines() => Case(() => AssertText(
        "one\n\n two,\n", path => Rows("v:string", ["one"], [null], [" two,"]).Coalesce(1).Write().Text(path)));

    [Fact]
    public void Text_takes_one_column_only() => Case(() => Assert.ThrowsAny<SparkException>(
        () => Rows("a:string;b:string", ["x", "y"]).Write().Text(Engine.NewPath("out"))));

    [Fact]
    public void Partitions_are_folders_with_escaped_names() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Rows("k:string;v:int", ["a/b", 1], ["c d", 2], ["50%", 3], [null, 4], ["", 5], ["é=:", 6]).Coalesce(1).Write().PartitionBy("k").Csv(path);
        Assert.Equal(
            ["k=50%25", "k=__HIVE_DEFAULT_PARTITION__", "k=a%2Fb", "k=c d", "k=é%3D%3A"],
            Directory.GetDirectories(path).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
        AssertRows(Spark.Read().Schema("v int").Csv(path), "v:int,k:string", "1 | a/b", "2 | c d", "3 | 50%", "4 | NULL", "5 | NULL", "6 | é=:");
    });

    [Theory]
    [InlineData("json")]
    [InlineData("parquet")]
    [InlineData("csv")]
    public void Partitions_may_be_of_any_simple_type(string format) => Case(() =>
    {
        string path = Engine.NewPath("out");
        One("1 as v", "date'2020-01-31' as d", "1.50 as p", "true as b", "timestamp'2020-01-31 01:02:03' as t").Write().Format(format).PartitionBy("d", "p", "b", "t").Save(path);
        string relative = Path.GetRelativePath(path, Path.GetDirectoryName(Assert.Single(Files(path)))!);
        Assert.Equal("d=2020-01-31/p=1.50/b=true/t=2020-01-31 01%3A02%3A03", relative);
    }, $"{nameof(Partitions_may_be_of_any_simple_type)}({format})");

    [Fact]
    public void Parquet_partitions_have_names_for_null_and_odd_text() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Rows("k:string;v:int", ["a/b", 1], ["c d", 2], [null, 4], ["", 5], ["é", 6]).Coalesce(1).Write().PartitionBy("k").Parquet(path);
        AssertRows(Spark.Read().Parquet(path), "v:int,k:string", "1 | a/b", "2 | c d", "4 | NULL", "5 | NULL", "6 | é");
    });

    [Theory]
    [InlineData("snappy", ".snappy.parquet")]
    [InlineData("zstd", ".zstd.parquet")]
    [InlineData("gzip", ".gz.parquet")]
    [InlineData("none", ".parquet")]
    public void Parquet_names_its_compression(string codec, string ending) => Case(() =>
    {
        string path = Engine.NewPath("out");
        Spark.Range(3).Coalesce(1).Write().Option("compression", codec).Parquet(path);
        Assert.EndsWith("c000" + ending, Assert.Single(Files(path)), StringComparison.Ordinal);
        AssertRows(Spark.Read().Parquet(path), "id:bigint", "0", "1", "2");
    }, $"{nameof(Parquet_names_its_compression)}({codec})");

    [Fact]
    public void Append_adds_files_and_overwrite_takes_all_away() => Case(() =>
    {
        string path = Engine.NewPath("out");
        DataFrame frame = Rows("k:string;v:int", ["a", 1], ["b", 2]);
        frame.Write().PartitionBy("k").Json(path);
        frame.Where("v = 2").Write().Mode("append").PartitionBy("k").Json(path);
        AssertRows(Spark.Read().Schema("v int").Json(path), "v:int,k:string", "1 | a", "2 | b", "2 | b");
        frame.Where("v = 1").Write().Mode("overwrite").PartitionBy("k").Json(path);
        AssertRows(Spark.Read().Schema("v int").Json(path), "v:int,k:string", "1 | a");
    });

    [Fact]
    public void A_dynamic_overwrite_replaces_the_partitions_that_it_writes() => Case(() =>
    {
        string path = Engine.NewPath("out");
        DataFrame frame = Rows("k:string;v:int", ["a", 1], ["b", 2]);
        frame.Write().PartitionBy("k").Parquet(path);
        Rows("k:string;v:int", ["b", 3], ["c", 4]).Write().Mode("overwrite").Option("partitionOverwriteMode", "dynamic").PartitionBy("k").Parquet(path);
        AssertRows(Spark.Read().Parquet(path), "v:int,k:string", "1 | a", "3 | b", "4 | c");
    });

    [Fact]
    public void Ignore_leaves_what_is_there_and_an_error_says_so() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Rows("a:int", [1]).Write().Csv(path);
        Rows("a:int", [2]).Write().Mode("ignore").Csv(path);
        AssertRows(Spark.Read().Csv(path), "_c0:string", "1");
        AssertError<AnalysisException>("PATH_ALREADY_EXISTS", () => Rows("a:int", [2]).Write().Json(path));
    });

    [Fact]
    public void A_write_that_fails_leaves_nothing_to_read() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Assert.ThrowsAny<SparkException>(() => Spark.Range(10).Select(Lit(1) / (Col("id") - 5)).Write().Csv(path));
        Assert.False(File.Exists(Path.Combine(path, "_SUCCESS")));
    });

    [Fact]
    public void A_success_is_marked() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Spark.Range(1).Write().Json(path);
        Assert.True(File.Exists(Path.Combine(path, "_SUCCESS")));
    });

    [Fact]
    public void Files_may_be_limited_to_a_count_of_records() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Spark.Range(10).Coalesce(1).Write().Option("maxRecordsPerFile", 4).Csv(path);
        Assert.Equal(3, Files(path).Length);
        Assert.Equal(10, Spark.Read().Csv(path).Count());
    });

    [Fact]
    public void A_partition_column_that_is_not_there_is_an_error() => Case(() => Assert.ThrowsAny<AnalysisException>(
        () => Rows("a:int", [1]).Write().PartitionBy("nope").Json(Engine.NewPath("out"))));

    [Fact]
    public void Partition_columns_only_are_an_error() => Case(() => AssertError<AnalysisException>(
        "ALL_PARTITION_COLUMNS_NOT_ALLOWED", () => Rows("a:int", [1]).Write().PartitionBy("a").Csv(Engine.NewPath("out"))));

    [Fact]
    public void The_same_name_twice_is_an_error() => Case(() => AssertError<AnalysisException>(
        "COLUMN_ALREADY_EXISTS", () => One("1 as a", "2 as A").Write().Json(Engine.NewPath("out"))));

    private void AssertText(string expected, Action<string> write)
    {
        string path = Engine.NewPath("out");
        write(path);
        Assert.Equal(expected, Text(path));
    }

    private static string[] Files(string path) =>
        [.. Directory.GetFiles(path, "part-*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".crc", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Text(string path)
    {
        StringBuilder text = new();
        foreach (string file in Files(path))
        {
            using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);
            text.Append(new StreamReader(stream, Encoding.UTF8).ReadToEnd());
        }

        return text.ToString();
    }
}
