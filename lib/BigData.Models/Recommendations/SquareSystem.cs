namespace BigData.Models.Recommendations;

/// <summary>Solves A x = b for a symmetric, positive semi-definite A of which the lower half is given.</summary>
/// <param name="rank">The size.</param>
/// <param name="stride">The distance of rows.</param>
internal sealed class SquareSystem(int rank, int stride)
{
    private const int MaxSweeps = 1000;
    private const double Tolerance = 1e-9;

    private readonly double[] _l = new double[stride * stride];
    private readonly double[] _gradient = new double[stride];

    /// <summary>
    /// By Cholesky. Where A is singular (no penalty, and fewer ratings than the rank) a small multiple of the unit matrix is added until it is not,
    /// which leads to nearly the shortest solution.
    /// </summary>
    public void Solve(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> x)
    {
        double largest = 0;
        for (int i = 0; i < rank; i++)
        {
            largest = Math.Max(largest, a[(i * stride) + i]);
        }

        if (largest == 0)
        {
            x.Clear();
            return;
        }

        double ridge = 0;
        while (!Factorise(a, ridge, largest * 1e-12))
        {
            ridge = ridge == 0 ? largest * 1e-9 : ridge * 10;
        }

        Substitute(b, x);
    }

    /// <summary>The x without negative numbers that minimises ½ x'Ax − b'x, by cyclic coordinate descent from the x that is given.</summary>
    public void SolveNonnegative(Span<double> a, ReadOnlySpan<double> b, Span<double> x)
    {
        Mirror(a);
        for (int i = 0; i < rank; i++)
        {
            _gradient[i] = -b[i];
            for (int j = 0; j < rank; j++)
            {
                _gradient[i] += a[(i * stride) + j] * x[j];
            }
        }

        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            (double change, double size) = Sweep(a, x);
            if (change <= Tolerance * size)
            {
                return;
            }
        }
    }

    private (double Change, double Size) Sweep(ReadOnlySpan<double> a, Span<double> x)
    {
        double change = 0;
        double size = 0;
        for (int i = 0; i < rank; i++)
        {
            double diagonal = a[(i * stride) + i];
            double step = diagonal > 0 ? Math.Max(-x[i], -_gradient[i] / diagonal) : -x[i];
            if (step != 0)
            {
                x[i] += step;
                for (int j = 0; j < rank; j++)
                {
                    _gradient[j] += step * a[(i * stride) + j];
                }
            }

            change = Math.Max(change, Math.Abs(step));
            size = Math.Max(size, x[i]);
        }

        return (change, size);
    }

    private void Mirror(Span<double> a)
    {
        for (int i = 0; i < rank; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[(j * stride) + i] = a[(i * stride) + j];
            }
        }
    }

    private bool Factorise(ReadOnlySpan<double> a, double ridge, double smallest)
    {
        for (int i = 0; i < rank; i++)
        {
            Span<double> row = _l.AsSpan(i * stride, stride);
            for (int j = 0; j <= i; j++)
            {
                double sum = a[(i * stride) + j] - Dot(row[..j], _l.AsSpan(j * stride, j));
                if (j < i)
                {
                    row[j] = sum / _l[(j * stride) + j];
                    continue;
                }

                sum += ridge;
                if (!(sum > smallest))
                {
                    return false;
                }

                row[j] = Math.Sqrt(sum);
            }
        }

        return true;
    }

    private void Substitute(ReadOnlySpan<double> b, Span<double> x)
    {
        for (int i = 0; i < rank; i++)
        {
            x[i] = (b[i] - Dot(_l.AsSpan(i * stride, i), x[..i])) / _l[(i * stride) + i];
        }

        for (int i = rank - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int k = i + 1; k < rank; k++)
            {
                sum -= _l[(k * stride) + i] * x[k];
            }

            x[i] = sum / _l[(i * stride) + i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
