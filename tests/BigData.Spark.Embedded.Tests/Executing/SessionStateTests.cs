using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Executing;

public sealed class SessionStateTests
{
    [Fact]
    public void A_view_is_the_plan_under_a_name()
    {
        using EmbeddedLakehouse lakehouse = new();
        lakehouse.Spark.Range(3).CreateOrReplaceTempView("numbers");

        Assert.Equal(3, lakehouse.Spark.Table("NUMBERS").Count());
        lakehouse.Spark.Range(5).CreateOrReplaceTempView("numbers");
        Assert.Equal(5, lakehouse.Spark.Table("numbers").Count());
        Assert.Equal("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => lakehouse.Spark.Range(1).CreateTempView("numbers")).ErrorClass);
        Assert.True(lakehouse.Spark.Catalog.DropTempView("numbers"));
        Assert.False(lakehouse.Spark.Catalog.DropTempView("numbers"));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", EmbeddedLakehouse.Fails(() => lakehouse.Spark.Table("numbers").Collect()).ErrorClass);
    }

    [Fact]
    public void A_global_view_lives_in_its_own_schema()
    {
        using EmbeddedLakehouse lakehouse = new();
        lakehouse.Spark.Range(2).CreateGlobalTempView("g");

        Assert.Equal(2, lakehouse.Spark.Table("global_temp.g").Count());
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", EmbeddedLakehouse.Fails(() => lakehouse.Spark.Table("g").Collect()).ErrorClass);
    }

    [Fact]
    public void Names_of_views_have_one_part()
    {
        using EmbeddedLakehouse lakehouse = new();

        Assert.Equal("TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", EmbeddedLakehouse.Fails(() => lakehouse.Spark.Range(1).CreateOrReplaceTempView("a.b")).ErrorClass);
    }

    [Fact]
    public void A_persisted_frame_is_computed_once()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame random = lakehouse.Spark.Range(100).SelectExpr("id", "uuid() AS u");
        Assert.NotEqual(EmbeddedLakehouse.Rows(random), EmbeddedLakehouse.Rows(random));

        random.Persist();
        string first = EmbeddedLakehouse.Rows(random);

        Assert.Equal(first, EmbeddedLakehouse.Rows(random));
        Assert.Equal(10, random.Where("id < 10").Count());
        Assert.True(random.StorageLevel().UseMemory);
        random.Unpersist();
        Assert.NotEqual(first, EmbeddedLakehouse.Rows(random));
        Assert.False(random.StorageLevel().UseMemory);
    }

    [Fact]
    public void Columns_of_frames_below_a_persisted_one_are_still_found()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame below = lakehouse.Spark.Range(10);
        DataFrame persisted = below.Alias("b").Where("id > 6").Persist();

        Assert.Equal("[7] [8] [9]", EmbeddedLakehouse.Rows(persisted.Select(below["id"])));
        Assert.Equal("[7] [8] [9]", EmbeddedLakehouse.Rows(persisted.Select("b.id")));
        Assert.Equal("[8,8]", EmbeddedLakehouse.Rows(persisted.Alias("l").Join(persisted.Alias("r"), Sql.Functions.Expr("l.id = r.id AND r.id = 8"))));
    }

    [Fact]
    public void A_persisted_frame_may_have_a_name_twice()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame twice = lakehouse.Spark.Range(2).SelectExpr("id", "id + 10 AS id");
        twice.Persist();

        Assert.Equal("[0,10] [1,11]", EmbeddedLakehouse.Rows(twice));
    }

    [Fact]
    public void Explain_shows_the_stages_and_the_SQL()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame frame = lakehouse.Spark.Range(3).Where("id > 1");

        Assert.StartsWith("== Physical Plan ==\nSELECT", frame.ExplainString(), StringComparison.Ordinal);
        string extended = frame.ExplainString("extended");
        Assert.Contains("== Parsed Logical Plan ==", extended, StringComparison.Ordinal);
        Assert.Contains("== Analyzed Logical Plan ==\nid: bigint\n", extended, StringComparison.Ordinal);
        Assert.Contains("== Optimized Logical Plan ==", frame.ExplainString("cost"), StringComparison.Ordinal);
        Assert.Contains("FILTER", frame.ExplainString("formatted"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Questions_about_plans_are_answered()
    {
        using EmbeddedLakehouse lakehouse = new();

        Assert.Equal("4.2.0", lakehouse.Spark.Version());
        Assert.Equal("root\n |-- id: long (nullable = false)\n", lakehouse.Spark.Range(1).Schema().TreeString());
    }

    [Fact]
    public void The_catalog_lists_what_there_is()
    {
        using EmbeddedLakehouse lakehouse = new();
        lakehouse.Spark.Range(3).Write().Format("delta").Save(lakehouse.Path("gold", "numbers"));
        lakehouse.Spark.Range(1).CreateOrReplaceTempView("v");

        Assert.Equal("default", lakehouse.Spark.Catalog.CurrentDatabase());
        Assert.True(lakehouse.Spark.Catalog.TableExists("gold.numbers"));
        Assert.False(lakehouse.Spark.Catalog.TableExists("gold.nosuch"));
        Assert.True(lakehouse.Spark.Catalog.DatabaseExists("gold"));
        Assert.Equal(["default", "gold"], lakehouse.Spark.Catalog.ListDatabases().Collect().Select(row => row.GetAs<string>("name")));
        Assert.Equal(["numbers", "v"], lakehouse.Spark.Catalog.ListTables("gold").Collect().Select(row => row.GetAs<string>("name")));
        Assert.Equal("bigint", lakehouse.Spark.Catalog.ListColumns("gold.numbers").First().GetAs<string>("dataType"));
        lakehouse.Spark.Catalog.SetCurrentDatabase("gold");
        Assert.Equal(3, lakehouse.Spark.Table("numbers").Count());
        Assert.Equal("SCHEMA_NOT_FOUND", EmbeddedLakehouse.Fails(() => lakehouse.Spark.Catalog.SetCurrentDatabase("nosuch")).ErrorClass);
    }
}
