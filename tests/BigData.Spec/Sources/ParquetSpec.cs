using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Parquet out and in.</summary>
public abstract class ParquetSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => One(
        "1 as i", "2L as l", "1.5D as d", "cast(12.30 as decimal(18,4)) as p", "'x' as s", "X'00FF' as b", "date'2020-02-29' as day",
        "timestamp'2020-01-01 12:00:00.123456' as t", "array(1, null) as a", "map('k', 1) as m", "named_struct('x', 1, 'y', null) as st", "true as f");

    [Fact]
    public void Types_and_values_survive() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Sample.WithColumn("st", Col("st").Cast("struct<x:int,y:string>")).Write().Parquet(path);
        AssertRows(
            Spark.Read().Parquet(path),
            "i:int,l:bigint,d:double,p:decimal(18,4),s:string,b:binary,day:date,t:timestamp,a:array<int>,m:map<string,int>,st:struct<x:int,y:string>,f:boolean",
            "1 | 2 | 1.5 | 12.3000 | x | X'00FF' | 2020-02-29 | 2020-01-01 12:00:00.123456+00:00 | [1, NULL] | {k -> 1} | {1, NULL} | true");
    });

    [Fact]
    public void Modes_append_overwrite_and_ignore() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Rows("a:int", [1]).Write().Parquet(path);
        Rows("a:int", [2]).Write().Mode(SaveMode.Append).Parquet(path);
        AssertRows(Spark.Read().Parquet(path), "a:int", "1", "2");
        Rows("a:int", [3]).Write().Mode("ignore").Parquet(path);
        Assert.Equal(2, Spark.Read().Parquet(path).Count());
        Rows("a:int", [4]).Write().Mode(SaveMode.Overwrite).Parquet(path);
        AssertRows(Spark.Read().Parquet(path), "a:int", "4");
    });

    [Fact]
    public void Partitions_become_folders_and_columns_again() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Rows("a:int;p:string", [1, "x"], [2, "y"], [3, null]).Write().PartitionBy("p").Parquet(path);
        Assert.True(Directory.Exists(Path.Combine(path, "p=x")));
        AssertRows(Spark.Read().Parquet(path), "a:int,p:string", "1 | x", "2 | y", "3 | NULL");
        AssertRows(Spark.Read().Parquet(path).Where("p = 'y'"), "a:int,p:string", "2 | y");
    });

    [Fact]
    public void Several_paths_are_one_frame() => Case(() =>
    {
        string one = Engine.NewPath("t");
        string two = Engine.NewPath("t");
        Rows("a:int", [1]).Write().Parquet(one);
        Rows("a:int", [2]).Write().Parquet(two);
        AssertRows(Spark.Read().Parquet(one, two).Agg(Sum("a").Alias("s")), "s:bigint", "3");
    });
}
