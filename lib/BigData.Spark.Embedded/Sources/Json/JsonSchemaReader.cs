using System.Text;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>Finds the columns of files whose schema was not given, from all their records.</summary>
internal static class JsonSchemaReader
{
    /// <exception cref="Sql.SparkException">UNABLE_TO_INFER_SCHEMA without files; in the mode FAILFAST a record that is no JSON or no object.</exception>
    public static StructType Read(IReadOnlyList<string> files, JsonOptions options, CancellationToken token)
    {
        if (files.Count == 0)
        {
            throw SparkErrors.Create("UNABLE_TO_INFER_SCHEMA", ("format", "JSON"));
        }

        JsonShape shape = new(options);
        bool hasBad = false;
        foreach (string file in files)
        {
            token.ThrowIfCancellationRequested();
            hasBad |= FileReadGuard.Run(file, () => Look(file, options, shape));
        }

        string? corrupt = hasBad && options.Mode == ParseMode.Permissive ? options.CorruptRecordColumn : null;
        return shape.IsStruct || hasBad ? shape.Fields(corrupt) : new StructType();
    }

    // Whether a record is bad: no JSON, or no object and no array of objects.
    private static bool Look(string file, JsonOptions options, JsonShape shape)
    {
        using JsonRecordReader reader = new(file, options);
        bool hasBad = false;
        while (reader.Read())
        {
            if (reader.Record is not { } record)
            {
                hasBad = options.Mode == ParseMode.FailFast ? throw Malformed(reader) : true;
                continue;
            }

            bool isBad = LookAtRoot(record, shape);
            hasBad |= isBad && options.Mode == ParseMode.FailFast ? throw WrongType(record[0].Kind) : isBad;
        }

        return hasBad;
    }

    private static bool LookAtRoot(JsonTape record, JsonShape shape)
    {
        if (record[0].Kind != JsonKind.Array)
        {
            return LookAtRow(record, 0, shape);
        }

        bool hasBad = false;
        for (int i = 1; i < record[0].Next; i = record[i].Next)
        {
            hasBad |= LookAtRow(record, i, shape);
        }

        return hasBad;
    }

    private static bool LookAtRow(JsonTape record, int index, JsonShape shape)
    {
        if (record[index].Kind == JsonKind.Object)
        {
            shape.Look(record, index);
            return false;
        }

        return record[index].Kind != JsonKind.Null;
    }

    private static Sql.SparkException WrongType(JsonKind kind) => SparkErrors.Create(
        "INVALID_JSON_RECORD_TYPE",
        ("failFastMode", "FAILFAST"),
        ("invalidType", kind switch
        {
            JsonKind.True or JsonKind.False => "\"BOOLEAN\"",
            JsonKind.Integer => "\"BIGINT\"",
            JsonKind.Float => "\"DOUBLE\"",
            _ => "\"STRING\"",
        }));

    private static Sql.SparkException Malformed(JsonRecordReader reader)
        => SparkErrors.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", ("badRecord", Encoding.UTF8.GetString(reader.Raw)), ("failFastMode", "FAILFAST"));
}
