using System.Globalization;

namespace BigData.Delta.Schemas;

/// <summary>A value that is not null, as partition values, statistics and predicates hold it.</summary>
/// <remarks>
/// Values of one family compare: byte to long and decimals among each other, floats and doubles, dates, timestamps (both
/// kinds apart), text (binary order of UTF-8), booleans, bytes. Across families a comparison has no answer.
/// </remarks>
public sealed record DeltaValue
{
    private DeltaValue(DeltaTypeKind kind, object value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>The family of the value: <c>Long</c> stands for all integers, <c>Double</c> for float and double.</summary>
    public DeltaTypeKind Kind { get; }

    /// <summary>
    /// bool, long, double, <see cref="DeltaDecimal"/>, string, byte[]; days since 1970-01-01 as long for a date;
    /// microseconds since 1970-01-01 as long for both timestamps.
    /// </summary>
    public object Value { get; }

    /// <summary>A boolean.</summary>
    public static DeltaValue Boolean(bool value) => new(DeltaTypeKind.Boolean, value);

    /// <summary>An integer of any width.</summary>
    public static DeltaValue Long(long value) => new(DeltaTypeKind.Long, value);

    /// <summary>A float or a double.</summary>
    public static DeltaValue Double(double value) => new(DeltaTypeKind.Double, value);

    /// <summary>A decimal of up to 38 digits.</summary>
    public static DeltaValue Decimal(DeltaDecimal value) => new(DeltaTypeKind.Decimal, value);

    /// <summary>A decimal within .NET's range.</summary>
    public static DeltaValue Decimal(decimal value) => new(DeltaTypeKind.Decimal, DeltaDecimal.FromDecimal(value));

    /// <summary>A text.</summary>
    public static DeltaValue String(string value) => new(DeltaTypeKind.String, value);

    /// <summary>Bytes.</summary>
    public static DeltaValue Binary(byte[] value) => new(DeltaTypeKind.Binary, value);

    /// <summary>A date.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    public static DeltaValue Date(long days) => new(DeltaTypeKind.Date, days);

    /// <summary>A date.</summary>
    public static DeltaValue Date(DateOnly value) => Date(value.DayNumber - new DateOnly(1970, 1, 1).DayNumber);

    /// <summary>A moment.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 UTC.</param>
    public static DeltaValue Timestamp(long microseconds) => new(DeltaTypeKind.Timestamp, microseconds);

    /// <summary>A moment; parts below a microsecond are dropped.</summary>
    public static DeltaValue Timestamp(DateTimeOffset value) =>
        Timestamp((value.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>A local time without zone.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 00:00 of the same clock.</param>
    public static DeltaValue TimestampNtz(long microseconds) => new(DeltaTypeKind.TimestampNtz, microseconds);

    /// <summary>Parses a value in the text form of partition values (which the JSON strings of statistics share).</summary>
    /// <param name="type">Type of the column.</param>
    /// <param name="text">The text; it is not null and not a partition's empty text, both of which mean SQL null.</param>
    /// <returns>The value, or null when the text is not a value of the type (pruning then keeps the file).</returns>
    public static DeltaValue? TryParse(DeltaPrimitiveType type, string text) => DeltaValueText.TryParse(type, text);

    /// <summary>The text form of partition values, for example <c>2024-01-31T08:45:00.000000Z</c>.</summary>
    public string ToPartitionText() => DeltaValueText.Format(this);

    /// <summary>Compares with a value of the same family.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Negative, zero or positive; null when the two families do not compare. NaN is above all numbers, as in Spark.</returns>
    public int? CompareTo(DeltaValue other) => (Value, other.Value) switch
    {
        (long left, long right) when Kind == other.Kind => left.CompareTo(right),
        (bool left, bool right) => left.CompareTo(right),
        (string left, string right) => CompareText(left, right),
        (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
        (DeltaDecimal left, DeltaDecimal right) => left.CompareTo(right),
        (DeltaDecimal left, long right) when other.Kind == DeltaTypeKind.Long => left.CompareTo(new DeltaDecimal(right, 0)),
        (long left, DeltaDecimal right) when Kind == DeltaTypeKind.Long => new DeltaDecimal(left, 0).CompareTo(right),
        (double left, double right) => CompareDoubles(left, right),
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(DeltaValue? other) => other is not null && Kind == other.Kind && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => Value switch
    {
        byte[] bytes => bytes.Length,
        double number => (number == 0 ? 0d : number).GetHashCode(),
        _ => Value.GetHashCode(),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {ToPartitionText()}");

    private static int CompareDoubles(double left, double right) => (double.IsNaN(left), double.IsNaN(right)) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => -1,
        _ => left == right ? 0 : left < right ? -1 : 1,
    };

    // Binary order of UTF-8 is the order of code points, and a surrogate always stands for one above U+FFFF.
    private static int CompareText(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            char a = left[i];
            char b = right[i];
            if (a != b)
            {
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
