namespace BigData.Activation.PostgreSql;

/// <summary>
/// PostgreSQL's numeric in binary format: number of groups, weight of the first one, sign, scale, then groups of four decimal digits
/// (<c>numeric_recv</c>). A value is the sum of group × 10000^(weight − place).
/// </summary>
internal static class CopyNumeric
{
    private const uint Group = 10_000;
    private const int Digits = 4;
    private const int MostGroups = 12;
    private const short Negative = 0x4000;

    private static readonly uint[] Powers = [1, 10, 100, 1_000, Group];

    /// <summary>Appends a field.</summary>
    /// <param name="unscaled">The value × 10^scale.</param>
    /// <param name="scale">Digits behind the point, 0 to 38.</param>
    /// <param name="to">Where to.</param>
    public static void Write(Int128 unscaled, int scale, CopyBuffer to)
    {
        UInt128 rest = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
        Span<short> groups = stackalloc short[MostGroups];
        int count = 0;
        int ragged = scale % Digits;
        if (ragged > 0)
        {
            groups[count++] = (short)(Split(ref rest, Powers[ragged]) * Powers[Digits - ragged]);
        }

        while (rest != 0)
        {
            groups[count++] = (short)Split(ref rest, Group);
        }

        int fraction = (scale + Digits - 1) / Digits;
        int last = 0;
        while (last < count && groups[last] == 0)
        {
            last++;
        }

        int first = count;
        while (first > last && groups[first - 1] == 0)
        {
            first--;
        }

        int place = to.Begin();
        to.Int16((short)(first - last));
        to.Int16((short)(first > last ? first - fraction - 1 : 0));
        to.Int16(unscaled < 0 ? Negative : (short)0);
        to.Int16((short)scale);
        for (int i = first - 1; i >= last; i--)
        {
            to.Int16(groups[i]);
        }

        to.End(place);
    }

    // Most values fit into 64 bits, whose division is many times quicker.
    private static uint Split(ref UInt128 rest, uint by)
    {
        if (rest <= ulong.MaxValue)
        {
            (ulong quotient, ulong remainder) = Math.DivRem((ulong)rest, by);
            rest = quotient;
            return (uint)remainder;
        }

        (rest, UInt128 left) = UInt128.DivRem(rest, by);
        return (uint)left;
    }
}
