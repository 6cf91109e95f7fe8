using System.IO.Compression;
using System.Text;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Spark's JSON: the types that it finds, and what it keeps, drops and refuses.</summary>
public abstract class JsonSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void Fields_are_found_and_ordered_by_name() => Case(() => AssertOrdered(
        Read("{\"b\":1,\"a\":\"x\"}\n{\"c\":true,\"b\":2.5}\n"), "a:string,b:double,c:boolean", "x | 1 | NULL", "NULL | 2.5 | true"));

    [Fact]
    public void Whole_numbers_are_bigint_and_larger_ones_decimal() => Case(() => AssertOrdered(
        Read("{\"a\":1,\"b\":12345678901234567890}\n{\"a\":-5,\"b\":1}\n"), "a:bigint,b:decimal(20,0)", "1 | 12345678901234567890", "-5 | 1"));

    [Fact]
    public void Kinds_without_a_common_type_are_text() => Case(() => AssertOrdered(
        Read("{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":[1, 2]}\n{\"a\":{\"b\": 1}}\n{\"a\":true}\n"), "a:string", "1", "x", "[1, 2]", "{\"b\": 1}", "true"));

    [Fact]
    public void Nested_objects_and_arrays_are_structs_and_lists() => Case(() => AssertOrdered(
        Read("{\"o\":{\"y\":1,\"x\":[1,2.5]},\"l\":[{\"k\":1},{\"m\":\"q\"}]}\n{\"o\":null,\"l\":[]}\n"),
        "l:array<struct<k:bigint,m:string>>,o:struct<x:array<double>,y:bigint>", "[{1, NULL}, {NULL, q}] | {[1, 2.5], 1}", "[] | NULL"));

    [Fact]
    public void Nothing_but_null_is_text() => Case(() => AssertOrdered(
        Read("{\"a\":null,\"b\":[],\"c\":\"\"}\n"), "a:string,b:array<string>,c:string", "NULL | [] | "));

    [Fact]
    public void Fields_of_nulls_only_may_be_left_out() => Case(() => AssertOrdered(
        Spark.Read().Option("dropFieldIfAllNull", true).Json(Write("{\"a\":null,\"b\":[],\"c\":1,\"d\":{\"e\":null}}\n")), "c:bigint", "1"));

    [Fact]
    public void Primitives_may_all_be_text() => Case(() => AssertOrdered(
        Spark.Read().Option("primitivesAsString", true).Json(Write("{\"a\":1.50,\"b\":true,\"c\":[1]}\n")), "a:string,b:string,c:array<string>", "1.50 | true | [1]"));

    [Fact]
    public void Decimals_may_be_preferred() => Case(() => AssertOrdered(
        Spark.Read().Option("prefersDecimal", true).Json(Write("{\"a\":1.50,\"b\":10.5}\n{\"a\":22.5,\"b\":1}\n")), "a:decimal(4,2),b:decimal(21,1)",
        "1.50 | 10.5", "22.50 | 1.0"));

    [Fact]
    public void Times_are_found_only_when_asked() => Case(() =>
    {
        string path = Write("{\"t\":\"2020-01-31T01:02:03Z\",\"d\":\"2020-01-31\"}\n");
        AssertOrdered(Spark.Read().Json(path), "d:string,t:string", "2020-01-31 | 2020-01-31T01:02:03Z");
        AssertOrdered(Spark.Read().Option("inferTimestamp", true).Json(path).Select("t"), "t:timestamp", "2020-01-31 01:02:03+00:00");
    });

    [Fact]
    public void A_schema_types_the_fields_by_name() => Case(() => AssertOrdered(
        Spark.Read().Schema("b byte, s short, i int, l bigint, f float, d double, p decimal(6,2), t string, o boolean")
            .Json(Write("{\"b\":1,\"s\":2,\"i\":3,\"l\":4,\"f\":0.5,\"d\":1e3,\"p\":12.345,\"t\":\"x\",\"o\":false}\n{\"B\":9}\n")),
        "b:tinyint,s:smallint,i:int,l:bigint,f:float,d:double,p:decimal(6,2),t:string,o:boolean",
        "1 | 2 | 3 | 4 | 0.5 | 1000 | 12.35 | x | false", "NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL"));

    [Fact]
    public void Text_fields_take_any_value_as_it_stands() => Case(() => AssertOrdered(
        Spark.Read().Schema("a string").Json(Write("{\"a\":1.0}\n{\"a\":{\"x\" : [1, null]}}\n{\"a\":true}\n{\"a\":null}\n{\"a\":1e5}\n")),
        "a:string", "1.0", "{\"x\" : [1, null]}", "true", "NULL", "1e5"));

    [Fact]
    public void Maps_and_nested_types_follow_the_schema() => Case(() => AssertOrdered(
        Spark.Read().Schema("m map<string,int>, l array<array<int>>, s struct<a:int,b:struct<c:string>>")
            .Json(Write("{\"m\":{\"x\":1,\"y\":null},\"l\":[[1],[],null],\"s\":{\"b\":{\"c\":\"q\"},\"z\":0}}\n{}\n")),
        "m:map<string,int>,l:array<array<int>>,s:struct<a:int,b:struct<c:string>>", "{x -> 1, y -> NULL} | [[1], [], NULL] | {NULL, {q}}", "NULL | NULL | NULL"));

    [Fact]
    public void Permissive_keeps_a_bad_record_with_its_text_and_what_fits() => Case(() => AssertOrdered(
        Spark.Read().Schema("a int, b string, _corrupt_record string").Json(Write("{\"a\":1,\"b\":\"x\"}\n{\"a\":\"one\",\"b\":\"y\"}\n{\"a\":2,\n{\"a\":3.5,\"b\":\"z\"}\n[7]\n")),
        "a:int,b:string,_corrupt_record:string",
        "1 | x | NULL", "NULL | y | {\"a\":\"one\",\"b\":\"y\"}", "NULL | NULL | {\"a\":2,", "NULL | z | {\"a\":3.5,\"b\":\"z\"}", "NULL | NULL | [7]"));

    [Fact]
    public void A_found_schema_has_the_bad_record_among_its_fields() => Case(() => AssertOrdered(
        Read("{\"a\":1,\"Z\":2}\n{oops\n{\"a\":2}\n"), "Z:bigint,_corrupt_record:string,a:bigint", "2 | NULL | 1", "NULL | {oops | NULL", "NULL | NULL | 2"));

    [Fact]
    public void Drop_malformed_leaves_bad_records_out() => Case(() => AssertOrdered(
        Spark.Read().Schema("a int").Option("mode", "DROPMALFORMED").Json(Write("{\"a\":1}\n{\"a\":\n{\"a\":\"x\"}\n{\"a\":2}\n")), "a:int", "1", "2"));

    [Fact]
    public void Fail_fast_stops_at_the_first_bad_record() => Case(() => AssertError<SparkException>(
        "FAILED_READ_FILE.NO_HINT", () => Spark.Read().Schema("a int").Option("mode", "FAILFAST").Json(Write("{\"a\":1}\n{\"a\":\"x\"}\n")).Collect()));

    [Fact]
    public void Fail_fast_finds_no_schema_of_bad_records() => Case(() =>
    {
        DataFrameReader reader = Spark.Read().Option("mode", "FAILFAST");
        Assert.ThrowsAny<SparkException>(() => reader.Json(Write("{\"a\":1}\n{oops\n")).Schema());
        Assert.ThrowsAny<SparkException>(() => reader.Json(Write("{\"a\":1}\n7\n")).Schema());
    });

    [Fact]
    public void Only_the_bad_records_cannot_be_asked() => Case(() => AssertError<AnalysisException>(
        "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", () => Spark.Read().Schema("a int, _corrupt_record string").Json(Write("{\n")).Select("_corrupt_record").Collect()));

    [Fact]
    public void Bad_values_inside_of_nested_ones_are_null_there() => Case(() => AssertOrdered(
        Spark.Read().Schema("s struct<a:int,b:int>, l array<int>, o array<struct<a:int>>, m map<string,int>")
            .Json(Write("{\"s\":{\"a\":\"x\",\"b\":1},\"l\":[1,\"x\"],\"o\":[{\"a\":1},{\"a\":\"x\"}],\"m\":{\"k\":\"x\"}}\n{\"s\":5,\"l\":6,\"o\":{},\"m\":[]}\n")),
        "s:struct<a:int,b:int>,l:array<int>,o:array<struct<a:int>>,m:map<string,int>", "{NULL, 1} | NULL | [{1}, {NULL}] | NULL", "NULL | NULL | NULL | NULL"));

    [Fact]
    public void An_array_of_objects_is_a_row_each() => Case(() => AssertOrdered(
        Read("[{\"a\":1},{\"a\":2}]\n{\"a\":3}\n[]\n"), "a:bigint", "1", "2", "3"));

    [Fact]
    public void Blank_lines_are_no_records() => Case(() => AssertOrdered(Read("\n{\"a\":1}\n   \n\r\n{\"a\":2}"), "a:bigint", "1", "2"));

    [Fact]
    public void A_file_may_be_one_record() => Case(() => AssertOrdered(
        Spark.Read().Option("multiLine", true).Json(Write("[\n {\n  \"a\": 1\n },\n {\"a\":\n2}\n]\n")), "a:bigint", "1", "2"));

    [Fact]
    public void The_last_of_equal_names_counts() => Case(() => AssertOrdered(
        Spark.Read().Schema("a int").Json(Write("{\"a\":1,\"a\":2}\n")), "a:int", "2"));

    [Fact]
    public void Escapes_in_text_are_read() => Case(() => AssertOrdered(
        Read("{\"a\":\"\\u00e9\\n\\\"\\\\\\/\\ud83d\\ude00\",\"b\\u0063\":1}\n"), "a:string,bc:bigint", "é\n\"\\/😀 | 1"));

    [Fact]
    public void Single_quotes_and_words_for_numbers_are_taken() => Case(() => AssertOrdered(
        Spark.Read().Schema("a string, x double, y float, z double").Json(Write("{'a':'it\"s','x':NaN,'y':\"-Infinity\",'z':-INF}\n")),
        "a:string,x:double,y:float,z:double", "it\"s | NaN | -Infinity | -Infinity"));

    [Fact]
    public void Comments_and_bare_names_need_their_options() => Case(() =>
    {
        string path = Write("/* note */ {a: 01, \"b\": \"\\x\"} \n");
        AssertOrdered(
            Spark.Read().Schema("a int, b string").Option("allowComments", true).Option("allowUnquotedFieldNames", true)
                .Option("allowNumericLeadingZeros", true).Option("allowBackslashEscapingAnyCharacter", true).Json(path),
            "a:int,b:string", "1 | x");
        AssertOrdered(Spark.Read().Schema("a int, b string").Json(path), "a:int,b:string", "NULL | NULL");
    });

    [Fact]
    public void Dates_and_times_are_read_from_text_and_seconds() => Case(() => AssertOrdered(
        Spark.Read().Schema("d date, t timestamp, n timestamp_ntz").Json(Write(
            "{\"d\":\"2020-01-31\",\"t\":\"2020-01-31T01:02:03.5+01:00\",\"n\":\"2020-01-31T01:02:03\"}\n{\"d\":\"2020-1-2\",\"t\":86400,\"n\":\"2020-01-31\"}\n{\"d\":\"x\",\"t\":\"x\"}\n")),
        "d:date,t:timestamp,n:timestamp_ntz", "2020-01-31 | 2020-01-31 00:02:03.5+00:00 | 2020-01-31 01:02:03", "2020-01-02 | 1970-01-02 00:00:00+00:00 | 2020-01-31 00:00:00", "NULL | NULL | NULL"));

    [Fact]
    public void Dates_and_times_are_read_by_their_patterns() => Case(() => AssertOrdered(
        Spark.Read().Schema("d date, t timestamp").Option("dateFormat", "dd.MM.yyyy").Option("timestampFormat", "dd/MM/yyyy HH:mm")
            .Json(Write("{\"d\":\"31.01.2020\",\"t\":\"31/01/2020 23:59\"}\n{\"d\":\"2020-01-31\",\"t\":\"2020-01-31\"}\n")),
        "d:date,t:timestamp", "2020-01-31 | 2020-01-31 23:59:00+00:00", "NULL | NULL"));

    [Fact]
    public void Binary_is_base_64() => Case(() => AssertOrdered(
        Spark.Read().Schema("a binary").Json(Write("{\"a\":\"AQID\"}\n")), "a:binary", "X'010203'"));

    [Fact]
    public void Whole_numbers_that_do_not_fit_are_bad() => Case(() => AssertOrdered(
        Spark.Read().Schema("a int, b bigint, c tinyint").Json(Write("{\"a\":3000000000,\"b\":9223372036854775808,\"c\":300}\n{\"a\":1.0,\"b\":\"5\",\"c\":-1}\n")),
        "a:int,b:bigint,c:tinyint", "NULL | NULL | NULL", "NULL | NULL | -1"));

    [Fact]
    public void Gzip_and_folders_are_read_and_rows_know_their_file() => Case(() =>
    {
        string folder = Path.GetDirectoryName(Write("{\"a\":1}\n", "one.json"))!;
        using (var gzip = new GZipStream(File.Create(Path.Combine(folder, "two.json.gz")), CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("{\"a\":2}\n{\"a\":3}\n"));
        }

        AssertRows(
            Spark.Read().Json(folder).Select(Col("a"), Col("_metadata.file_name").Alias("file")), "a:bigint,file:string",
            "1 | one.json", "2 | two.json.gz", "3 | two.json.gz");
    });

    [Fact]
    public void Folders_of_values_are_columns() => Case(() =>
    {
        string root = Engine.NewPath("p");
        foreach (string day in (string[])["2020-01-01", "2020-01-02"])
        {
            string folder = Path.Combine(root, "day=" + day);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "a.json"), "{\"v\":\"" + day[^1] + "\"}\n");
        }

        AssertRows(Spark.Read().Json(root).Where("day > '2020-01-01'"), "v:string,day:date", "2 | 2020-01-02");
    });

    [Fact]
    public void The_end_of_a_line_can_be_chosen() => Case(() => AssertOrdered(
        Spark.Read().Option("lineSep", "|").Json(Write("{\"a\":1}|{\"a\":2}|")), "a:bigint", "1", "2"));

    [Fact]
    public void The_count_is_that_of_records() => Case(() =>
    {
        string path = Write("{\"a\":1}\n{bad\n{\"a\":2}\n");
        Assert.Equal(3, Spark.Read().Schema("a int").Json(path).Count());
        Assert.Equal(2, Spark.Read().Schema("a int").Option("mode", "DROPMALFORMED").Json(path).Count());
    });

    [Fact]
    public void A_column_for_bad_records_that_is_no_text_is_an_error() => Case(() => AssertError<AnalysisException>(
        "INVALID_CORRUPT_RECORD_TYPE", () => Spark.Read().Schema("a int, _corrupt_record int").Json(Write("{}\n")).Collect()));

    [Fact]
    public void Lines_of_text_are_read_as_they_are() => Case(() => AssertOrdered(
        Spark.Read().Text(Write("one\r\n\ntwo \u00e9\nlast", "a.txt")), "value:string", "one", "", "two é", "last"));

    [Fact]
    public void Text_files_may_be_read_whole_or_with_another_line_end() => Case(() =>
    {
        string path = Write("a;b;\nc", "a.txt");
        AssertOrdered(Spark.Read().Option("wholetext", true).Text(path), "value:string", "a;b;\nc");
        AssertOrdered(Spark.Read().Option("lineSep", ";").Text(path), "value:string", "a", "b", "\nc");
        Assert.Equal(2, Spark.Read().Text(path).Count());
    });

    private DataFrame Read(string text) => Spark.Read().Json(Write(text));

    private string Write(string text, string name = "data.json")
    {
        string path = Engine.NewPath(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }
}
