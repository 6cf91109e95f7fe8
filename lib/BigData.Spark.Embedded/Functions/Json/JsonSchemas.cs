using System.Globalization;
using System.Numerics;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions.Json;

/// <summary>The type that a JSON value would be read as.</summary>
internal static class JsonSchemas
{
    /// <summary>The type of a value; nulls and what is empty become strings.</summary>
    public static DataType Of(JsonNode node) => Canonical(Infer(node));

    private static DataType Infer(JsonNode node) => node.Kind switch
    {
        JsonKind.True or JsonKind.False => DataTypes.Boolean,
        JsonKind.Integer => Number(node.Text),
        JsonKind.Fraction or JsonKind.NotFinite => DataTypes.Double,
        JsonKind.Text => DataTypes.String,
        JsonKind.Array => new ArrayType(node.Items.Select(Infer).Aggregate((DataType)DataTypes.Null, Common)),
        JsonKind.Object => new StructType(node.Members.GroupBy(m => m.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new StructField(g.Key, g.Select(m => Infer(m.Value)).Aggregate(Common)))),
        _ => DataTypes.Null,
    };

    // A whole number that is no long is a decimal, and one that is none of those a double.
    private static DataType Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return DataTypes.Long;
        }

        int digits = BigInteger.Abs(BigInteger.Parse(text, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture).Length;
        return digits <= DecimalType.MaxPrecision ? new DecimalType(digits, 0) : DataTypes.Double;
    }

    private static DataType Common(DataType a, DataType b) => (a, b) switch
    {
        _ when a.Equals(b) => a,
        (NullType, _) => b,
        (_, NullType) => a,
        (LongType, DoubleType) or (DoubleType, LongType) or (DecimalType, DoubleType) or (DoubleType, DecimalType) => DataTypes.Double,
        (LongType, DecimalType d) => Wider(new DecimalType(20, 0), d),
        (DecimalType d, LongType) => Wider(new DecimalType(20, 0), d),
        (DecimalType x, DecimalType y) => Wider(x, y),
        (ArrayType x, ArrayType y) => new ArrayType(Common(x.ElementType, y.ElementType)),
        (StructType x, StructType y) => new StructType(x.Fields.Concat(y.Fields).GroupBy(f => f.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new StructField(g.Key, g.Select(f => f.DataType).Aggregate(Common)))),
        _ => DataTypes.String,
    };

    private static DecimalType Wider(DecimalType a, DecimalType b) => new(Math.Max(a.Precision, b.Precision), 0);

    private static DataType Canonical(DataType type) => type switch
    {
        NullType => DataTypes.String,
        ArrayType array => new ArrayType(Canonical(array.ElementType)),
        StructType fields => new StructType(fields.Fields.Select(f => f with { DataType = Canonical(f.DataType) })),
        _ => type,
    };
}
