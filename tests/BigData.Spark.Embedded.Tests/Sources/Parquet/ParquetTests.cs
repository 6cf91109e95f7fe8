using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Parquet;

public sealed class ParquetTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    private string Folder => _lakehouse.Path("files");

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void A_folder_is_written_and_read_back()
    {
        DataFrame frame = Spark.Range(3).SelectExpr("id", "CAST(id AS decimal(10,2)) AS d", "timestamp'2024-01-02 03:04:05' AS t", "timestamp_ntz'2024-01-02 03:04:05' AS n");
        frame.Write().Parquet(Folder);

        Assert.Equal(EmbeddedLakehouse.Rows(frame), EmbeddedLakehouse.Rows(Spark.Read().Parquet(Folder)));
        Assert.Equal(frame.Dtypes(), Spark.Read().Parquet(Folder).Dtypes());
        Assert.True(File.Exists(Path.Combine(Folder, "_SUCCESS")));
        Assert.Empty(Directory.GetDirectories(_lakehouse.Folder, ".*"));
    }

    [Fact]
    public void Columns_may_be_named_as_those_that_the_reader_adds()
    {
        Spark.Range(2).SelectExpr("id AS file_row_number", "id + 10 AS Filename", "id + 20 AS file_index", "id + 30 AS n").Write().Parquet(Folder);

        Assert.Equal("[0,10,20,30] [1,11,21,31]", Read());
        Assert.Equal("[30] [31]", EmbeddedLakehouse.Rows(Spark.Read().Parquet(Folder).Select("n")));
    }

    [Fact]
    public void The_larger_side_of_a_join_is_not_the_one_that_is_kept_in_memory()
    {
        Spark.Range(100_000).Write().Parquet(Folder);
        Spark.Range(10).Write().Parquet(_lakehouse.Path("few"));
        DataFrame joined = Spark.Read().Parquet(Folder).Join(Spark.Read().Parquet(_lakehouse.Path("few")), ["id"], "inner");

        Assert.Equal(10, joined.Count());
        Assert.Contains("explicit_cardinality=", joined.ExplainString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Modes_are_those_of_Spark()
    {
        Spark.Range(1).Write().Parquet(Folder);

        Assert.Equal("PATH_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => Spark.Range(1).Write().Parquet(Folder)).ErrorClass);
        Spark.Range(5, 6).Write().Mode("ignore").Parquet(Folder);
        Assert.Equal("[0]", Read());
        Spark.Range(5, 6).Write().Mode("append").Parquet(Folder);
        Assert.Equal("[0] [5]", Read());
        Spark.Range(7, 8).Write().Mode("overwrite").Option("compression", "zstd").Parquet(Folder);
        Assert.Equal("[7]", Read());
    }

    [Fact]
    public void Folders_of_partitions_become_typed_columns()
    {
        Spark.Range(3).SelectExpr("id", "CASE id WHEN 0 THEN 'x y' WHEN 1 THEN NULL ELSE 'ü' END AS p", "CAST(id AS int) AS q").Write().PartitionBy("p", "q").Parquet(Folder);

        Assert.Equal("[0,x y,0] [1,null,1] [2,ü,2]", Read());
        Assert.Equal([("id", "bigint"), ("p", "string"), ("q", "int")], Spark.Read().Parquet(Folder).Dtypes());
        Assert.Equal("[2,ü,2]", EmbeddedLakehouse.Rows(Spark.Read().Parquet(Folder).Where("q = 2")));
    }

    [Fact]
    public void A_given_schema_chooses_columns_and_fills_missing_ones()
    {
        Spark.Range(1).SelectExpr("id", "'a' AS v").Write().Parquet(Folder);

        Assert.Equal("[a,null]", EmbeddedLakehouse.Rows(Spark.Read().Schema("v string, extra int").Parquet(Folder)));
    }

    [Fact]
    public void Schemas_of_files_are_merged_on_demand()
    {
        Spark.Range(1).Write().Parquet(Folder);
        Spark.Range(1).SelectExpr("id", "'a' AS v").Write().Mode("append").Parquet(Folder);

        Assert.Equal("[0,a] [0,null]", EmbeddedLakehouse.Rows(Spark.Read().Option("mergeSchema", true).Parquet(Folder)));
    }

    [Fact]
    public void Places_without_files_are_refused()
    {
        Directory.CreateDirectory(_lakehouse.Path("empty"));
        File.WriteAllText(_lakehouse.Path("bad.parquet"), "no parquet");

        Assert.Equal("PATH_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Read().Parquet(_lakehouse.Path("none")).Collect()).ErrorClass);
        Assert.Equal("UNABLE_TO_INFER_SCHEMA", EmbeddedLakehouse.Fails(() => Spark.Read().Parquet(_lakehouse.Path("empty")).Collect()).ErrorClass);
        Assert.Equal("FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", EmbeddedLakehouse.Fails(() => Spark.Read().Parquet(_lakehouse.Path("bad.parquet")).Collect()).ErrorClass);
        Assert.Equal("DATA_SOURCE_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Read().Format("nosuch").Load(_lakehouse.Folder).Collect()).ErrorClass);
    }

    [Fact]
    public void Facts_of_files_are_hidden_columns()
    {
        Spark.Range(2).Write().Parquet(_lakehouse.Path("a dir"));
        Row row = Spark.Read().Parquet(_lakehouse.Path("a dir")).SelectExpr("_metadata.file_path", "_metadata.file_name", "_metadata.file_size").First();

        Assert.StartsWith("file:" + _lakehouse.Path("a%20dir"), row.GetAs<string>(0), StringComparison.Ordinal);
        Assert.Equal(new FileInfo(Path.Combine(_lakehouse.Path("a dir"), row.GetAs<string>(1))).Length, row.GetAs<long>(2));
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing()
    {
        Assert.Equal("DIVIDE_BY_ZERO", EmbeddedLakehouse.Fails(() => Spark.Range(10).SelectExpr("id / (id - 5) AS x").Write().Parquet(Folder)).ErrorClass);

        Assert.Empty(Directory.GetFileSystemEntries(_lakehouse.Folder));
    }

    private string Read() => EmbeddedLakehouse.Rows(Spark.Read().Parquet(Folder));
}
