namespace BigData.Models.Recommendations;

/// <summary>Solves all rows of one side while the factors of the other side stand still.</summary>
internal sealed class HalfStep
{
    private readonly SparseRows _rows;
    private readonly AlsOptions _options;
    private readonly int[] _bounds;

    public HalfStep(SparseRows rows, AlsOptions options)
    {
        _rows = rows;
        _options = options;
        _bounds = Workers.Cut(rows, options.Rank);
    }

    /// <summary>Puts the solutions in place of the factors that are there, from which iterative solvers go on.</summary>
    public void Solve(FactorMatrix fixedSide, FactorMatrix solved, CancellationToken token)
    {
        double[]? gram = _options.ImplicitPreferences ? GramMatrix.Of(fixedSide, _options.MaxThreads, token) : null;
        float[]? single = gram is null || _options.IsExact ? null : GramMatrix.ToSingle(gram);
        Workers.Run<IRowSolver>(
            _bounds.Length - 1,
            _options.MaxThreads,
            () => _options.IsExact ? new ExactSolver(fixedSide, gram, _options) : new GradientSolver(fixedSide, single, _options),
            (piece, solver) => SolvePiece(solver, solved, _bounds[piece], _bounds[piece + 1]),
            token);
    }

    private void SolvePiece(IRowSolver solver, FactorMatrix solved, int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            ReadOnlySpan<float> ratings = _rows.Values(row);
            int weighted = _options.ImplicitPreferences ? Positive(ratings) : ratings.Length;
            if (weighted == 0)
            {
                // Nothing pulls away from zero, which costs nothing.
                solved.Whole(row).Clear();
            }
            else
            {
                solver.Solve(_rows.Columns(row), ratings, (float)(_options.RegParam * weighted), solved.Whole(row));
            }
        }
    }

    private static int Positive(ReadOnlySpan<float> ratings)
    {
        int count = 0;
        foreach (float rating in ratings)
        {
            count += rating > 0 ? 1 : 0;
        }

        return count;
    }
}

/// <summary>
/// Minimises ½ x'Ax − b'x for one row, where A = [Y'Y +] Σ c y y' + lambda · I and b = Σ b y over the row's cells: c = 1, b = r when explicit;
/// c = alpha · |r|, b = 1 + c (0 unless r is positive) when implicit. One instance a worker.
/// </summary>
internal interface IRowSolver
{
    /// <summary>Solves a row.</summary>
    /// <param name="columns">The rows of the fixed side.</param>
    /// <param name="ratings">Their ratings.</param>
    /// <param name="lambda">The penalty, times the number of ratings.</param>
    /// <param name="x">The padded factors from before; takes the solution.</param>
    void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float lambda, Span<float> x);
}
