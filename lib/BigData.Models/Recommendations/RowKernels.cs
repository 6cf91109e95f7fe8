using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BigData.Models.Recommendations;

/// <summary>
/// Inner loops over rows of a padded matrix. Their order of operations is fixed, so that results do not depend on threads. Rank 64, the one that is
/// used most at scale, has loops whose vectors stay in registers.
/// </summary>
internal static class RowKernels
{
    private const int Lanes = 8;
    private const int Unrolled = 64;

    /// <summary>The length of a row in memory.</summary>
    public static int Padded(int rank) => checked((rank + Lanes - 1) / Lanes * Lanes);

    /// <summary>The product of two padded rows.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b[..a.Length]);
        Vector256<float> sum = default;
        for (nuint i = 0; i < (nuint)a.Length; i += Lanes)
        {
            sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i), sum);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>y += a · x for padded rows.</summary>
    public static void Add(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y[..x.Length]);
        Vector256<float> factor = Vector256.Create(a);
        for (nuint i = 0; i < (nuint)x.Length; i += Lanes)
        {
            Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref from, i), Vector256.LoadUnsafe(ref to, i)).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>y = x + a · y for padded rows.</summary>
    public static void ScaleAdd(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y[..x.Length]);
        Vector256<float> factor = Vector256.Create(a);
        for (nuint i = 0; i < (nuint)x.Length; i += Lanes)
        {
            Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref to, i), Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>products[k] = row rows[k] · v.</summary>
    public static void Dots(ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows, ReadOnlySpan<float> v, Span<float> products)
    {
        if (v.Length == Unrolled)
        {
            Dots64(ref MemoryMarshal.GetReference(matrix), rows, ref MemoryMarshal.GetReference(v), products);
            return;
        }

        ref float all = ref MemoryMarshal.GetReference(matrix);
        ref float x = ref MemoryMarshal.GetReference(v);
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref Unsafe.Add(ref all, (nuint)(uint)rows[k] * (nuint)v.Length);
            Vector256<float> sum = default;
            for (nuint i = 0; i < (nuint)v.Length; i += Lanes)
            {
                sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, i), Vector256.LoadUnsafe(ref x, i), sum);
            }

            products[k] = Vector256.Sum(sum);
        }
    }

    /// <summary>y += the sum of weights[k] · row rows[k].</summary>
    public static void AddRows(ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> y)
    {
        if (y.Length == Unrolled)
        {
            AddRows64(ref MemoryMarshal.GetReference(matrix), rows, weights, ref MemoryMarshal.GetReference(y));
            return;
        }

        for (int k = 0; k < rows.Length; k++)
        {
            Add(weights[k], matrix.Slice(rows[k] * y.Length, y.Length), y);
        }
    }

    private static void Dots64(ref float all, ReadOnlySpan<int> rows, ref float v, Span<float> products)
    {
        Vector256<float> v0 = Vector256.LoadUnsafe(ref v), v1 = Vector256.LoadUnsafe(ref v, 8);
        Vector256<float> v2 = Vector256.LoadUnsafe(ref v, 16), v3 = Vector256.LoadUnsafe(ref v, 24);
        Vector256<float> v4 = Vector256.LoadUnsafe(ref v, 32), v5 = Vector256.LoadUnsafe(ref v, 40);
        Vector256<float> v6 = Vector256.LoadUnsafe(ref v, 48), v7 = Vector256.LoadUnsafe(ref v, 56);
        products = products[..rows.Length];
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref Unsafe.Add(ref all, (nuint)(uint)rows[k] * Unrolled);
            Vector256<float> even = Vector256.LoadUnsafe(ref row) * v0;
            Vector256<float> odd = Vector256.LoadUnsafe(ref row, 8) * v1;
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 16), v2, even);
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 24), v3, odd);
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 32), v4, even);
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 40), v5, odd);
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 48), v6, even);
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 56), v7, odd);
            products[k] = Vector256.Sum(even + odd);
        }
    }

    private static void AddRows64(ref float all, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ref float y)
    {
        Vector256<float> y0 = Vector256.LoadUnsafe(ref y), y1 = Vector256.LoadUnsafe(ref y, 8);
        Vector256<float> y2 = Vector256.LoadUnsafe(ref y, 16), y3 = Vector256.LoadUnsafe(ref y, 24);
        Vector256<float> y4 = Vector256.LoadUnsafe(ref y, 32), y5 = Vector256.LoadUnsafe(ref y, 40);
        Vector256<float> y6 = Vector256.LoadUnsafe(ref y, 48), y7 = Vector256.LoadUnsafe(ref y, 56);
        weights = weights[..rows.Length];
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref Unsafe.Add(ref all, (nuint)(uint)rows[k] * Unrolled);
            Vector256<float> w = Vector256.Create(weights[k]);
            y0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row), w, y0);
            y1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 8), w, y1);
            y2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 16), w, y2);
            y3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 24), w, y3);
            y4 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 32), w, y4);
            y5 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 40), w, y5);
            y6 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 48), w, y6);
            y7 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref row, 56), w, y7);
        }

        y0.StoreUnsafe(ref y);
        y1.StoreUnsafe(ref y, 8);
        y2.StoreUnsafe(ref y, 16);
        y3.StoreUnsafe(ref y, 24);
        y4.StoreUnsafe(ref y, 32);
        y5.StoreUnsafe(ref y, 40);
        y6.StoreUnsafe(ref y, 48);
        y7.StoreUnsafe(ref y, 56);
    }
}
