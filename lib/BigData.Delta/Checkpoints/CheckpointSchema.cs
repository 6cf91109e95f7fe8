using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>The Parquet schema of the checkpoints that are written: Spark's, every field optional, without typed statistics.</summary>
internal static class CheckpointSchema
{
    public static ParquetSchema Create() => new(
        new StructField("txn", Text("appId"), Long("version"), Long("lastUpdated")),
        new StructField(
            "add",
            Text("path"),
            Map("partitionValues"),
            Long("size"),
            Long("modificationTime"),
            Bool("dataChange"),
            Map("tags"),
            DeletionVector(),
            Long("baseRowId"),
            Long("defaultRowCommitVersion"),
            Text("clusteringProvider"),
            Text("stats")),
        new StructField(
            "remove",
            Text("path"),
            Long("deletionTimestamp"),
            Bool("dataChange"),
            Bool("extendedFileMetadata"),
            Map("partitionValues"),
            Long("size"),
            DeletionVector(),
            Long("baseRowId"),
            Long("defaultRowCommitVersion")),
        new StructField(
            "metaData",
            Text("id"),
            Text("name"),
            Text("description"),
            new StructField("format", Text("provider"), Map("options")),
            Text("schemaString"),
            List("partitionColumns"),
            Map("configuration"),
            Long("createdTime")),
        new StructField("protocol", Int("minReaderVersion"), Int("minWriterVersion"), List("readerFeatures"), List("writerFeatures")),
        new StructField("domainMetadata", Text("domain"), Text("configuration"), Bool("removed")));

    private static StructField DeletionVector() => new(
        "deletionVector",
        Text("storageType"),
        Text("pathOrInlineDv"),
        Int("offset"),
        Int("sizeInBytes"),
        Long("cardinality"),
        Long("maxRowIndex"));

    private static MapField Map(string name) => new(name, new DataField("key", typeof(string), isNullable: false), Text("value"));

    private static ListField List(string name) => new(name, Text("element"));

    private static DataField Text(string name) => new(name, typeof(string), isNullable: true);

    private static DataField Long(string name) => new(name, typeof(long), isNullable: true);

    private static DataField Int(string name) => new(name, typeof(int), isNullable: true);

    private static DataField Bool(string name) => new(name, typeof(bool), isNullable: true);
}
