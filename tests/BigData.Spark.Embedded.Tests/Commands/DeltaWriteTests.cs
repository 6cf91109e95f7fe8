using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

public sealed class DeltaWriteTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    private string Table => _lakehouse.Path("silver", "t");

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void Appended_rows_are_read_back()
    {
        Save(Rows("1L AS id", "'a' AS v"));
        Save(Rows("2L AS id", "CAST(NULL AS string) AS v"));

        Assert.Equal("[1,a] [2,null]", Read());
        Assert.Equal(2, EmbeddedLakehouse.Commits(Table));
        Assert.Contains("\"operation\":\"WRITE\",\"operationParameters\":{\"mode\":\"Append\",\"partitionBy\":\"[]\"}", EmbeddedLakehouse.LastCommit(Table), StringComparison.Ordinal);
        Assert.Contains("\"numOutputRows\":\"1\"", EmbeddedLakehouse.LastCommit(Table), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_type_survives_the_way_through_a_table()
    {
        DataFrame all = Rows(
            "true AS bo", "CAST(-128 AS tinyint) AS by", "CAST(32767 AS smallint) AS sh", "-2147483648 AS i", "9223372036854775807L AS l", "CAST(1.5 AS float) AS f",
            "CAST(-2.5 AS double) AS d", "CAST('12345678901234567890123456789012345.678' AS decimal(38,3)) AS dec", "'日本' AS s", "CAST('ab' AS binary) AS bi",
            "DATE'0001-01-01' AS da", "TIMESTAMP'2024-01-02 03:04:05.123456' AS ts", "TIMESTAMP_NTZ'1900-01-01 00:00:00' AS tn",
            "array(1, NULL) AS a", "map('k', 1.50) AS m", "named_struct('x', 1, 'y', array('z')) AS st");
        Save(all);

        Row row = Spark.Read().Delta(Table).First();

        Assert.Equal(all.First(), row);
        Assert.Equal(all.Dtypes(), Spark.Read().Delta(Table).Dtypes());
    }

    [Fact]
    public void An_existing_table_is_kept_unless_the_mode_says_otherwise()
    {
        Save(Rows("1L AS id"));

        Assert.Equal("DELTA_PATH_EXISTS", EmbeddedLakehouse.Fails(() => Rows("2L AS id").Write().Format("delta").Save(Table)).ErrorClass);
        Rows("3L AS id").Write().Format("delta").Mode("ignore").Save(Table);
        Assert.Equal("[1]", Read());
        Rows("4L AS id").Write().Format("delta").Mode("overwrite").Save(Table);
        Assert.Equal("[4]", Read());
        Assert.Equal("[1]", EmbeddedLakehouse.Rows(Spark.Read().Option("versionAsOf", 0).Delta(Table)));
    }

    [Fact]
    public void An_append_of_nothing_commits_nothing()
    {
        Save(Rows("1L AS id"));
        Save(Rows("1L AS id").Where("id > 1"));

        Assert.Equal(1, EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public void A_frame_without_rows_makes_an_empty_table()
    {
        Save(Rows("1L AS id", "'a' AS v").Where("id > 1"));

        Assert.Equal(string.Empty, Read());
        Assert.Equal(["id", "v"], Spark.Read().Delta(Table).Columns());
    }

    [Fact]
    public void Columns_meet_by_name_and_missing_ones_are_null()
    {
        Save(Rows("1L AS id", "'a' AS v"));
        Save(Rows("'b' AS V", "2L AS ID"));
        Save(Rows("3L AS id"));

        Assert.Equal("[1,a] [2,b] [3,null]", Read());
        Assert.Equal(["id", "v"], Spark.Read().Delta(Table).Columns());
    }

    [Theory]
    [InlineData("1L AS id, 'a' AS v, 1 AS z", "DELTA_METADATA_MISMATCH")]
    [InlineData("'x' AS id, 'a' AS v", "DELTA_FAILED_TO_MERGE_FIELDS")]
    [InlineData("1 AS id, 'a' AS v", "DELTA_FAILED_TO_MERGE_FIELDS")]
    [InlineData("1L AS id, 2L AS ID", "DELTA_DUPLICATE_COLUMNS_FOUND.DATA")]
    public void Rows_that_do_not_fit_are_refused_with_the_classes_of_Delta(string columns, string errorClass)
    {
        Save(Rows("1L AS id", "'a' AS v"));

        SparkException error = EmbeddedLakehouse.Fails(() => Save(Rows(columns.Split(", "))));

        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Equal("[1,a]", Read());
        Assert.Equal(1, EmbeddedLakehouse.DataFiles(Table));
    }

    [Fact]
    public void Schemas_are_merged_and_overwritten_on_demand()
    {
        Save(Rows("1L AS id"));
        Rows("2L AS id", "'b' AS v").Write().Format("delta").Mode("append").Option("mergeSchema", true).Save(Table);
        Assert.Equal("[1,null] [2,b]", Read());

        Assert.Equal("DELTA_METADATA_MISMATCH", EmbeddedLakehouse.Fails(() => Rows("'x' AS q").Write().Format("delta").Mode("overwrite").Save(Table)).ErrorClass);
        Rows("'x' AS q").Write().Format("delta").Mode("overwrite").Option("overwriteSchema", true).Save(Table);
        Assert.Equal("[x]", Read());
    }

    [Fact]
    public void Partitions_prune_files_and_keep_odd_values()
    {
        Spark.Range(4).SelectExpr("id", "CASE id WHEN 0 THEN NULL WHEN 1 THEN 'x y' WHEN 2 THEN '' ELSE 'a/b=c%' END AS p")
            .Write().Format("delta").PartitionBy("p").Save(Table);

        Assert.Equal("[0,null] [1,x y] [2,null] [3,a/b=c%]", Read());
        Assert.Equal("[1,x y]", EmbeddedLakehouse.Rows(Spark.Read().Delta(Table).Where("p = 'x y'")));
        Assert.Equal("[0,null] [2,null]", EmbeddedLakehouse.Rows(Spark.Read().Delta(Table).Where("p IS NULL")));
        string sql = Spark.Read().Delta(Table).Where("p = 'x y'").ExplainString();
        Assert.Equal(1, sql.Split(".parquet").Length - 1);
    }

    [Fact]
    public void Statistics_leave_files_out()
    {
        Save(Spark.Range(0, 10));
        Save(Spark.Range(100, 110));

        DataFrame high = Spark.Read().Delta(Table).Where("id >= 105");

        Assert.Equal(5, high.Count());
        Assert.Equal(1, high.ExplainString().Split(".parquet").Length - 1);
    }

    [Theory]
    [InlineData("date'2024-01-02'")]
    [InlineData("timestamp'2024-01-02 03:04:05.123456'")]
    [InlineData("timestamp_ntz'2024-01-02 03:04:05'")]
    [InlineData("CAST(1.50 AS decimal(10,2))")]
    [InlineData("CAST(2.5 AS double)")]
    [InlineData("true")]
    [InlineData("CAST(7 AS smallint)")]
    public void Partition_values_come_back_in_their_type(string value)
    {
        DataFrame frame = Spark.Range(1).SelectExpr("id", $"{value} AS p");
        frame.Write().Format("delta").PartitionBy("p").Save(Table);

        Assert.Equal(frame.First(), Spark.Read().Delta(Table).First());
        Assert.Equal(1, Spark.Read().Delta(Table).Where($"p = {value}").Count());
    }

    [Fact]
    public void Marks_of_a_write_are_in_its_commit()
    {
        Rows("1L AS id").Write().Format("delta").Option("userMetadata", "{\"run\":1}").Option("txnAppId", "app").Option("txnVersion", 7).Save(Table);
        Rows("2L AS id").Write().Format("delta").Mode("append").Option("txnAppId", "app").Option("txnVersion", 7).Save(Table);
        Assert.Equal("[1]", Read());
        Rows("3L AS id").Write().Format("delta").Mode("append").Option("txnAppId", "app").Option("txnVersion", 8).Save(Table);
        Assert.Equal("[1] [3]", Read());

        DataFrame history = Spark.Sql($"DESCRIBE HISTORY delta.`{Table}`");

        Assert.Equal([1L, 0L], history.Select("version").Collect().Select(row => row.GetAs<long>(0)));
        Assert.Equal("{\"run\":1}", history.Where("version = 0").First().GetAs<string>("userMetadata"));
    }

    [Fact]
    public void Marks_come_from_the_session_too()
    {
        Spark.Conf().Set("spark.databricks.delta.commitInfo.userMetadata", "from session");
        Save(Rows("1L AS id"));
        Spark.Conf().Unset("spark.databricks.delta.commitInfo.userMetadata");
        Save(Rows("2L AS id"));

        Assert.DoesNotContain("from session", EmbeddedLakehouse.LastCommit(Table), StringComparison.Ordinal);
        Assert.Equal("from session", Spark.Sql($"DESCRIBE HISTORY delta.`{Table}`").Where("version = 0").First().GetAs<string>("userMetadata"));
    }

    [Fact]
    public void A_not_null_column_takes_no_nulls_and_leaves_nothing_behind()
    {
        Spark.Sql($"CREATE TABLE delta.`{Table}` (id bigint NOT NULL, v string) USING delta");

        Assert.Equal("DELTA_NOT_NULL_CONSTRAINT_VIOLATED", EmbeddedLakehouse.Fails(() => Save(Rows("CAST(NULL AS bigint) AS id", "'a' AS v"))).ErrorClass);
        Assert.Equal("DELTA_MISSING_NOT_NULL_COLUMN_VALUE", EmbeddedLakehouse.Fails(() => Save(Rows("'a' AS v"))).ErrorClass);
        Assert.Equal(0, EmbeddedLakehouse.DataFiles(Table));
        Assert.Equal(1, EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public void A_write_that_fails_on_the_way_leaves_nothing_behind()
    {
        Save(Rows("1L AS id"));

        Assert.Equal("DIVIDE_BY_ZERO", EmbeddedLakehouse.Fails(() => Save(Spark.Range(200_000).SelectExpr("CAST(id / (199999 - id) AS bigint) AS id"))).ErrorClass);

        Assert.Equal("[1]", Read());
        Assert.Equal(1, EmbeddedLakehouse.DataFiles(Table));
    }

    [Fact]
    public void A_range_is_replaced_by_its_condition()
    {
        Save(Spark.Range(10).SelectExpr("id", "id % 2 AS p"));
        Rows("100L AS id", "1L AS p").Write().Format("delta").Mode("overwrite").Option("replaceWhere", "p = 1 AND id >= 5").Save(Table);

        Assert.Equal("[0,0] [1,1] [100,1] [2,0] [3,1] [4,0] [6,0] [8,0]", Read());
        SparkException error = EmbeddedLakehouse.Fails(() => Rows("7L AS id", "0L AS p").Write().Format("delta").Mode("overwrite").Option("replaceWhere", "p = 1").Save(Table));
        Assert.Equal("DELTA_REPLACE_WHERE_MISMATCH", error.ErrorClass);
        Assert.Equal(2, EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public void A_table_can_be_overwritten_from_itself()
    {
        Save(Spark.Range(3));
        Spark.Read().Delta(Table).SelectExpr("id + 1 AS id").Write().Format("delta").Mode("overwrite").Save(Table);

        Assert.Equal("[1] [2] [3]", Read());
    }

    [Fact]
    public void Tables_by_name_are_cast_and_inserted_by_position()
    {
        Spark.Sql("CREATE SCHEMA IF NOT EXISTS silver");
        Rows("1 AS a", "'x' AS b").Write().SaveAsTable("silver.q");
        Rows("'y' AS b", "2L AS a").Write().Mode("append").SaveAsTable("silver.q");
        Rows("3L AS first", "'z' AS second").Write().InsertInto("silver.q");

        Assert.Equal("[1,x] [2,y] [3,z]", EmbeddedLakehouse.Rows(Spark.Table("silver.q")));
        Assert.Equal("TABLE_OR_VIEW_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => Rows("1 AS a").Write().SaveAsTable("silver.q")).ErrorClass);
        Assert.Equal(
            "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS", EmbeddedLakehouse.Fails(() => Rows("1 AS a").Write().InsertInto("silver.q")).ErrorClass);
        Assert.Equal("CAST_OVERFLOW", EmbeddedLakehouse.Fails(() => Rows("3000000000L AS a", "'w' AS b").Write().InsertInto("silver.q")).ErrorClass);
    }

    [Fact]
    public void Frames_write_to_tables_by_the_second_writer_too()
    {
        Spark.Sql("CREATE SCHEMA IF NOT EXISTS silver");
        Rows("1 AS a", "'x' AS p").WriteTo("silver.v2").Using("delta").Create();
        Rows("2L AS a", "'y' AS p").WriteTo("silver.v2").Append();
        Assert.Equal("[1,x] [2,y]", EmbeddedLakehouse.Rows(Spark.Table("silver.v2")));
        Rows("9 AS a", "'x' AS p").WriteTo("silver.v2").Overwrite(Sql.Functions.Expr("p = 'x'"));
        Assert.Equal("[2,y] [9,x]", EmbeddedLakehouse.Rows(Spark.Table("silver.v2")));
        Rows("'other' AS c").WriteTo("silver.v2").Using("delta").CreateOrReplace();
        Assert.Equal("[other]", EmbeddedLakehouse.Rows(Spark.Table("silver.v2")));
    }

    [Theory]
    [InlineData("1 AS `a b`", "DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES")]
    [InlineData("1 AS id, 2 AS ID", "DELTA_DUPLICATE_COLUMNS_FOUND.DATA")]
    [InlineData("NULL AS n", "EMBEDDED_UNSUPPORTED.TYPE")]
    public void Columns_that_Delta_cannot_have_are_refused(string columns, string errorClass)
    {
        Assert.Equal(errorClass, EmbeddedLakehouse.Fails(() => Save(Rows(columns.Split(", ")))).ErrorClass);
        Assert.False(Directory.Exists(Path.Combine(Table, "_delta_log")));
    }

    [Theory]
    [InlineData("versionAsOf", "99", "DELTA_VERSION_NOT_FOUND")]
    [InlineData("timestampAsOf", "1999-01-01", "DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION")]
    [InlineData("timestampAsOf", "2199-01-01", "DELTA_TIMESTAMP_GREATER_THAN_COMMIT")]
    [InlineData("timestampAsOf", "soon", "DELTA_TIMESTAMP_INVALID")]
    [InlineData("readChangeFeed", "true", "DELTA_NO_START_FOR_CDC_READ")]
    public void Versions_that_are_not_there_are_refused(string option, string value, string errorClass)
    {
        Save(Rows("1L AS id"));

        Assert.Equal(errorClass, EmbeddedLakehouse.Fails(() => Spark.Read().Option(option, value).Delta(Table).Collect()).ErrorClass);
    }

    [Fact]
    public void Places_without_a_table_are_refused()
    {
        Directory.CreateDirectory(_lakehouse.Path("empty"));

        Assert.Equal("PATH_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Read().Delta(_lakehouse.Path("none")).Collect()).ErrorClass);
        Assert.Equal("DELTA_TABLE_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Read().Delta(_lakehouse.Path("empty")).Collect()).ErrorClass);
    }

    [Fact]
    public void Hidden_file_facts_can_be_read()
    {
        Save(Spark.Range(3));
        DataFrame facts = Spark.Read().Delta(Table).SelectExpr("id", "_metadata.file_path AS path", "_metadata.file_name AS name", "_metadata.file_size AS size", "_metadata.row_index AS row");

        Row row = facts.OrderBy("id").Collect()[2];

        Assert.StartsWith("file:" + Table, row.GetAs<string>("path"), StringComparison.Ordinal);
        Assert.EndsWith(row.GetAs<string>("name"), row.GetAs<string>("path"), StringComparison.Ordinal);
        Assert.Equal(2L, row.Get("row"));
        Assert.True(row.GetAs<long>("size") > 0);
        Assert.Equal(["id"], Spark.Read().Delta(Table).Columns());
    }

    [Fact]
    public void A_new_column_has_nulls_in_old_files_and_old_types_stay()
    {
        Save(Rows("1L AS id", "named_struct('x', 1) AS s"));

        Assert.Equal(new StructType(new StructField("x", DataTypes.Integer)), Spark.Read().Delta(Table).Schema()["s"].DataType);
    }

    private DataFrame Rows(params string[] columns) => Spark.Range(1).SelectExpr(columns);

    private void Save(DataFrame frame) => frame.Write().Format("delta").Mode("append").Save(Table);

    private string Read() => EmbeddedLakehouse.Rows(Spark.Read().Delta(Table));
}
