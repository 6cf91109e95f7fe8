using BigData.Models;

namespace BigData.Customers;

/// <summary>What is attributed apart from all else.</summary>
/// <param name="Source">Source.</param>
/// <param name="WindowDays">Days of look-back; 0 where paths were given without.</param>
internal readonly record struct PathGroup(string Source, int WindowDays);

/// <summary>The paths of one group, while they are read.</summary>
internal sealed class PathTally(PathTableBuilder paths)
{
    /// <summary>How many paths were longer than allowed.</summary>
    internal long Cut { get; private set; }

    /// <summary>Conversions of rows with an empty path.</summary>
    internal long Pathless { get; private set; }

    /// <summary>Value of rows with an empty path.</summary>
    internal double PathlessValue { get; private set; }

    internal void Add(ReadOnlySpan<int> path, long conversions, double value, long nulls, long cut)
    {
        Cut += cut;
        if (path.IsEmpty)
        {
            Pathless += conversions;
            PathlessValue += value;
            return;
        }

        paths.Add(path, conversions, value, nulls);
    }

    internal PathTable Build() => paths.Build();
}
