using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BigData.Models.Recommendations;

/// <summary>Forms A in double precision and solves it by Cholesky, or by coordinate descent where the solution must not be negative.</summary>
internal sealed class ExactSolver : IRowSolver
{
    private const int Lanes = 4;

    private readonly FactorMatrix _fixed;
    private readonly double[]? _gram;
    private readonly bool _isNonnegative;
    private readonly double _alpha;
    private readonly int _rank;
    private readonly int _stride;
    private readonly double[] _a;
    private readonly double[] _y;
    private readonly double[] _b;
    private readonly double[] _x;
    private readonly SquareSystem _system;

    public ExactSolver(FactorMatrix fixedSide, double[]? gram, AlsOptions options)
    {
        _fixed = fixedSide;
        _gram = gram;
        _isNonnegative = options.Nonnegative;
        _alpha = options.Alpha;
        _rank = options.Rank;
        _stride = fixedSide.Stride;
        _a = new double[_stride * _stride];
        _y = new double[_stride];
        _b = new double[_stride];
        _x = new double[_stride];
        _system = new SquareSystem(_rank, _stride);
    }

    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float lambda, Span<float> x)
    {
        Form(columns, ratings, lambda);
        if (_isNonnegative)
        {
            for (int i = 0; i < _rank; i++)
            {
                _x[i] = Math.Max(0, x[i]);
            }

            _system.SolveNonnegative(_a, _b, _x);
        }
        else
        {
            _system.Solve(_a, _b, _x);
        }

        for (int i = 0; i < _rank; i++)
        {
            x[i] = (float)_x[i];
        }
    }

    // The lower half of A, and b.
    private void Form(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, double lambda)
    {
        if (_gram is null)
        {
            Array.Clear(_a);
        }
        else
        {
            _gram.CopyTo(_a.AsSpan());
        }

        Array.Clear(_b);
        for (int k = 0; k < columns.Length; k++)
        {
            double rating = ratings[k];
            double confidence = _gram is null ? 1 : _alpha * Math.Abs(rating);
            double target = _gram is null ? rating : rating > 0 ? 1 + confidence : 0;
            Span<float> row = _fixed.Whole(columns[k]);
            for (int i = 0; i < _rank; i++)
            {
                _y[i] = row[i];
                _b[i] += target * row[i];
            }

            for (int i = 0; i < _rank; i++)
            {
                Add(confidence * _y[i], _y.AsSpan(0, i + 1), _a.AsSpan(i * _stride, _stride));
            }
        }

        for (int i = 0; i < _rank; i++)
        {
            _a[(i * _stride) + i] += lambda;
        }
    }

    // Whole vectors; what lies behind the diagonal is not read.
    private static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y);
        Vector256<double> f = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)x.Length; i += Lanes)
        {
            Vector256.MultiplyAddEstimate(f, Vector256.LoadUnsafe(ref from, i), Vector256.LoadUnsafe(ref to, i)).StoreUnsafe(ref to, i);
        }
    }
}
