namespace BigData.Hosting.Reporting;

/// <summary>
/// Groups of so few customers that a sum would tell something of one person. Their sums and averages are withheld. Where that would leave a single
/// group, which the reader could work out from the total, the next smallest one is withheld with it.
/// </summary>
internal static class SmallGroups
{
    /// <summary>Sums and averages are shown from this number of customers on.</summary>
    public const int Least = 10;

    /// <summary>What the page says of it.</summary>
    public static readonly string Note = $"Sums and averages of groups under {Least} customers are withheld, so that none can be read as one person’s; "
        + "a second group is withheld where the first could be worked out.";

    /// <summary>The places of the groups that are withheld.</summary>
    /// <param name="sizes">Number of customers of each group.</param>
    public static IReadOnlySet<int> Withheld(IReadOnlyList<long> sizes)
    {
        HashSet<int> places = [.. Enumerable.Range(0, sizes.Count).Where(i => sizes[i] < Least)];
        if (places.Count == 1 && sizes.Count > 1)
        {
            places.Add(Enumerable.Range(0, sizes.Count).Where(i => !places.Contains(i)).MinBy(i => sizes[i]));
        }

        return places;
    }
}
