namespace BigData.Models.Recommendations;

/// <summary>Some steps of conjugate gradient; A is never formed.</summary>
internal sealed class GradientSolver : IRowSolver
{
    // Cells that are worked on together, so that their factors are still in the cache for the second pass.
    private const int Block = 128;

    private readonly FactorMatrix _fixed;
    private readonly float[]? _gram;
    private readonly int[] _gramRows;
    private readonly float _alpha;
    private readonly int _steps;
    private readonly float[] _weights = new float[Block];
    private readonly float[] _residual;
    private readonly float[] _direction;
    private readonly float[] _image;

    public GradientSolver(FactorMatrix fixedSide, float[]? gram, AlsOptions options)
    {
        _fixed = fixedSide;
        _gram = gram;
        _gramRows = [.. Enumerable.Range(0, options.Rank)];
        _alpha = (float)options.Alpha;
        _steps = options.ConjugateGradientSteps;
        _residual = new float[fixedSide.Stride];
        _direction = new float[fixedSide.Stride];
        _image = new float[fixedSide.Stride];
    }

    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float lambda, Span<float> x)
    {
        Residual(columns, ratings, lambda, x);
        _residual.CopyTo(_direction.AsSpan());
        float square = RowKernels.Dot(_residual, _residual);
        float small = square * 1e-12f;
        for (int step = 0; step < _steps && square > small; step++)
        {
            Apply(columns, ratings, lambda);
            float curvature = RowKernels.Dot(_direction, _image);
            if (!(curvature > 0))
            {
                break;
            }

            float length = square / curvature;
            RowKernels.Add(length, _direction, x);
            RowKernels.Add(-length, _image, _residual);
            float next = RowKernels.Dot(_residual, _residual);
            RowKernels.ScaleAdd(next / square, _residual, _direction);
            square = next;
        }
    }

    // residual = b - A x
    private void Residual(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float lambda, ReadOnlySpan<float> x)
    {
        Span<float> residual = _residual;
        ApplyWithoutCells(lambda, x, residual);
        for (int start = 0; start < columns.Length; start += Block)
        {
            int length = Math.Min(Block, columns.Length - start);
            Span<float> weights = _weights.AsSpan(0, length);
            RowKernels.Dots(_fixed.Data, columns.Slice(start, length), x, weights);
            for (int k = 0; k < length; k++)
            {
                float rating = ratings[start + k];
                float confidence = Confidence(rating);
                float target = _gram is null ? rating : rating > 0 ? 1 + confidence : 0;
                weights[k] = (confidence * weights[k]) - target;
            }

            RowKernels.AddRows(_fixed.Data, columns.Slice(start, length), weights, residual);
        }

        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = -residual[i];
        }
    }

    // image = A direction
    private void Apply(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float lambda)
    {
        Span<float> image = _image;
        ApplyWithoutCells(lambda, _direction, image);
        for (int start = 0; start < columns.Length; start += Block)
        {
            int length = Math.Min(Block, columns.Length - start);
            Span<float> weights = _weights.AsSpan(0, length);
            RowKernels.Dots(_fixed.Data, columns.Slice(start, length), _direction, weights);
            for (int k = 0; k < length; k++)
            {
                weights[k] *= Confidence(ratings[start + k]);
            }

            RowKernels.AddRows(_fixed.Data, columns.Slice(start, length), weights, image);
        }
    }

    // result = (Gram matrix + lambda I) v: what A is before the cells of the row come in.
    private void ApplyWithoutCells(float lambda, ReadOnlySpan<float> v, Span<float> result)
    {
        result.Clear();
        if (_gram is not null)
        {
            RowKernels.AddRows(_gram, _gramRows, v, result);
        }

        RowKernels.Add(lambda, v, result);
    }

    private float Confidence(float rating) => _gram is null ? 1 : _alpha * MathF.Abs(rating);
}
