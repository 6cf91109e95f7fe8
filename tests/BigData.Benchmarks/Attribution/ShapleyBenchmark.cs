using System.Globalization;
using BigData.Benchmarks.Harness;
using BigData.Models;

namespace BigData.Benchmarks.Attribution;

/// <summary>
/// Exact Shapley values of conversion rates: a million distinct paths of 15 channels, 32,768 coalitions; then a game of 20 players, whose
/// 1,048,576 coalitions all have a worth of their own. The baseline is the definition, read aloud in loops over bit sets. The issue asks for
/// less than a minute.
/// </summary>
internal sealed class ShapleyBenchmark : Benchmark
{
    private const int Channels = 15;
    private const int Paths = 1_000_000;
    private const int Players = 20;
    private const int Steps = 6;

    private string _facts = "";

    public override string Name => "shapley";

    public override string Title => "Exact Shapley values: a million distinct paths of 15 channels, and a game of 1,048,576 coalitions, against the definition";

    public override double TimeLimit => 1;

    public override Task PrepareAsync(string folder) => Task.CompletedTask;

    public override Task BaselineAsync(string folder)
    {
        double[] conversions = new double[1 << Channels];
        double[] people = new double[1 << Channels];
        for (int i = 0; i < Paths; i++)
        {
            int set = Path(i).Aggregate(0, (mask, channel) => mask | (1 << channel));
            conversions[set] += Conversions(i);
            people[set] += Conversions(i) + Nulls(i);
        }

        double[] worth = new double[1 << Channels];
        for (int coalition = 0; coalition < worth.Length; coalition++)
        {
            double converted = 0, all = 0;
            for (int set = coalition; set > 0; set = (set - 1) & coalition)
            {
                converted += conversions[set];
                all += people[set];
            }

            worth[coalition] = all == 0 ? 0 : converted / all;
        }

        double[] shares = [.. ByDefinition(worth, Channels).Select(value => Math.Max(0, value))];
        double total = Enumerable.Range(0, Paths).Sum(i => (double)Conversions(i));
        _facts = Text([.. shares.Select(share => share / shares.Sum() * total)], ByDefinition(Game(), Players));
        return Task.CompletedTask;
    }

    public override Task OursAsync(string folder)
    {
        var builder = new PathTableBuilder(Channels);
        for (int i = 0; i < Paths; i++)
        {
            builder.Add(Path(i), Conversions(i), Conversions(i), Nulls(i));
        }

        _facts = Text(Shapley.ByRate(builder.Build()).Conversions, Shapley.Values(Game()));
        return Task.CompletedTask;
    }

    public override Task<string> BaselineFactsAsync(string folder) => Task.FromResult(_facts);

    public override Task<string> OursFactsAsync(string folder) => Task.FromResult(_facts);

    // The digits of a number in base 15: each path is another one.
    private static int[] Path(int number)
    {
        int[] path = new int[Steps];
        for (int i = 0, rest = number; i < Steps; i++, rest /= Channels)
        {
            path[i] = rest % Channels;
        }

        return path;
    }

    private static int Conversions(int number) => 1 + (int)(Noise(number) % 5);

    private static int Nulls(int number) => (int)((Noise(number) >> 16) % 40) * (1 + Path(number)[0]);

    private static double[] Game() => [.. Enumerable.Range(0, 1 << Players).Select(set => set == 0 ? 0 : Noise(set) % 1_000_000 / 1_000.0)];

    private static ulong Noise(int number)
    {
        ulong z = ((ulong)number + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        return z ^ (z >> 27);
    }

    private static double[] ByDefinition(double[] worth, int players)
    {
        double[] factorials = [1, .. Enumerable.Range(1, players).Select(n => Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor))];
        double[] values = new double[players];
        for (int player = 0; player < players; player++)
        {
            for (int coalition = 0; coalition < worth.Length; coalition++)
            {
                if ((coalition & (1 << player)) == 0)
                {
                    int size = System.Numerics.BitOperations.PopCount((uint)coalition);
                    values[player] += factorials[size] * factorials[players - size - 1] / factorials[players] * (worth[coalition | (1 << player)] - worth[coalition]);
                }
            }
        }

        return values;
    }

    private static string Text(IReadOnlyList<double> credits, double[] game) => string.Create(
        CultureInfo.InvariantCulture, $"credits {string.Join(" ", credits.Select(credit => credit.ToString("0", CultureInfo.InvariantCulture)))}, game {game.Sum():0.000}, first {game[0]:0.0000}");
}
