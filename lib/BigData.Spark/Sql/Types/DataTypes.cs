namespace BigData.Spark.Sql.Types;

/// <summary>Ready instances of the types without parameters.</summary>
public static class DataTypes
{
    /// <summary>The type of a bare NULL.</summary>
    public static NullType Null { get; } = new();

    /// <summary>True or false.</summary>
    public static BooleanType Boolean { get; } = new();

    /// <summary>A signed integer of 8 bits.</summary>
    public static ByteType Byte { get; } = new();

    /// <summary>A signed integer of 16 bits.</summary>
    public static ShortType Short { get; } = new();

    /// <summary>A signed integer of 32 bits.</summary>
    public static IntegerType Integer { get; } = new();

    /// <summary>A signed integer of 64 bits.</summary>
    public static LongType Long { get; } = new();

    /// <summary>A floating-point number of 32 bits.</summary>
    public static FloatType Float { get; } = new();

    /// <summary>A floating-point number of 64 bits.</summary>
    public static DoubleType Double { get; } = new();

    /// <summary>Text in UTF-8, compared by bytes.</summary>
    public static StringType String { get; } = new();

    /// <summary>Bytes of any length.</summary>
    public static BinaryType Binary { get; } = new();

    /// <summary>A calendar date.</summary>
    public static DateType Date { get; } = new();

    /// <summary>An instant in microseconds.</summary>
    public static TimestampType Timestamp { get; } = new();

    /// <summary>A date and time of day without a time zone.</summary>
    public static TimestampNtzType TimestampNtz { get; } = new();

    /// <summary>The interval of months, days and microseconds.</summary>
    public static CalendarIntervalType CalendarInterval { get; } = new();

    /// <summary>A value whose type is known only row by row.</summary>
    public static VariantType Variant { get; } = new();

    /// <summary>A decimal type.</summary>
    /// <param name="precision">All digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <returns>The type.</returns>
    public static DecimalType Decimal(int precision, int scale) => new(precision, scale);
}
