using BigData.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Metadata = BigData.Delta.Actions.Metadata;

namespace BigData.Spark.Embedded.Commands;

/// <summary>What a table looks like after a write.</summary>
/// <param name="Schema">Its columns.</param>
/// <param name="NewMetadata">The metadata to commit; null when the table's stays.</param>
/// <param name="IsNew">Whether the write creates the table.</param>
/// <param name="ReplacesSchema">Whether the old schema gives way whole.</param>
internal sealed record TableShape(StructType Schema, Metadata? NewMetadata, bool IsNew, bool ReplacesSchema)
{
    /// <exception cref="SparkException">The rows do not fit the table and nothing allows it to change.</exception>
    internal static TableShape After(DeltaWrite write, StructType data, Snapshot? snapshot)
    {
        DeltaSchemas.CheckUnique(data);
        if (snapshot is null)
        {
            return New(write, data);
        }

        StructType table = StructType.FromJson(snapshot.Metadata.SchemaString);
        if (write.OverwritesSchema)
        {
            StructType schema = Created(write, data);
            return new TableShape(
                schema,
                snapshot.Metadata with { SchemaString = schema.Json, PartitionColumns = [.. write.PartitionBy] },
                IsNew: false,
                ReplacesSchema: true);
        }

        CheckPartitioning(write, snapshot);
        return write.Matching == WriteMatching.ByPosition ? new TableShape(table, null, IsNew: false, ReplacesSchema: false) : Existing(write, data, table, snapshot);
    }

    private static TableShape New(DeltaWrite write, StructType data)
    {
        StructType schema = Created(write, data);
        Dictionary<string, string?> properties = write.Properties.Concat(write.Options.Where(option => option.Key.StartsWith("delta.", StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(p => p.Key, string? (p) => p.Value, StringComparer.Ordinal);
        Metadata metadata = Metadata.Create(schema.Json, [.. write.PartitionBy], properties, write.Comment);
        return new TableShape(schema, metadata, IsNew: true, ReplacesSchema: false);
    }

    private static StructType Created(DeltaWrite write, StructType data)
    {
        DeltaSchemas.CheckNames(data);
        DeltaSchemas.CheckPartitions(data, write.PartitionBy);
        StructField? untyped = data.Fields.FirstOrDefault(field => field.DataType is NullType);
        return untyped is null
            ? (StructType)DeltaSchemas.AsNullable(data)
            : throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.TYPE", ("name", "void"), ("reason", $"Column '{untyped.Name}' has only nulls without a type."), ("remedy", "Cast it to the type that it should have."));
    }

    private static TableShape Existing(DeltaWrite write, StructType data, StructType table, Snapshot snapshot)
    {
        bool extra = data.Fields.Any(field => table.IndexOf(field.Name, ignoreCase: true) < 0);
        if (!extra)
        {
            return new TableShape(table, null, IsNew: false, ReplacesSchema: false);
        }

        if (!write.MergesSchema)
        {
            throw Mismatch(write, data, table, snapshot);
        }

        StructType merged = DeltaSchemas.Merge(table, data);
        DeltaSchemas.CheckNames(merged);
        return new TableShape(merged, snapshot.Metadata with { SchemaString = merged.Json }, IsNew: false, ReplacesSchema: false);
    }

    private static void CheckPartitioning(DeltaWrite write, Snapshot snapshot)
    {
        IReadOnlyList<string> actual = snapshot.Metadata.PartitionColumns;
        if (write.PartitionBy.Count > 0 && !write.PartitionBy.Items.SequenceEqual(actual, StringComparer.OrdinalIgnoreCase))
        {
            throw SparkErrors.Create(
                "DELTA_METADATA_MISMATCH",
                ("details", $"- Partition columns do not match the partition columns of the table.\nGiven: {Names(write.PartitionBy)}\nTable: {Names(actual)}{Remedy(write)}"));
        }
    }

    private static SparkException Mismatch(DeltaWrite write, StructType data, StructType table, Snapshot snapshot)
    {
        string details = $"""
            - A schema mismatch detected when writing to the Delta table (Table ID: {snapshot.Metadata.Id}).
            To enable schema migration using DataFrameWriter or DataStreamWriter, please set: '.option("mergeSchema", "true")'.
            For other operations, set the session configuration spark.databricks.delta.schema.autoMerge.enabled to "true". See the documentation specific to the operation for details.

            Table schema:
            {table.TreeString()}

            Data schema:
            {((StructType)DeltaSchemas.AsNullable(data)).TreeString()}
            """;
        return SparkErrors.Create("DELTA_METADATA_MISMATCH", ("details", details + Remedy(write)));
    }

    private static string Remedy(DeltaWrite write) => write.Mode == Plans.SaveMode.Overwrite
        ? "\n- To overwrite your schema or change partitioning, please set: '.option(\"overwriteSchema\", \"true\")'.\nNote that the schema can't be overwritten when using 'replaceWhere'."
        : string.Empty;

    private static string Names(IEnumerable<string> names) => "[" + string.Join(", ", names.Select(name => $"`{name}`")) + "]";
}
