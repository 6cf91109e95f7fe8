using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BigData.Models.Recommendations;

/// <summary>The scores of 6 queries with 16 items: twelve vectors, which with their operands fill the registers of a processor with 16.</summary>
internal static class TopNTile
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 6;

    /// <summary>Items of a tile.</summary>
    public const int Items = 16;

    /// <summary>Multiplies, and writes the scores down if one of them reaches its query's threshold.</summary>
    /// <param name="queries">Rank × 6 numbers.</param>
    /// <param name="panel">Rank × 16 numbers.</param>
    /// <param name="thresholds">6 numbers.</param>
    /// <param name="scores">Takes 6 × 16 numbers.</param>
    /// <returns>Whether the scores were written.</returns>
    public static bool Multiply(ReadOnlySpan<float> queries, ReadOnlySpan<float> panel, ReadOnlySpan<float> thresholds, Span<float> scores)
    {
        ref float q = ref MemoryMarshal.GetReference(queries);
        ref float p = ref MemoryMarshal.GetReference(panel);
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        int rank = panel.Length / Items;
        for (int k = 0; k < rank; k++)
        {
            Vector256<float> left = Vector256.LoadUnsafe(ref p), right = Vector256.LoadUnsafe(ref p, 8);
            Vector256<float> one = Vector256.Create(q);
            a0 = Vector256.MultiplyAddEstimate(one, left, a0);
            a1 = Vector256.MultiplyAddEstimate(one, right, a1);
            one = Vector256.Create(Unsafe.Add(ref q, 1));
            b0 = Vector256.MultiplyAddEstimate(one, left, b0);
            b1 = Vector256.MultiplyAddEstimate(one, right, b1);
            one = Vector256.Create(Unsafe.Add(ref q, 2));
            c0 = Vector256.MultiplyAddEstimate(one, left, c0);
            c1 = Vector256.MultiplyAddEstimate(one, right, c1);
            one = Vector256.Create(Unsafe.Add(ref q, 3));
            d0 = Vector256.MultiplyAddEstimate(one, left, d0);
            d1 = Vector256.MultiplyAddEstimate(one, right, d1);
            one = Vector256.Create(Unsafe.Add(ref q, 4));
            e0 = Vector256.MultiplyAddEstimate(one, left, e0);
            e1 = Vector256.MultiplyAddEstimate(one, right, e1);
            one = Vector256.Create(Unsafe.Add(ref q, 5));
            f0 = Vector256.MultiplyAddEstimate(one, left, f0);
            f1 = Vector256.MultiplyAddEstimate(one, right, f1);
            q = ref Unsafe.Add(ref q, Queries);
            p = ref Unsafe.Add(ref p, Items);
        }

        Vector256<float> hits = Reaches(a0, a1, thresholds[0]) | Reaches(b0, b1, thresholds[1]) | Reaches(c0, c1, thresholds[2])
            | Reaches(d0, d1, thresholds[3]) | Reaches(e0, e1, thresholds[4]) | Reaches(f0, f1, thresholds[5]);
        if (hits.ExtractMostSignificantBits() == 0)
        {
            return false;
        }

        ref float s = ref MemoryMarshal.GetReference(scores[..(Queries * Items)]);
        Write(a0, a1, ref s, 0);
        Write(b0, b1, ref s, 1);
        Write(c0, c1, ref s, 2);
        Write(d0, d1, ref s, 3);
        Write(e0, e1, ref s, 4);
        Write(f0, f1, ref s, 5);
        return true;
    }

    private static Vector256<float> Reaches(Vector256<float> left, Vector256<float> right, float threshold) =>
        Vector256.GreaterThanOrEqual(Vector256.Max(left, right), Vector256.Create(threshold));

    private static void Write(Vector256<float> left, Vector256<float> right, ref float scores, nuint query)
    {
        left.StoreUnsafe(ref scores, query * Items);
        right.StoreUnsafe(ref scores, (query * Items) + 8);
    }
}
