namespace BigData.Models.Recommendations;

/// <summary>How the least squares of one row are solved.</summary>
public enum AlsSolver
{
    /// <summary><see cref="Cholesky"/> below rank 32, else <see cref="ConjugateGradient"/>.</summary>
    Auto,

    /// <summary>Exactly, in double precision; its time grows with the square of the rank for each rating and the cube for each row.</summary>
    Cholesky,

    /// <summary>
    /// A few steps of conjugate gradient from the factors of the last iteration, in single precision (Takács, Pilászy, Tikk 2011); its time grows
    /// with the rank.
    /// </summary>
    ConjugateGradient,
}

/// <summary>Parameters of <see cref="Als"/>; names, meanings and defaults are those of <c>spark.ml</c> where it has them.</summary>
public sealed record AlsOptions
{
    /// <summary>Length of the factors, at least 1. Default 10.</summary>
    public int Rank { get; init; } = 10;

    /// <summary>How often items and then users are solved, 0 or more. Default 10.</summary>
    public int MaxIterations { get; init; } = 10;

    /// <summary>Weight of the penalty, 0 or more; of each row it is multiplied by its number of ratings (of positive ones when implicit). Default 0.1.</summary>
    public double RegParam { get; init; } = 0.1;

    /// <summary>Whether ratings are weights of a preference that is seen (Hu, Koren, Volinsky 2008) instead of values to be predicted. Default false.</summary>
    public bool ImplicitPreferences { get; init; }

    /// <summary>Implicit only: a weight r gives confidence 1 + alpha · |r|; 0 or more. Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Whether factors must not be negative. Then every row is solved exactly, whatever the solver. Default false.</summary>
    public bool Nonnegative { get; init; }

    /// <summary>Start of the random numbers of the first factors. The result depends on it and on the ratings alone. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>How rows are solved. Default <see cref="AlsSolver.Auto"/>.</summary>
    public AlsSolver Solver { get; init; }

    /// <summary>Steps of conjugate gradient for each row, at least 1. Default 3.</summary>
    public int ConjugateGradientSteps { get; init; } = 3;

    /// <summary>How many threads work; 0 for one each processor. It does not change the result. Default 0.</summary>
    public int MaxThreads { get; init; }

    internal bool IsExact => Nonnegative || Solver == AlsSolver.Cholesky || (Solver == AlsSolver.Auto && Rank < 32);

    /// <summary>Checks all parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range; the message names it.</exception>
    internal void Validate()
    {
        Require(Rank >= 1, nameof(Rank), Rank, "1 or more");
        Require(MaxIterations >= 0, nameof(MaxIterations), MaxIterations, "0 or more");
        Require(ConjugateGradientSteps >= 1, nameof(ConjugateGradientSteps), ConjugateGradientSteps, "1 or more");
        Require(MaxThreads >= 0, nameof(MaxThreads), MaxThreads, "0 (one for each processor) or more");
        Require(RegParam >= 0 && double.IsFinite(RegParam), nameof(RegParam), RegParam, "a finite number of 0 or more");
        Require(Alpha >= 0 && double.IsFinite(Alpha), nameof(Alpha), Alpha, "a finite number of 0 or more");
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {expected}.");
        }
    }
}
