using System.Text.RegularExpressions;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Sources;

/// <summary>What the stages make of plans over real files: which files and columns are read, held against reviewed text.</summary>
public sealed partial class ScanPlanTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void Csv_with_a_schema_reads_the_wanted_columns()
    {
        string folder = Csv();
        StructType schema = new StructType().Add("id", DataTypes.Integer).Add("name", DataTypes.String).Add("price", new DecimalType(10, 2)).Add("_corrupt_record", DataTypes.String);

        Match(Spark.Read().Schema(schema).Option("header", true).Csv(folder).Where("id > 1").Select("price", "_corrupt_record"));
    }

    [Fact]
    public void Csv_shows_which_file_a_row_came_from()
        => Match(Spark.Read().Option("header", true).Csv(Csv()).Select(Col("name"), Col("_metadata.file_name")));

    [Fact]
    public void Parquet_in_folders_of_values_reads_all_of_them()
    {
        Days().Write().PartitionBy("day").Parquet(_lakehouse.Path("p"));

        Match(Spark.Read().Parquet(_lakehouse.Path("p")).Where("day = DATE '2024-01-02'").Select("id", "day"));
    }

    [Fact]
    public void Delta_reads_only_the_folders_that_the_filter_names() => Match(Delta().Where("day = '2024-01-02' AND v <> 'x'").Select("id"));

    [Fact]
    public void Delta_leaves_out_files_by_their_statistics() => Match(Delta().Where(Col("id").Between(1, 1)).Select("v", "id"));

    [Fact]
    public void Delta_opens_nothing_when_no_file_can_match() => Match(Delta().Where("id > 1000").Select("id", "v"));

    [Fact]
    public void Delta_cannot_use_a_condition_that_it_does_not_understand() => Match(Delta().Where("length(v) = 1").Select("id"));

    [Fact]
    public void Delta_skips_files_on_the_inner_side_of_a_join()
        => Match(Delta().As("a").Join(Delta().As("b"), Expr("a.id = b.id AND b.day = '2024-01-01'"), "left").Where("a.day = '2024-01-02'").Select("a.v", "b.v"));

    [Fact]
    public void Delta_of_an_old_version_reads_its_files()
    {
        Delta();
        Spark.Range(50, 51).SelectExpr("id", "'new' AS v", "'2024-01-09' AS day").Write().Format("delta").Mode("overwrite").Save(Table);

        Match(Spark.Read().Option("versionAsOf", 0).Delta(Table).Where("day = '2024-01-01'").Select("id"));
    }

    [Fact]
    public void Local_rows_are_read_where_they_are()
        => Match(Spark.CreateDataFrame([new Row(1, "a"), new Row(2, null)], new StructType().Add("n", DataTypes.Integer).Add("s", DataTypes.String)).Where("n > 1"));

    private string Table => _lakehouse.Path("t");

    private DataFrame Days() => Spark.Range(4).SelectExpr("id", "concat('v', id) AS v", "concat('2024-01-0', 1 + id % 2) AS day");

    private DataFrame Delta()
    {
        if (!Directory.Exists(Table))
        {
            Days().Coalesce(1).Write().Format("delta").PartitionBy("day").Save(Table);
        }

        return Spark.Read().Delta(Table);
    }

    private string Csv()
    {
        Directory.CreateDirectory(_lakehouse.Path("csv"));
        File.WriteAllText(_lakehouse.Path("csv", "a.csv"), "id,name,price\n1,a,1.50\n2,b,x\n");
        File.WriteAllText(_lakehouse.Path("csv", "b.csv"), "id,name,price\n3,c,2.25\n");
        return _lakehouse.Path("csv");
    }

    private void Match(DataFrame frame, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        string text = frame.ExplainString("extended").Replace(_lakehouse.Folder, "<lakehouse>", StringComparison.Ordinal);
        text = PartFile().Replace(text, "part");
        text = FileTime().Replace(text, "<time>");
        text = RowCount().Replace(text, "<rows>");
        Golden.Match(name, SourceNumber().Replace(text, "arrow_source(1)"));
    }

    [GeneratedRegex("part-[^'/]+\\.parquet", RegexOptions.None, 1000)]
    private static partial Regex PartFile();

    [GeneratedRegex("(?<=TIMESTAMPTZ ')[^']+", RegexOptions.None, 1000)]
    private static partial Regex FileTime();

    [GeneratedRegex("(?<=explicit_cardinality=)[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex RowCount();

    [GeneratedRegex("arrow_source\\([0-9]+\\)", RegexOptions.None, 1000)]
    private static partial Regex SourceNumber();
}
