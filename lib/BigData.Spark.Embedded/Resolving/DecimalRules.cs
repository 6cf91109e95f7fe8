using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Precision and scale of decimal results, with <c>spark.sql.decimalOperations.allowPrecisionLoss</c> on.</summary>
internal static class DecimalRules
{
    private const int MinimumAdjustedScale = 6;

    public static DecimalType ForIntegral(DataType type) => type switch
    {
        ByteType => new DecimalType(3, 0),
        ShortType => new DecimalType(5, 0),
        IntegerType => new DecimalType(10, 0),
        _ => new DecimalType(20, 0),
    };

    /// <summary>The decimal that a number becomes when it meets a decimal.</summary>
    public static DecimalType ForType(DataType type) => type switch
    {
        DecimalType d => d,
        FloatType => new DecimalType(14, 7),
        DoubleType => new DecimalType(30, 15),
        _ => ForIntegral(type),
    };

    public static DecimalType Wider(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        int integral = Math.Max(a.Precision - a.Scale, b.Precision - b.Scale);
        return integral + scale <= DecimalType.MaxPrecision
            ? new DecimalType(integral + scale, scale)
            : Bounded(integral + scale, scale);
    }

    public static DecimalType Add(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        return Adjust(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale);
    }

    public static DecimalType Multiply(DecimalType a, DecimalType b) => Adjust(a.Precision + b.Precision + 1, a.Scale + b.Scale);

    public static DecimalType Divide(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(MinimumAdjustedScale, a.Scale + b.Precision + 1);
        return Adjust(a.Precision - a.Scale + b.Scale + scale, scale);
    }

    public static DecimalType Remainder(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        return Adjust(Math.Min(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale);
    }

    public static DecimalType Sum(DecimalType a) => Bounded(a.Precision + 10, a.Scale);

    public static DecimalType Average(DecimalType a) => Bounded(a.Precision + 4, a.Scale + 4);

    public static DecimalType Round(DecimalType a, int digits)
    {
        int integral = a.Precision - a.Scale + 1;
        if (digits < 0)
        {
            return new DecimalType(Math.Min(Math.Max(integral, -digits + 1), DecimalType.MaxPrecision), 0);
        }

        int scale = Math.Min(a.Scale, digits);
        return new DecimalType(Math.Min(integral + scale, DecimalType.MaxPrecision), scale);
    }

    public static DecimalType Bounded(int precision, int scale)
        => new(Math.Min(precision, DecimalType.MaxPrecision), Math.Min(scale, DecimalType.MaxPrecision));

    private static DecimalType Adjust(int precision, int scale)
    {
        if (precision <= DecimalType.MaxPrecision)
        {
            return new DecimalType(precision, scale);
        }

        int integral = precision - scale;
        int kept = Math.Max(DecimalType.MaxPrecision - integral, Math.Min(scale, MinimumAdjustedScale));
        return new DecimalType(DecimalType.MaxPrecision, kept);
    }
}
