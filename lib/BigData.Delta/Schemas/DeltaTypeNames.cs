using System.Globalization;

namespace BigData.Delta.Schemas;

/// <summary>Names of primitive types in the schema JSON.</summary>
internal static class DeltaTypeNames
{
    private static readonly Dictionary<string, DeltaPrimitiveType> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["boolean"] = new(DeltaTypeKind.Boolean, "boolean"),
        ["byte"] = new(DeltaTypeKind.Byte, "byte"),
        ["short"] = new(DeltaTypeKind.Short, "short"),
        ["integer"] = new(DeltaTypeKind.Integer, "integer"),
        ["long"] = new(DeltaTypeKind.Long, "long"),
        ["float"] = new(DeltaTypeKind.Float, "float"),
        ["double"] = new(DeltaTypeKind.Double, "double"),
        ["string"] = new(DeltaTypeKind.String, "string"),
        ["binary"] = new(DeltaTypeKind.Binary, "binary"),
        ["date"] = new(DeltaTypeKind.Date, "date"),
        ["timestamp"] = new(DeltaTypeKind.Timestamp, "timestamp"),
        ["timestamp_ntz"] = new(DeltaTypeKind.TimestampNtz, "timestamp_ntz"),
        ["void"] = new(DeltaTypeKind.Void, "void"),
        ["variant"] = new(DeltaTypeKind.Variant, "variant"),
        ["decimal"] = new(DeltaTypeKind.Decimal, "decimal", 10, 0),
    };

    public static DeltaPrimitiveType Parse(string name)
    {
        if (Known.TryGetValue(name, out DeltaPrimitiveType? type))
        {
            return type;
        }

        return TryParseDecimal(name, out int precision, out int scale)
            ? new DeltaPrimitiveType(DeltaTypeKind.Decimal, name, precision, scale)
            : new DeltaPrimitiveType(DeltaTypeKind.Unknown, name);
    }

    private static bool TryParseDecimal(string name, out int precision, out int scale)
    {
        precision = 0;
        scale = 0;
        if (!name.StartsWith("decimal(", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(')'))
        {
            return false;
        }

        string[] parts = name["decimal(".Length..^1].Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out precision)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out scale)
            && precision is >= 1 and <= 38
            && scale <= precision;
    }
}
