using System.IO.Compression;
using System.Text;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Spark's CSV: what it keeps, drops and refuses.</summary>
public abstract class CsvSpec(SpecEngine engine) : SpecSuite(engine)
{
    private const string Typed = "a int, b string, c double";
    private const string TypedWithCorrupt = "a int, b string, c double, _corrupt_record string";
    private const string TypedSchema = "a:int,b:string,c:double";

    [Fact]
    public void Without_header_and_schema_columns_are_numbered_strings() => Case(() => AssertOrdered(
        Spark.Read().Csv(Write("1,x\n2,\n")), "_c0:string,_c1:string", "1 | x", "2 | NULL"));

    [Fact]
    public void A_header_names_the_columns() => Case(() => AssertOrdered(
        Header().Csv(Write("id,full name\n1,x\n")), "id:string,full name:string", "1 | x"));

    [Fact]
    public void A_schema_types_the_columns_by_position() => Case(() => AssertOrdered(
        Header().Schema(Typed).Csv(Write("x,y,z\n1,q,2.5\n,,\n")), TypedSchema, "1 | q | 2.5", "NULL | NULL | NULL"));

    [Fact]
    public void Types_can_be_inferred() => Case(() => AssertOrdered(
        Header().Option("inferSchema", true).Csv(Write("i,d,s,b\n1,1.5,x,true\n2,3,y,false\n")),
        "i:int,d:double,s:string,b:boolean", "1 | 1.5 | x | true", "2 | 3 | y | false"));

    [Fact]
    public void Permissive_keeps_a_bad_record_with_its_text() => Case(() => AssertOrdered(
        Spark.Read().Schema(TypedWithCorrupt).Csv(Write("1,x,2.5\nbad,y,1\n3,short\n4,long,1.5,more\n")),
        TypedSchema + ",_corrupt_record:string",
        "1 | x | 2.5 | NULL", "NULL | y | 1 | bad,y,1", "3 | short | NULL | 3,short", "4 | long | 1.5 | 4,long,1.5,more"));

    [Fact]
    public void Permissive_without_the_column_gives_null_for_what_does_not_fit() => Case(() => AssertOrdered(
        Spark.Read().Schema(Typed).Csv(Write("1,x,oops\n2,short\n")), TypedSchema, "1 | x | NULL", "2 | short | NULL"));

    [Fact]
    public void The_column_of_bad_records_can_be_named() => Case(() => AssertOrdered(
        Spark.Read().Schema("a int, broken string").Option("columnNameOfCorruptRecord", "broken").Csv(Write("1\nx\n")),
        "a:int,broken:string", "1 | NULL", "NULL | x"));

    [Fact]
    public void Drop_malformed_leaves_bad_records_out() => Case(() => AssertOrdered(
        Spark.Read().Schema(Typed).Option("mode", "DROPMALFORMED").Csv(Write("1,x,2.5\nbad,y,1\n3,short\n4,long,1.5,more\n")),
        TypedSchema, "1 | x | 2.5"));

    [Fact]
    public void Fail_fast_stops_at_the_first_bad_record() => Case(() => AssertError<SparkException>(
        "FAILED_READ_FILE.NO_HINT", () => Spark.Read().Schema(Typed).Option("mode", "FAILFAST").Csv(Write("1,x,2.5\nbad,y,1\n")).Collect()));

    [Fact]
    public void Quotes_hold_separators_and_the_escape_is_a_backslash() => Case(() => AssertOrdered(
        Spark.Read().Csv(Write("\"a,b\",\"say \\\"hi\\\"\",c\n")), "_c0:string,_c1:string,_c2:string", "a,b | say \"hi\" | c"));

    [Fact]
    public void Doubled_quotes_need_the_quote_as_escape() => Case(() =>
    {
        string path = Write("\"a \"\"b\"\" c\",2\n");
        AssertOrdered(Spark.Read().Option("escape", "\"").Csv(path), "_c0:string,_c1:string", "a \"b\" c | 2");
    });

    [Fact]
    public void Separator_quote_and_comment_can_be_chosen() => Case(() => AssertOrdered(
        Spark.Read().Option("sep", ";").Option("quote", "'").Option("comment", "#").Csv(Write("# note\n'a;b';2\n")),
        "_c0:string,_c1:string", "a;b | 2"));

    [Fact]
    public void Line_breaks_in_quotes_need_multiLine() => Case(() => AssertOrdered(
        Header().Option("multiLine", true).Option("escape", "\"").Csv(Write("a,b\n1,\"two\nlines\"\n2,\"and\r\n\"\"three\"\"\"\n")),
        "a:string,b:string", "1 | two\nlines", "2 | and\r\n\"three\""));

