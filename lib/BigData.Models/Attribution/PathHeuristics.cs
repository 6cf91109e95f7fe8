namespace BigData.Models;

/// <summary>
/// Rules that split each path's conversions over its touches by their place alone. Credits add up to the conversions and the value of
/// the paths; a channel that occurs twice gets both shares.
/// </summary>
public static class PathHeuristics
{
    /// <summary>All credit to the first touch.</summary>
    /// <param name="paths">The paths.</param>
    public static ChannelCredits First(PathTable paths) => One(paths, path => path[0]);

    /// <summary>All credit to the last touch.</summary>
    /// <param name="paths">The paths.</param>
    public static ChannelCredits Last(PathTable paths) => One(paths, path => path[^1]);

    /// <summary>All credit to the last touch that is not direct; to the last touch where all are direct.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="isDirect">Which channels are direct; index = code.</param>
    public static ChannelCredits LastNonDirect(PathTable paths, IReadOnlyList<bool> isDirect)
    {
        ArgumentNullException.ThrowIfNull(isDirect);
        return One(paths, path =>
        {
            for (int i = path.Length - 1; i >= 0; i--)
            {
                if (!isDirect[path[i]])
                {
                    return path[i];
                }
            }

            return path[^1];
        });
    }

    /// <summary>Equal credit to every touch.</summary>
    /// <param name="paths">The paths.</param>
    public static ChannelCredits Linear(PathTable paths) => Spread(paths, (_, length) => 1.0 / length);

    /// <summary>
    /// A share to the first, a share to the last touch, the rest evenly to those between. With two touches the two shares are scaled
    /// to 1 (to a half each where both are 0); with one touch it gets all.
    /// </summary>
    /// <param name="paths">The paths.</param>
    /// <param name="first">Share of the first touch.</param>
    /// <param name="last">Share of the last touch; the two together at most 1.</param>
    public static ChannelCredits PositionBased(PathTable paths, double first, double last) =>
        Spread(paths, (position, length) => PositionShare(position, length, first, last));

    internal static double PositionShare(int position, int length, double first, double last)
    {
        if (length == 1)
        {
            return 1;
        }

        if (length == 2)
        {
            double ends = first + last;
            return ends == 0 ? 0.5 : (position == 0 ? first : last) / ends;
        }

        return position == 0 ? first : position == length - 1 ? last : (1 - first - last) / (length - 2);
    }

    private static ChannelCredits One(PathTable paths, Func<ReadOnlySpan<int>, int> chosen)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var credits = new ChannelCredits(paths.Channels);
        for (int i = 0; i < paths.Count; i++)
        {
            if (paths.Conversions(i) > 0)
            {
                credits.Add(chosen(paths.Path(i)), 1, paths.Conversions(i), paths.Value(i));
            }
        }

        return credits;
    }

    private static ChannelCredits Spread(PathTable paths, Func<int, int, double> share)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var credits = new ChannelCredits(paths.Channels);
        for (int i = 0; i < paths.Count; i++)
        {
            ReadOnlySpan<int> path = paths.Path(i);
            for (int position = 0; paths.Conversions(i) > 0 && position < path.Length; position++)
            {
                credits.Add(path[position], share(position, path.Length), paths.Conversions(i), paths.Value(i));
            }
        }

        return credits;
    }
}
