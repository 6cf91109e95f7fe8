namespace BigData.Delta.Schemas;

/// <summary>Walks a schema to any depth.</summary>
internal static class SchemaWalk
{
    /// <summary>The type and all types inside it.</summary>
    public static IEnumerable<DeltaType> Types(DeltaType type)
    {
        yield return type;
        IEnumerable<DeltaType> parts = type switch
        {
            DeltaStructType nested => nested.Fields.Select(f => f.Type),
            DeltaArrayType array => [array.Element],
            DeltaMapType map => [map.Key, map.Value],
            _ => [],
        };
        foreach (DeltaType part in parts.SelectMany(Types))
        {
            yield return part;
        }
    }

    /// <summary>All fields of all structs inside the type.</summary>
    public static IEnumerable<DeltaField> Fields(DeltaType type) => Types(type).OfType<DeltaStructType>().SelectMany(s => s.Fields);
}
