namespace BigData.Models;

/// <summary>
/// The path-wise counterfactual of Google's fractribution, which is named Shapley there and looks at the order of touches: position i of a
/// path with the conversion rate c (conversions by conversions and nulls) contributes max(0, c - rate of the same path without position i),
/// where a path that nobody walked has the rate 0. Contributions are scaled to 1 within the path; where all are 0 the last touch gets all;
/// a path of one touch gives it all; a repeated channel adds up its positions.
/// </summary>
public static class OrderedShapley
{
    /// <summary>Splits the conversions and the value of every path by the contributions of its positions.</summary>
    /// <param name="paths">The paths.</param>
    public static ChannelCredits Credit(PathTable paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var index = new PathIndex(paths);
        var credits = new ChannelCredits(paths.Channels);
        double[] shares = [];
        int[] rest = [];
        for (int i = 0; i < paths.Count; i++)
        {
            if (paths.Conversions(i) == 0)
            {
                continue;
            }

            ReadOnlySpan<int> path = paths.Path(i);
            if (shares.Length < path.Length)
            {
                shares = new double[path.Length];
                rest = new int[path.Length];
            }

            Contributions(index, path, Rate(paths, i), shares, rest);
            for (int position = 0; position < path.Length; position++)
            {
                credits.Add(path[position], shares[position], paths.Conversions(i), paths.Value(i));
            }
        }

        return credits;
    }

    private static void Contributions(PathIndex index, ReadOnlySpan<int> path, double rate, double[] shares, int[] rest)
    {
        double sum = 0;
        path[1..].CopyTo(rest);
        for (int position = 0; position < path.Length; position++)
        {
            if (position > 0)
            {
                rest[position - 1] = path[position - 1];
            }

            int without = path.Length == 1 ? -1 : index.Find(rest.AsSpan(0, path.Length - 1));
            shares[position] = Math.Max(0, rate - (without < 0 ? 0 : Rate(index.Paths, without)));
            sum += shares[position];
        }

        for (int position = 0; position < path.Length; position++)
        {
            shares[position] = sum > 0 ? shares[position] / sum : position == path.Length - 1 ? 1 : 0;
        }
    }

    private static double Rate(PathTable paths, int index)
    {
        double people = paths.Conversions(index) + paths.Nulls(index);
        return people == 0 ? 0 : paths.Conversions(index) / people;
    }
}
