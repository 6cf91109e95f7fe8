using BigData.Models.Recommendations;

namespace BigData.Models.Tests.Recommendations;

/// <summary>Alternating least squares as it stands in the papers: dense matrices in double precision, one loop a formula.</summary>
internal static class NaiveAls
{
    /// <summary>One half step: the rows of <paramref name="cells"/> are solved against the fixed factors.</summary>
    public static double[][] Solve(SparseRows cells, double[][] fixedSide, AlsOptions options)
    {
        int rank = options.Rank;
        double[][] solved = new double[cells.RowCount][];
        for (int row = 0; row < cells.RowCount; row++)
        {
            double[,] a = new double[rank, rank];
            double[] b = new double[rank];
            int weighted = 0;
            if (options.ImplicitPreferences)
            {
                foreach (double[] y in fixedSide)
                {
                    AddOuter(a, y, 1);
                }
            }

            for (int k = 0; k < cells.Length(row); k++)
            {
                double[] y = fixedSide[cells.Columns(row)[k]];
                double rating = cells.Values(row)[k];
                double c = options.ImplicitPreferences ? options.Alpha * Math.Abs(rating) : 1;
                double target = !options.ImplicitPreferences ? rating : rating > 0 ? 1 + c : 0;
                weighted += !options.ImplicitPreferences || rating > 0 ? 1 : 0;
                AddOuter(a, y, c);
                for (int i = 0; i < rank; i++)
                {
                    b[i] += target * y[i];
                }
            }

            for (int i = 0; i < rank; i++)
            {
                a[i, i] += options.RegParam * weighted;
            }

            solved[row] = weighted == 0 ? new double[rank] : Gauss(a, b);
        }

        return solved;
    }

    public static double[][] Rows(FactorMatrix factors) =>
        [.. Enumerable.Range(0, factors.Rows).Select(row => Array.ConvertAll(factors.Row(row).ToArray(), value => (double)value))];

    private static void AddOuter(double[,] a, double[] y, double weight)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                a[i, j] += weight * y[i] * y[j];
            }
        }
    }

    // Elimination with pivots.
    private static double[] Gauss(double[,] a, double[] b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            (b[k], b[pivot]) = (b[pivot], b[k]);
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                b[i] -= factor * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
            {
                b[i] -= a[i, j] * b[j];
            }

            b[i] /= a[i, i];
        }

        return b;
    }
}
