using System.Text;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Window = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Spec.Jobs;

/// <summary>The expressions that the main job uses, together as it uses them.</summary>
public abstract class MainJobSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void Rows_of_files_are_numbered_in_the_order_of_the_file() => Case(() =>
    {
        string folder = Engine.NewPath("landing");
        Directory.CreateDirectory(folder);
        var text = new StringBuilder("id,note\n");
        for (int i = 0; i < 3_000; i++)
        {
            text.Append(i).Append(i % 7 == 0 ? ",\"two\nlines \"\"q\"\"\"\n" : ",x\n");
        }

        File.WriteAllText(Path.Combine(folder, "b.csv"), text.ToString());
        File.WriteAllText(Path.Combine(folder, "a.csv"), "id,note\n0,\"a\n\"\n1,\n");
        DataFrame rows = Spark.Read().Option("header", true).Option("multiLine", true).Option("escape", "\"")
            .Schema("id string, note string").Csv(Path.Combine(folder, "b.csv"), Path.Combine(folder, "a.csv"))
            .Select(Col("*"), Col("_metadata.file_path").Alias("_path"), MonotonicallyIncreasingId().Alias("_order"))
            .WithColumn("_row", RowNumber().Over(Window.PartitionBy("_path").OrderBy("_order")))
            .WithColumn("_file", RegexpExtract("_path", "([^/]+)$", 1));
        AssertRows(
            rows.GroupBy("_file").Agg(
                Count("id").Alias("n"), Expr("count_if(cast(id as int) + 1 = _row)").Alias("same"),
                Expr("count_if(note like '%\n%')").Alias("broken")),
            "_file:string,n:bigint,same:bigint,broken:bigint", "a.csv | 2 | 2 | 1", "b.csv | 3000 | 3000 | 429");
    });

    [Fact]
    public void Amounts_are_exact_and_rounded_half_up() => Case(() => AssertRows(
        One("explode(array('2.345', '-2.345', '0.0049', '1.005', 'x')) as p")
            .Select(Col("p"), Expr("try_cast(p as decimal(18,4))").Alias("price"))
            .Select(Col("p"), Round(Lit(3).Cast("int") * Col("price"), 2).Cast("decimal(18,2)").Alias("amount")),
        "p:string,amount:decimal(18,2)", "2.345 | 7.04", "-2.345 | -7.04", "0.0049 | 0.01", "1.005 | 3.02", "x | NULL"));

    [Fact]
    public void Only_plain_integers_and_prices_pass_the_patterns() => Case(() => AssertRows(
        One("explode(array('6', '-12', '6.0', '1e3', '1_000', ' 7', '')) as q").Select(
            Col("q"), Col("q").RLike("^-?[0-9]+$").Alias("plain"), Expr("case when q rlike '^-?[0-9]+$' then cast(q as int) end").Alias("n"),
            Expr("q rlike '^-?[0-9]+(\\\\.[0-9]{1,4})?$'").Alias("price")),
        "q:string,plain:boolean,n:int,price:boolean",
        "6 | true | 6 | true", "-12 | true | -12 | true", "6.0 | false | NULL | true", "1e3 | false | NULL | false",
        "1_000 | false | NULL | false", " 7 | false | NULL | false", " | false | NULL | false"));

    [Fact]
    public void Ids_are_normalised() => Case(() => AssertRows(
        One("explode(array('17850.0', ' 17850 ', '', null, '00123')) as id").Select(
            RegexpReplace(Trim("id"), "\\.0$", "").Alias("c"), Upper(Trim("id")).Alias("u"), Expr("nullif(trim(id), '')").Alias("n")),
        "c:string,u:string,n:string",
        "17850 | 17850.0 | 17850.0", "17850 | 17850 | 17850", " |  | NULL", "NULL | NULL | NULL", "00123 | 00123 | 00123"));

    [Fact]
    public void Flags_are_an_array_of_what_holds() => Case(() => AssertRows(
        Rows("q:int;p:decimal(10,2)", [1, 0.00m], [-1, 1.00m], [2, 2.00m], [null, null])
            .Select(Col("q"), ArrayCompact(Array(When(Col("p") == 0, "zero_price"), When(Col("q") < 0, "negative_quantity"))).Alias("flags"))
            .Select(Col("q"), Col("flags"), Size("flags").Alias("n"), ArrayContains("flags", "zero_price").Alias("zero")),
        "q:int,flags:array<string>,n:int,zero:boolean",
        "1 | [zero_price] | 1 | true", "-1 | [negative_quantity] | 1 | false", "2 | [] | 0 | false", "NULL | [] | 0 | false"));

    [Fact]
    public void A_record_is_kept_as_json() => Case(() => AssertRows(
        Rows("a:string;b:string;n:int", ["x\"y", null, 1], ["é\n", "z", null]).Select(ToJson(Struct("a", "b", "n")).Alias("record")),
        "record:string", "{\"a\":\"x\\\"y\",\"n\":1}", "{\"a\":\"é\\n\",\"b\":\"z\"}"));

    [Fact]
    public void Times_of_London_are_stored_in_UTC() => Case(() => AssertRows(
        One("explode(array('2011-03-27 01:30:00', '2011-10-30 01:30:00', '2010-12-01 08:26:00', '2011-07-01 08:26:00', 'bad')) as t").Select(
            Col("t"), ToUtcTimestamp(Expr("try_to_timestamp(t, 'yyyy-MM-dd HH:mm:ss')"), "Europe/London").Alias("utc")),
        "t:string,utc:timestamp",
        "2011-03-27 01:30:00 | 2011-03-27 01:30:00+00:00", "2011-10-30 01:30:00 | 2011-10-30 00:30:00+00:00",
        "2010-12-01 08:26:00 | 2010-12-01 08:26:00+00:00", "2011-07-01 08:26:00 | 2011-07-01 07:26:00+00:00", "bad | NULL"));

    [Fact]
    public void Recency_frequency_and_money_of_customers() => Case(() => AssertRows(
        Rows("c:string;o:string;t:timestamp;a:decimal(10,2)",
            ["1", "A", At(1), 10.00m], ["1", "A", At(1), 2.50m], ["1", "B", At(9), 1.00m], ["2", "D", At(5), -3.00m], ["3", "E", At(2), 7.00m])
            .GroupBy("c").Agg(
                DateDiff(Lit(new DateOnly(2020, 1, 11)), ToDate(FromUtcTimestamp(Max("t"), "Europe/London"))).Alias("recency"),
                CountDistinct("o").Alias("frequency"), Sum("a").Alias("monetary"))
            .Where("monetary > 0"),
        "c:string,recency:int,frequency:bigint,monetary:decimal(20,2)", "1 | 2 | 2 | 13.50", "3 | 9 | 1 | 7.00"));

    [Fact]
    public void Quantiles_and_tiles_of_a_metric() => Case(() => AssertRows(
        Spark.Range(1, 11).Select(Col("id").Alias("v"))
            .CrossJoin(Spark.Range(1, 11).Agg(Expr("percentile(id, array(0.2, 0.4, 0.6, 0.8))").Alias("edges")))
            .Select(
                Col("v"), Expr("1 + size(filter(edges, e -> e < v))").Alias("bin"), NTile(5).Over(Window.OrderBy("v")).Alias("tile")),
        "v:bigint,bin:int,tile:int",
        "1 | 1 | 1", "2 | 1 | 1", "3 | 2 | 2", "4 | 2 | 2", "5 | 3 | 3", "6 | 3 | 3", "7 | 4 | 4", "8 | 4 | 4", "9 | 5 | 5", "10 | 5 | 5"));

    [Fact]
    public void The_newest_delivery_of_each_file_is_chosen() => Case(() => AssertRows(
        Rows("file:string;batch:bigint;v:int", ["a", 1L, 1], ["a", 3L, 2], ["b", 2L, 3], ["a", 3L, 4])
            .WithColumn("newest", Max("batch").Over(Window.PartitionBy("file"))).Where("batch = newest").Drop("newest", "batch"),
        "file:string,v:int", "a | 2", "a | 4", "b | 3"));

    private static DateTimeOffset At(int day) => new(2020, 1, day, 12, 0, 0, TimeSpan.Zero);
}
