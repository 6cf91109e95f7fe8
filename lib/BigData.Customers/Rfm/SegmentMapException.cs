namespace BigData.Customers;

/// <summary>A segment map that is not a function of the scores; the message lists every problem found.</summary>
public sealed class SegmentMapException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="map">Name of the map.</param>
    /// <param name="problems">What is wrong, one entry a problem.</param>
    public SegmentMapException(string map, IReadOnlyList<string> problems)
        : base($"Segment map '{map}' cannot be used: {string.Join("; ", problems ?? [])}")
    {
        Map = map;
        Problems = problems ?? [];
    }

    /// <summary>Name of the map.</summary>
    public string Map { get; }

    /// <summary>What is wrong, one entry a problem.</summary>
    public IReadOnlyList<string> Problems { get; }
}
