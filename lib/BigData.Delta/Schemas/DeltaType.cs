using System.Text.Json;

namespace BigData.Delta.Schemas;

/// <summary>The small schema model of the log: enough to type partition values and statistics. Schemas are exchanged as Spark's JSON.</summary>
public abstract record DeltaType
{
    private protected DeltaType()
    {
    }
}

/// <summary>A type without parts.</summary>
/// <param name="Kind">Which type it is.</param>
/// <param name="Name">Its name in the schema JSON, for example <c>decimal(10,2)</c>.</param>
/// <param name="Precision">Precision of a decimal, else 0.</param>
/// <param name="Scale">Scale of a decimal, else 0.</param>
public sealed record DeltaPrimitiveType(DeltaTypeKind Kind, string Name, int Precision = 0, int Scale = 0) : DeltaType
{
    /// <summary>Parses a type name of the schema JSON.</summary>
    /// <param name="name">For example <c>long</c> or <c>decimal(10,2)</c>.</param>
    /// <returns>The type; <see cref="DeltaTypeKind.Unknown"/> when this library does not know the name.</returns>
    public static DeltaPrimitiveType Parse(string name) => DeltaTypeNames.Parse(name);
}

/// <summary>A list of elements.</summary>
/// <param name="Element">Type of the elements.</param>
/// <param name="ContainsNull">Whether elements may be null.</param>
public sealed record DeltaArrayType(DeltaType Element, bool ContainsNull) : DeltaType;

/// <summary>A map.</summary>
/// <param name="Key">Type of the keys.</param>
/// <param name="Value">Type of the values.</param>
/// <param name="ValueContainsNull">Whether values may be null.</param>
public sealed record DeltaMapType(DeltaType Key, DeltaType Value, bool ValueContainsNull) : DeltaType;

/// <summary>A field of a struct, or a column of the table.</summary>
/// <param name="Name">Logical name.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="Nullable">False is Delta's NOT NULL constraint.</param>
/// <param name="Metadata">The field's metadata object, verbatim.</param>
public sealed record DeltaField(string Name, DeltaType Type, bool Nullable, JsonElement Metadata)
{
    /// <summary>The comment of the column; null when it has none.</summary>
    public string? Comment =>
        Metadata.ValueKind == JsonValueKind.Object && Metadata.TryGetProperty("comment", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