    [Fact]
    public void Windows_line_ends_belong_to_no_value() => Case(() => AssertOrdered(
        Header().Csv(Write("a,b\r\n1,x\r\n2,y\r\n")), "a:string,b:string", "1 | x", "2 | y"));

    [Fact]
    public void Empty_text_in_quotes_is_null_like_nothing_at_all() => Case(() => AssertOrdered(
        Spark.Read().Csv(Write("\"\",,x\n")), "_c0:string,_c1:string,_c2:string", "NULL | NULL | x"));

    [Fact]
    public void The_text_of_null_and_of_empty_can_be_chosen() => Case(() => AssertOrdered(
        Spark.Read().Option("nullValue", "NA").Option("emptyValue", "(empty)").Csv(Write("NA,\"\",,x\n")),
        "_c0:string,_c1:string,_c2:string,_c3:string", "NULL | (empty) | NULL | x"));

    [Fact]
    public void Spaces_around_values_are_kept_unless_told() => Case(() =>
    {
        string path = Write(" a , b\n");
        AssertOrdered(Spark.Read().Csv(path), "_c0:string,_c1:string", " a  |  b");
        AssertOrdered(
            Spark.Read().Option("ignoreLeadingWhiteSpace", true).Option("ignoreTrailingWhiteSpace", true).Csv(path), "_c0:string,_c1:string", "a | b");
    });

    [Fact]
    public void Empty_lines_are_skipped() => Case(() => AssertOrdered(
        Spark.Read().Csv(Write("1\n\n2\n\n")), "_c0:string", "1", "2"));

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_name() => Case(() => AssertOrdered(
        Header().Csv(Write("\uFEFFa,b\n1,x\n")), "a:string,b:string", "1 | x"));

    [Fact]
    public void Dates_and_times_are_read_by_their_patterns() => Case(() => AssertOrdered(
        Spark.Read().Schema("d date, t timestamp").Option("dateFormat", "dd/MM/yyyy").Option("timestampFormat", "M/d/yy H:mm")
            .Csv(Write("31/01/2020,12/1/10 8:26\n")),
        "d:date,t:timestamp", "2020-01-31 | 2010-12-01 08:26:00+00:00"));

    [Fact]
    public void Decimals_are_rounded_to_their_scale_and_refused_beyond_their_digits() => Case(() => AssertOrdered(
        Spark.Read().Schema("p decimal(6,2), _corrupt_record string").Csv(Write("1.239\n12345.6\n1e2\n")),
        "p:decimal(6,2),_corrupt_record:string", "1.24 | NULL", "NULL | 12345.6", "100.00 | NULL"));

    [Fact]
    public void Gzip_files_are_read_by_their_ending() => Case(() =>
    {
        string path = Engine.NewPath("data.csv.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var gzip = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes("a,b\n1,é\n"));
        }

        AssertOrdered(Header().Csv(path), "a:string,b:string", "1 | é");
    });

    [Fact]
    public void A_folder_is_read_file_by_file_and_each_row_knows_its_file() => Case(() =>
    {
        string folder = Path.GetDirectoryName(Write("a\n1\n2\n", "one.csv"))!;
        File.WriteAllText(Path.Combine(folder, "two.csv"), "a\n3\n");
        AssertRows(
            Header().Csv(folder).Select(Col("a"), Col("_metadata.file_name").Alias("file")), "a:string,file:string",
            "1 | one.csv", "2 | one.csv", "3 | two.csv");
    });

    [Fact]
    public void Only_asked_columns_are_parsed_and_the_count_is_that_of_records() => Case(() =>
    {
        DataFrame frame = Spark.Read().Schema(Typed).Csv(Write("1,x,2.5\nbad,y,1\n3,short\n"));
        Assert.Equal(3, frame.Count());
        AssertOrdered(frame.Select("b"), "b:string", "x", "y", "short");
    });

    [Fact]
    public void Written_rows_are_read_again() => Case(() =>
    {
        string path = Engine.NewPath("out");
        Rows("a:int;b:string", [1, "x,\"y\""], [2, null], [3, ""]).Coalesce(1).Write().Option("header", true).Csv(path);
        AssertRows(Header().Csv(path), "a:string,b:string", "1 | x,\"y\"", "2 | NULL", "3 | NULL");
    });

    private DataFrameReader Header() => Spark.Read().Option("header", true);

    private string Write(string text, string name = "data.csv")
    {
        string path = Engine.NewPath(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }
}
