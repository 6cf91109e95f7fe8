namespace BigData.Spark.Embedded.Executing;

/// <summary>Spark's defaults of the settings that programs read, and which settings a session may not change.</summary>
internal static class ConfDefaults
{
    private static Dictionary<string, string>? _values;

    internal static IReadOnlyDictionary<string, string> All => _values ??= Create();

    internal static string? Find(string key) => All.GetValueOrDefault(key);

    /// <summary>Whether the key belongs to the engine and is fixed for its life.</summary>
    internal static bool IsStatic(string key) => key
        is "spark.sql.warehouse.dir" or "spark.sql.extensions" or "spark.sql.catalogImplementation" or "spark.sql.globalTempDatabase"
        or "spark.sql.cache.serializer" or "spark.sql.event.truncate.length" or "spark.sql.queryExecutionListeners";

    /// <summary>Whether the key is one of Spark's core settings, which a running session cannot change.</summary>
    internal static bool IsCore(string key) => key.StartsWith("spark.executor.", StringComparison.Ordinal)
        || key.StartsWith("spark.driver.", StringComparison.Ordinal) || key is "spark.master" or "spark.app.name" or "spark.submit.deployMode";

    private static Dictionary<string, string> Create() => new(StringComparer.Ordinal)
    {
        ["spark.databricks.delta.schema.autoMerge.enabled"] = "false",
        ["spark.sql.adaptive.enabled"] = "true",
        ["spark.sql.ansi.enabled"] = "true",
        ["spark.sql.autoBroadcastJoinThreshold"] = "10485760b",
        ["spark.sql.caseSensitive"] = "false",
        ["spark.sql.catalogImplementation"] = "in-memory",
        ["spark.sql.crossJoin.enabled"] = "true",
        ["spark.sql.decimalOperations.allowPrecisionLoss"] = "true",
        ["spark.sql.defaultCacheStorageLevel"] = "MEMORY_AND_DISK",
        ["spark.sql.execution.arrow.compression.codec"] = "none",
        ["spark.sql.execution.arrow.maxRecordsPerBatch"] = "10000",
        ["spark.sql.execution.arrow.useLargeVarTypes"] = "false",
        ["spark.sql.files.ignoreCorruptFiles"] = "false",
        ["spark.sql.files.ignoreMissingFiles"] = "false",
        ["spark.sql.globalTempDatabase"] = "global_temp",
        ["spark.sql.groupByOrdinal"] = "true",
        ["spark.sql.legacy.timeParserPolicy"] = "CORRECTED",
        ["spark.sql.mapKeyDedupPolicy"] = "EXCEPTION",
        ["spark.sql.orderByOrdinal"] = "true",
        ["spark.sql.parquet.compression.codec"] = "snappy",
        ["spark.sql.parquet.mergeSchema"] = "false",
        ["spark.sql.pivotMaxValues"] = "10000",
        ["spark.sql.repl.eagerEval.enabled"] = "false",
        ["spark.sql.repl.eagerEval.maxNumRows"] = "20",
        ["spark.sql.repl.eagerEval.truncate"] = "20",
        ["spark.sql.scripting.enabled"] = "true",
        ["spark.sql.session.localRelationCacheThreshold"] = "1048576",
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.shuffle.partitions"] = "200",
        ["spark.sql.sources.default"] = "parquet",
        ["spark.sql.sources.partitionColumnTypeInference.enabled"] = "true",
        ["spark.sql.sources.partitionOverwriteMode"] = "STATIC",
        ["spark.sql.storeAssignmentPolicy"] = "ANSI",
        ["spark.sql.timeType.enabled"] = "false",
        ["spark.sql.timestampType"] = "TIMESTAMP_LTZ",
        ["spark.sql.variable.substitute"] = "true",
    };
}
