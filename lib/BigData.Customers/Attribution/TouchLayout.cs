using System.Numerics;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// How a touch stands in the arrays of journeys: its microseconds since the first touch of all, and its label, the code of channel and
/// campaign. Both fit into one bigint, which engines sort several times faster than structs, unless time span and labels are extreme.
/// </summary>
internal abstract class TouchLayout
{
    private const int BitsOfNumber = 63;

    /// <summary>Whether sorted elements are in order but for touches of the same microsecond.</summary>
    internal abstract bool IsPacked { get; }

    /// <summary>The layout for a catalogue.</summary>
    /// <param name="span">Microseconds from the first touch to the last, and the longest window: no time between is larger.</param>
    /// <param name="labelBits">Bits of a label.</param>
    internal static TouchLayout For(long span, int labelBits) =>
        BitOperations.Log2((ulong)Math.Max(1, span)) + 1 + labelBits <= BitsOfNumber ? new Packed(labelBits) : new Wide();

    /// <summary>The layout that always fits.</summary>
    internal static TouchLayout Roomy() => new Wide();

    /// <summary>An element.</summary>
    internal abstract Column Of(Column at, Column label);

    internal abstract Column At(Column touch);

    internal abstract Column Label(Column touch);

    /// <summary>Whether a touch is at a time or later; the time may be negative.</summary>
    internal abstract Column IsFrom(Column touch, Column at);

    private sealed class Packed(int labelBits) : TouchLayout
    {
        internal override bool IsPacked => true;

        internal override Column Of(Column at, Column label) => at.Multiply(Lit(1L << labelBits)).Plus(label);

        internal override Column At(Column touch) => ShiftRight(touch, labelBits);

        internal override Column Label(Column touch) => touch.BitwiseAnd(Lit((1L << labelBits) - 1));

        internal override Column IsFrom(Column touch, Column at) => touch.Geq(at.Multiply(Lit(1L << labelBits)));
    }

    private sealed class Wide : TouchLayout
    {
        internal override bool IsPacked => false;

        internal override Column Of(Column at, Column label) => Struct(at.As(AttributionColumns.At), label.As(AttributionColumns.Label));

        internal override Column At(Column touch) => touch.GetField(AttributionColumns.At);

        internal override Column Label(Column touch) => touch.GetField(AttributionColumns.Label);

        internal override Column IsFrom(Column touch, Column at) => At(touch).Geq(at);
    }
}
