namespace BigData.Hosting.Generating;

/// <summary>The part of a record that is broken.</summary>
internal enum Flaw
{
    None = -1,
    Key,
    Time,
    Number,
}

/// <summary>What goes wrong with a row on its way: it comes late, twice, untidy, or a broken copy of it is sent as well.</summary>
/// <param name="Delay">Days by which it is late.</param>
/// <param name="IsCopied">Whether the same record is delivered twice.</param>
/// <param name="CopyDelay">Days from the first to the second delivery: 0 or 1.</param>
/// <param name="IsUntidy">Whether codes have another case and blanks around them.</param>
/// <param name="Flaw">Which part of the broken copy is broken.</param>
internal readonly record struct Dirt(int Delay, bool IsCopied, int CopyDelay, bool IsUntidy, Flaw Flaw)
{
    /// <summary>The dirt of a row.</summary>
    /// <param name="noise">The random number of the row.</param>
    /// <param name="mayBeLate">False for records of which one day's file must hold all.</param>
    /// <param name="hasNumber">Whether the record has a number that can be broken.</param>
    /// <param name="hasTime">Whether the record has a time that can be broken.</param>
    public static Dirt Of(ulong noise, bool mayBeLate, bool hasNumber, bool hasTime = true)
    {
        SplitMix random = new(noise);
        int delay = random.Chance(ShopPlan.Late) ? 1 + random.Below(ShopPlan.LateDays) : 0;
        bool isCopied = random.Chance(ShopPlan.Copies);
        int copyDelay = random.Below(2);
        bool isUntidy = random.Chance(ShopPlan.Untidy);
        Flaw flaw = random.Chance(ShopPlan.Broken) ? (Flaw)random.Below(3) : Flaw.None;
        flaw = (flaw == Flaw.Number && !hasNumber) || (flaw == Flaw.Time && !hasTime) ? Flaw.Key : flaw;
        return new Dirt(mayBeLate ? delay : 0, isCopied, mayBeLate ? copyDelay : 0, isUntidy, flaw);
    }
}
