using CsCheck;

namespace BigData.Models.Tests.Attribution;

/// <summary>Tables of paths for tests, written as text or drawn at random.</summary>
internal static class TestPaths
{
    internal const int MostChannels = 5;

    /// <summary>Up to 30 paths of up to 8 touches over five channels, with counts, values of both signs and nulls.</summary>
    internal static readonly Gen<PathTable> Any =
        Gen.Select(Gen.Int[0, MostChannels - 1].Array[1, 8], Gen.Int[0, 5], Gen.Int[-50, 200], Gen.Int[0, 6])
            .Array[1, 30]
            .Select(rows => Of(MostChannels, rows));

    /// <summary>Letters are channels: A = 0, B = 1 and so on.</summary>
    internal static PathTable Of(params (string Path, double Conversions, double Value, double Nulls)[] rows)
    {
        int channels = rows.SelectMany(row => row.Path).Max() - 'A' + 1;
        return Of(channels, [.. rows.Select(row => (row.Path.Select(letter => letter - 'A').ToArray(), (int)row.Conversions, (int)row.Value, (int)row.Nulls))]);
    }

    internal static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = 1e-9)
    {
        double[] left = [.. expected];
        double[] right = [.. actual];
        Assert.Equal(left.Length, right.Length);
        Assert.All(left.Zip(right), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static PathTable Of(int channels, (int[] Path, int Conversions, int Value, int Nulls)[] rows)
    {
        var builder = new PathTableBuilder(channels);
        foreach ((int[] path, int conversions, int value, int nulls) in rows)
        {
            builder.Add(path, conversions, conversions == 0 ? 0 : value, nulls);
        }

        return builder.Build();
    }
}
