using BigData.Spark.Sql;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Tables that one engine has written are read, appended to and merged into by the other, in turns.</summary>
public sealed class SparkInteropTests : IDisposable
{
    private static readonly string[] AllTypes =
    [
        "CAST(id AS bigint) AS id", "id % 2 = 0 AS bo", "CAST(-id AS tinyint) AS by", "CAST(id AS smallint) AS sh", "CAST(id AS int) AS i", "CAST(id AS float) / 2 AS f",
        "CAST(id AS double) / 4 AS d", "CAST(id AS decimal(38,10)) AS dec", "CASE WHEN id <> 1 THEN concat('日本 ', id) END AS s", "CAST('ab' AS binary) AS bi",
        "date_add(DATE'1999-12-31', CAST(id AS int)) AS da", "TIMESTAMP'2024-01-02 03:04:05.123456' AS ts", "TIMESTAMP_NTZ'1900-01-01 00:00:00' AS tn",
        "array(id, NULL) AS a", "map('k', id) AS m", "named_struct('x', id, 'y', array('z')) AS st", "id % 3 AS p",
    ];

    private readonly EmbeddedLakehouse _lakehouse = new();
    private readonly Lazy<SparkSession> _real = new(() => SparkSession.Builder().AppName("interop").Remote(SparkRemote.UrlOrSkip()).GetOrCreate());

    private SparkSession Embedded => _lakehouse.Spark;

    private SparkSession Real => _real.Value;

    private string Table => _lakehouse.Path("t");

    public void Dispose()
    {
        if (_real.IsValueCreated)
        {
            _real.Value.Dispose();
        }

        _lakehouse.Dispose();
    }

    [Fact]
    public void Spark_reads_appends_to_and_merges_into_our_table()
    {
        DataFrame expected = Real.Range(5).SelectExpr(AllTypes);
        Embedded.Range(5).SelectExpr(AllTypes).Write().Format("delta").PartitionBy("p").Save(Table);
        Assert.Equal(EmbeddedLakehouse.Rows(expected), EmbeddedLakehouse.Rows(Real.Read().Delta(Table)));
        Assert.Equal(Real.Read().Delta(Table).Dtypes(), Embedded.Read().Delta(Table).Dtypes());

        Real.Range(10, 12).SelectExpr(AllTypes).Write().Format("delta").Mode("append").Save(Table);
        Real.Range(1, 2).Alias("src").MergeInto($"delta.`{Table}`", Expr($"src.id = delta.`{Table}`.id"))
            .WhenMatched().Delete().Merge();

        Same();
        Assert.Equal(6, Embedded.Read().Delta(Table).Count());
    }

    [Fact]
    public void We_read_append_to_and_merge_into_a_table_of_Spark_and_both_tell_the_same_row_changes()
    {
        Real.Range(5).SelectExpr(AllTypes).Write().Format("delta").Option("delta.enableChangeDataFeed", "true").PartitionBy("p").Save(Table);
        Same();

        Embedded.Range(10, 12).SelectExpr(AllTypes).Write().Format("delta").Mode("append").Save(Table);
        Embedded.Range(11, 15).SelectExpr(AllTypes).WithColumn("s", Lit("merged")).Alias("src")
            .MergeInto($"delta.`{Table}`", Expr($"src.id = delta.`{Table}`.id")).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        Same();
        Assert.Equal(10, Embedded.Read().Delta(Table).Count());
        Assert.Equal(4, Real.Read().Delta(Table).Where("s = 'merged'").Count());
        Assert.Equal("MERGE", Real.Sql($"DESCRIBE HISTORY delta.`{Table}` LIMIT 1").First().GetAs<string>("operation"));

        Real.Range(1, 2).Alias("src").MergeInto($"delta.`{Table}`", Expr($"src.id = delta.`{Table}`.id")).WhenMatched().Delete().Merge();
        Assert.Equal(EmbeddedLakehouse.Rows(Feed(Real)), EmbeddedLakehouse.Rows(Feed(Embedded)));
        Assert.Equal(5 + 2 + 2 + 3 + 1, Feed(Embedded).Count());
    }

    [Fact]
    public void Both_engines_go_on_across_checkpoints()
    {
        for (int i = 0; i < 12; i++)
        {
            SparkSession engine = i % 4 == 3 ? Real : Embedded;
            engine.Range(i, i + 1).Write().Format("delta").Mode("append").Option("userMetadata", $"commit {i}").Save(Table);
        }

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Table, "_delta_log"), "*.checkpoint.parquet"));
        Same();
        Assert.Equal(
            Real.Sql($"DESCRIBE HISTORY delta.`{Table}`").Select("version", "operation", "userMetadata", "isBlindAppend").Collect(),
            Embedded.Sql($"DESCRIBE HISTORY delta.`{Table}`").Select("version", "operation", "userMetadata", "isBlindAppend").Collect());
    }

    [Fact]
    public void Parquet_files_of_Spark_have_the_same_rows_and_types()
    {
        Real.Range(5).SelectExpr(AllTypes).Write().PartitionBy("p").Parquet(Table);

        Assert.Equal(EmbeddedLakehouse.Rows(Real.Read().Parquet(Table)), EmbeddedLakehouse.Rows(Embedded.Read().Parquet(Table)));
        Assert.Equal(Real.Read().Parquet(Table).Dtypes(), Embedded.Read().Parquet(Table).Dtypes());
    }

    [Fact]
    public void Shown_frames_look_the_same()
    {
        string[] columns = [.. AllTypes, "CAST(NULL AS string) AS nothing", "1e20 AS big", "array(1.5D, 1e10D, 'NaN'::double) AS doubles", "'a\\nb' AS lines", "map(1, array('x')) AS deep"];
        Assert.Equal(Real.Range(3).SelectExpr(columns).ShowString(2), Embedded.Range(3).SelectExpr(columns).ShowString(2));
        Assert.Equal(Real.Range(3).SelectExpr(columns).ShowString(5, 0), Embedded.Range(3).SelectExpr(columns).ShowString(5, 0));
        Assert.Equal(Real.Range(3).SelectExpr(columns).ShowString(2, vertical: true), Embedded.Range(3).SelectExpr(columns).ShowString(2, vertical: true));
    }

    private DataFrame Feed(SparkSession engine) => engine.Read().Option("readChangeFeed", true).Option("startingVersion", 0).Delta(Table);

    private void Same() => Assert.Equal(EmbeddedLakehouse.Rows(Real.Read().Delta(Table)), EmbeddedLakehouse.Rows(Embedded.Read().Delta(Table)));
}
