using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Tables that may not be changed, cannot be understood or cannot be stored: each gives the error of Spark, and nothing is left behind.</summary>
public sealed class RefusedTableTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    private string Table => _lakehouse.Path("gold", "t");

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void An_append_only_table_takes_new_rows_and_keeps_the_old_ones()
    {
        Spark.Sql($"CREATE TABLE delta.`{Table}` (id BIGINT) USING delta TBLPROPERTIES ('delta.appendOnly' = 'true')");
        Write("append");

        Assert.Equal("DELTA_CANNOT_MODIFY_APPEND_ONLY", EmbeddedLakehouse.Fails(() => Write("overwrite")).ErrorClass);
        Assert.Equal(2, Spark.Read().Delta(Table).Count());
        Assert.Equal(1, EmbeddedLakehouse.DataFiles(Table));
    }

    [Fact]
    public void A_table_that_needs_a_missing_feature_is_refused_by_its_name()
    {
        Write("append");
        Foreign(1, """{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["rowTracking","domainMetadata"]}}""");
        Assert.Equal(2, Spark.Read().Delta(Table).Count());
        SparkException write = EmbeddedLakehouse.Fails(() => Write("append"));
        Assert.Equal("DELTA_UNSUPPORTED_FEATURES_FOR_WRITE", write.ErrorClass);
        Assert.Contains("rowTracking", write.Message, StringComparison.Ordinal);

        Foreign(2, """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["v2Checkpoint"],"writerFeatures":["v2Checkpoint"]}}""");
        SparkException read = EmbeddedLakehouse.Fails(() => Spark.Read().Delta(Table).Count());
        Assert.Equal("DELTA_UNSUPPORTED_FEATURES_FOR_READ", read.ErrorClass);
        Assert.Contains("v2Checkpoint", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_commit_is_a_damaged_table_and_names_the_file()
    {
        Write("append");
        Foreign(1, """{"add":{"path":""");

        SparkException error = EmbeddedLakehouse.Fails(() => Spark.Read().Delta(Table).Count());
        Assert.Equal("EMBEDDED_STORAGE.DAMAGED_TABLE", error.ErrorClass);
        Assert.Contains("00000000000000000001.json", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Spark.Read().Option("versionAsOf", "0").Delta(Table).Count());
    }

    [Fact]
    public void A_log_that_cannot_be_written_gives_a_clear_error_and_leaves_no_data_file()
    {
        Directory.CreateDirectory(Table);
        File.WriteAllText(Path.Combine(Table, "_delta_log"), "a file where the folder belongs");

        SparkException error = EmbeddedLakehouse.Fails(() => Write("append"));
        Assert.Equal("EMBEDDED_STORAGE.FAILED", error.ErrorClass);
        Assert.Equal(0, EmbeddedLakehouse.DataFiles(Table));
    }

    private void Write(string mode) => Spark.Range(2).Write().Format("delta").Mode(mode).Save(Table);

    private void Foreign(int version, string line) => File.WriteAllText(Path.Combine(Table, "_delta_log", $"{version:D20}.json"), line + "\n");
}
