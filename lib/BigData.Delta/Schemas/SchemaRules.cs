using System.Buffers;
using BigData.Delta.Actions;

namespace BigData.Delta.Schemas;

/// <summary>What a schema must be, and how it may change.</summary>
internal static class SchemaRules
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ,;{}()\n\t=");
    private static readonly string[] FeedColumns = [ChangeDataFile.ChangeTypeColumn, ChangeDataFile.CommitVersionColumn, ChangeDataFile.CommitTimestampColumn];
    private const string Rename = "Rename the column, for example with withColumnRenamed or an alias.";
    private const string Overwrite = "Overwrite the table together with its schema (overwriteSchema) to change more than that.";

    /// <exception cref="DeltaException">A column has a type that cannot be written here.</exception>
    public static void CheckTypes(DeltaStructType schema)
    {
        foreach (DeltaField field in SchemaWalk.Fields(schema))
        {
            DeltaPrimitiveType? unknown = SchemaWalk.Types(field.Type).OfType<DeltaPrimitiveType>().FirstOrDefault(t => t.Kind == DeltaTypeKind.Unknown);
            if (unknown is not null)
            {
                throw DeltaErrors.SchemaChange(field.Name, $"has the type '{unknown.Name}', which cannot be written here", "Write the table with Spark, or cast the column.");
            }
        }
    }

    /// <exception cref="DeltaException">Names or partition columns are not valid.</exception>
    public static void CheckNew(Metadata metadata)
    {
        DeltaStructType schema = metadata.GetSchema();
        CheckTypes(schema);
        foreach (DeltaStructType level in SchemaWalk.Types(schema).OfType<DeltaStructType>())
        {
            CheckNames(level);
        }

        string[] reserved = [.. FeedColumns.Where(name => schema.Fields.Any(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))];
        if (metadata.RecordsChanges && reserved.Length > 0)
        {
            throw DeltaErrors.ReservedColumns(reserved);
        }

        if (schema.Fields.Count == 0)
        {
            throw DeltaErrors.InvalidSchema("it has no columns");
        }

        foreach (string partition in metadata.PartitionColumns)
        {
            CheckPartition(schema, partition, metadata.PartitionColumns);
        }
    }

    /// <exception cref="DeltaException">The change is more than new nullable columns.</exception>
    public static void CheckEvolution(Metadata current, Metadata changed)
    {
        if (!current.PartitionColumns.SequenceEqual(changed.PartitionColumns, StringComparer.Ordinal))
        {
            throw DeltaErrors.SchemaChange(
                string.Join(", ", changed.PartitionColumns),
                $"cannot become the partition columns of a table that is partitioned by '{string.Join(", ", current.PartitionColumns)}'",
                Overwrite);
        }

        CheckStruct(string.Empty, current.GetSchema(), changed.GetSchema());
    }

    private static void CheckNames(DeltaStructType level)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (DeltaField field in level.Fields)
        {
            if (!seen.Add(field.Name))
            {
                throw DeltaErrors.SchemaChange(field.Name, "is there twice (names are compared without regard to case)", Rename);
            }

            if (field.Name.Length == 0 || field.Name.AsSpan().ContainsAny(Forbidden))
            {
                throw DeltaErrors.SchemaChange(field.Name, "has a name that is empty or holds one of the characters ' ,;{}()=', a tab or a line end", Rename);
            }
        }
    }

    private static void CheckPartition(DeltaStructType schema, string partition, IReadOnlyList<string> all)
    {
        DeltaField? field = schema.Fields.FirstOrDefault(f => f.Name == partition);
        if (field is null)
        {
            throw DeltaErrors.SchemaChange(
                partition, "is a partition column but not in the schema", $"Columns: {string.Join(", ", schema.Fields.Select(f => f.Name))}.");
        }

        if (field.Type is not DeltaPrimitiveType { Kind: not (DeltaTypeKind.Void or DeltaTypeKind.Variant) })
        {
            throw DeltaErrors.SchemaChange(partition, "cannot partition a table by a list, map, struct or variant", "Choose a column of a plain type.");
        }

        if (all.Count >= schema.Fields.Count)
        {
            throw DeltaErrors.SchemaChange(partition, "leaves no column for the data files: all columns are partition columns", "Partition by fewer columns.");
        }
    }

    private static void CheckStruct(string path, DeltaStructType current, DeltaStructType changed)
    {
        int next = 0;
        foreach (DeltaField old in current.Fields)
        {
            int found = -1;
            for (int i = next; i < changed.Fields.Count && found < 0; i++)
            {
                found = changed.Fields[i].Name.Equals(old.Name, StringComparison.OrdinalIgnoreCase) ? i : -1;
            }

            if (found < 0)
            {
                throw DeltaErrors.SchemaChange(path + old.Name, "would be removed, renamed or moved; only new columns may join a table", Overwrite);
            }

            CheckAdded(path, changed.Fields.Skip(next).Take(found - next));
            CheckField(path, old, changed.Fields[found]);
            next = found + 1;
        }

        CheckAdded(path, changed.Fields.Skip(next));
    }

    private static void CheckAdded(string path, IEnumerable<DeltaField> fields)
    {
        if (fields.FirstOrDefault(f => !f.Nullable) is { } field)
        {
            throw DeltaErrors.SchemaChange(path + field.Name, "is new and NOT NULL, but the rows already there have no value for it", "Make it nullable.");
        }
    }

    private static void CheckField(string path, DeltaField old, DeltaField changed)
    {
        if (old.Nullable && !changed.Nullable)
        {
            throw DeltaErrors.SchemaChange(path + old.Name, "would become NOT NULL, but rows already there may hold nulls", Overwrite);
        }

        CheckType(path + old.Name, old.Type, changed.Type);
    }

    private static void CheckType(string path, DeltaType old, DeltaType changed)
    {
        switch (old, changed)
        {
            case (DeltaStructType before, DeltaStructType after):
                CheckStruct(path + ".", before, after);
                break;
            case (DeltaArrayType before, DeltaArrayType after) when after.ContainsNull || !before.ContainsNull:
                CheckType(path + ".element", before.Element, after.Element);
                break;
            case (DeltaMapType before, DeltaMapType after) when after.ValueContainsNull || !before.ValueContainsNull:
                CheckType(path + ".key", before.Key, after.Key);
                CheckType(path + ".value", before.Value, after.Value);
                break;
            case (DeltaPrimitiveType before, DeltaPrimitiveType after) when before == after:
                break;
            default:
                throw DeltaErrors.SchemaChange(path, $"would change from {Name(old)} to {Name(changed)}", Overwrite);
        }
    }

    private static string Name(DeltaType type) => type switch
    {
        DeltaPrimitiveType primitive => primitive.Name,
        DeltaArrayType => "array",
        DeltaMapType => "map",
        _ => "struct",
    };
}
