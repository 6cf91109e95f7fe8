namespace BigData.Delta.Schemas;

/// <summary>A struct, or the schema of a table.</summary>
/// <param name="Fields">Fields in order.</param>
public sealed record DeltaStructType(IReadOnlyList<DeltaField> Fields) : DeltaType
{
    /// <summary>Parses Spark's schema JSON.</summary>
    /// <param name="schemaString">The JSON of a struct.</param>
    /// <returns>The schema; types that this library does not know are <see cref="DeltaTypeKind.Unknown"/>.</returns>
    /// <exception cref="DeltaException">The text is not the JSON of a struct.</exception>
    public static DeltaStructType Parse(string schemaString) => SchemaJson.Parse(schemaString);

    /// <summary>Finds a field without regard to case, as Delta compares names.</summary>
    /// <param name="name">Name of the field.</param>
    /// <returns>The field, or null when there is none.</returns>
    public DeltaField? Find(string name)
    {
        foreach (DeltaField field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>Finds a field nested in structs.</summary>
    /// <param name="path">Names from the outermost column inwards.</param>
    /// <returns>The field, or null when there is none.</returns>
    public DeltaField? Find(IReadOnlyList<string> path)
    {
        DeltaStructType current = this;
        for (int i = 0; i < path.Count; i++)
        {
            DeltaField? field = current.Find(path[i]);
            if (field is null || i == path.Count - 1)
            {
                return field;
            }

            if (field.Type is not DeltaStructType nested)
            {
                return null;
            }

            current = nested;
        }

        return null;
    }
}
