using Apache.Arrow;
using BigData.DuckDb.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Embedded.Commands;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Rows that came with a plan as an Arrow stream, read by DuckDB without a copy.</summary>
internal static class LocalRows
{
    /// <exception cref="Sql.SparkException">The bytes are no Arrow stream, or do not fit the schema that was given with them.</exception>
    internal static ScanSource Open(EmbeddedSession session, QueryScope scope, LocalRelation relation)
    {
        if (relation.Data is not { } data)
        {
            return TableScan.Empty("local 0 rows", relation.Schema ?? new StructType());
        }

        (Schema schema, IReadOnlyList<RecordBatch> batches) = Read(data);
        return Open(session, scope, schema, batches, relation.Schema);
    }

    /// <summary>The rows of a command.</summary>
    internal static ScanSource Open(EmbeddedSession session, QueryScope scope, CommandResult result)
    {
        RecordBatch batch = result.ToBatch("UTC");
        return Open(session, scope, batch.Schema, [batch], result.Schema);
    }

    private static ScanSource Open(EmbeddedSession session, QueryScope scope, Schema arrow, IReadOnlyList<RecordBatch> batches, StructType? wanted)
    {
        StructType actual = ArrowSchemas.ToSpark(arrow);
        StructType schema = wanted ?? actual;
        if (schema.Count != actual.Count)
        {
            throw SparkErrors.Create(
                "CONNECT_INVALID_PLAN.ASSERTION_FAILURE", ("message", $"A local relation has {actual.Count} columns of data but a schema of {schema.Count} columns ({schema.SimpleString})."));
        }

        string description = $"local {batches.Sum(batch => (long)batch.Length)} rows";
        if (schema.Count == 0)
        {
            long rows = batches.Sum(batch => (long)batch.Length);
            return TableScan.Source(description, $"range({rows})", schema);
        }

        // Names may repeat in a frame but not in a table of DuckDB.
        Schema renamed = new([.. arrow.FieldsList.Select((field, i) => new Field(TableScan.ColumnName(i), field.DataType, field.IsNullable))], null);
        ArrowSourceRegistration registration = session.Instance.RegisterArrowSource(ArrowSource.FromBatches(renamed, batches));
        scope.Own(registration);
        return TableScan.Source(description, Cast(registration.Sql, actual, schema), schema);
    }

    private static string Cast(string source, StructType actual, StructType wanted)
    {
        bool same = actual.Fields.Zip(wanted.Fields).All(pair => DuckDbTypes.Name(pair.First.DataType) == DuckDbTypes.Name(pair.Second.DataType));
        if (same)
        {
            return source;
        }

        IEnumerable<string> columns = wanted.Fields.Select((field, i) =>
            $"CAST({TableScan.ColumnName(i)} AS {DuckDbTypes.Name(field.DataType)}) AS {TableScan.ColumnName(i)}");
        return $"(SELECT {string.Join(", ", columns)} FROM {source})";
    }

    private static (Schema Schema, IReadOnlyList<RecordBatch> Batches) Read(ValueArray<byte> data)
    {
        try
        {
            return ArrowStreams.Read(data.Items.AsMemory());
        }
        catch (ArrowFormatException e)
        {
            throw SparkErrors.Create("ARROW_DATA_INVALID", [], e, ("source", "a local relation"), ("problem", e.Message));
        }
    }
}
