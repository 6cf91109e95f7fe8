using BigData.Models.Recommendations;

namespace BigData.Models.Tests.Recommendations;

public sealed class AlsTests
{
    private static readonly PlantedRatings Planted = new(users: 120, items: 60, perUser: 7, seed: 11, held: 2);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(true, 8)]
    [InlineData(true, 13)]
    public void Cholesky_solves_what_the_formulas_say(bool isImplicit, int rank)
    {
        AlsOptions options = new() { Rank = rank, MaxIterations = 2, ImplicitPreferences = isImplicit, Alpha = 3, RegParam = 0.05, Seed = 4, Solver = AlsSolver.Cholesky };
        AlsFactors first = Als.Fit(Planted.Matrix, options with { MaxIterations = 0 });
        double[][] users = NaiveAls.Rows(first.Users);
        double[][] items = [];
        for (int iteration = 0; iteration < 2; iteration++)
        {
            items = NaiveAls.Solve(Planted.Matrix.ByItem, users, options);
            users = NaiveAls.Solve(Planted.Matrix.ByUser, items, options);
        }

        AlsFactors fitted = Als.Fit(Planted.Matrix, options);

        AssertNear(users, fitted.Users, 2e-4);
        AssertNear(items, fitted.Items, 2e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Enough_steps_of_conjugate_gradient_reach_the_exact_solution(bool isImplicit)
    {
        AlsOptions options = new() { Rank = 64, MaxIterations = 1, ImplicitPreferences = isImplicit, Alpha = 2, RegParam = 0.2, Seed = 3, Solver = AlsSolver.Cholesky };

        AlsFactors exact = Als.Fit(Planted.Matrix, options);
        AlsFactors steps = Als.Fit(Planted.Matrix, options with { Solver = AlsSolver.ConjugateGradient, ConjugateGradientSteps = 120 });

        AssertNear(NaiveAls.Rows(exact.Items), steps.Items, 2e-3);
        AssertNear(NaiveAls.Rows(exact.Users), steps.Users, 2e-3);
    }

    [Theory]
    [InlineData(false, AlsSolver.Cholesky, false, 8)]
    [InlineData(true, AlsSolver.Cholesky, false, 8)]
    [InlineData(true, AlsSolver.Cholesky, true, 8)]
    [InlineData(false, AlsSolver.ConjugateGradient, false, 20)]
    [InlineData(true, AlsSolver.ConjugateGradient, false, 64)]
    public void The_objective_falls_with_every_iteration(bool isImplicit, AlsSolver solver, bool nonnegative, int rank)
    {
        AlsOptions options = new() { Rank = rank, ImplicitPreferences = isImplicit, Alpha = 5, Solver = solver, Nonnegative = nonnegative, MaxIterations = 1, Seed = 9 };
        AlsFactors factors = Als.Fit(Planted.Matrix, options);
        double before = AlsObjective.Of(Planted.Matrix, factors, options);
        for (int iteration = 0; iteration < 6; iteration++)
        {
            factors = Als.Fit(Planted.Matrix, options, factors);
            double after = AlsObjective.Of(Planted.Matrix, factors, options);
            Assert.True(after <= before * 1.00001, $"{after} after {before}");
            before = after;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_objective_is_the_sum_that_the_papers_write(bool isImplicit)
    {
        AlsOptions options = new() { Rank = 3, ImplicitPreferences = isImplicit, Alpha = 2, RegParam = 0.3, MaxIterations = 2 };
        RatingMatrix ratings = new([0, 0, 1, 2], [0, 1, 1, 2], [3, -1, 2, 1], 3, 3);
        AlsFactors factors = Als.Fit(ratings, options);
        double expected = 0;
        for (int user = 0; user < 3; user++)
        {
            for (int item = 0; item < 3; item++)
            {
                int at = ratings.ByUser.Columns(user).IndexOf(item);
                double rating = at < 0 ? 0 : ratings.ByUser.Values(user)[at];
                double score = NaiveAls.Rows(factors.Users)[user].Zip(NaiveAls.Rows(factors.Items)[item], (x, y) => x * y).Sum();
                expected += isImplicit ? (1 + (2 * Math.Abs(rating))) * Math.Pow((rating > 0 ? 1 : 0) - score, 2) : at < 0 ? 0 : Math.Pow(rating - score, 2);
            }
        }

        int[] userCounts = isImplicit ? [1, 1, 1] : [2, 1, 1];
        int[] itemCounts = isImplicit ? [1, 1, 1] : [1, 2, 1];
        expected += 0.3 * NaiveAls.Rows(factors.Users).Select((row, i) => userCounts[i] * row.Sum(x => x * x)).Sum();
        expected += 0.3 * NaiveAls.Rows(factors.Items).Select((row, i) => itemCounts[i] * row.Sum(x => x * x)).Sum();

        Assert.Equal(expected, AlsObjective.Of(ratings, factors, options), 1e-4);
    }

    [Theory]
    [InlineData(AlsSolver.Cholesky, 10)]
    [InlineData(AlsSolver.ConjugateGradient, 64)]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(AlsSolver solver, int rank)
    {
        PlantedRatings many = new(users: 4000, items: 300, perUser: 20, seed: 2);
        AlsOptions options = new() { Rank = rank, MaxIterations = 2, ImplicitPreferences = true, Solver = solver, Seed = 5, MaxThreads = 1 };

        AlsFactors one = Als.Fit(many.Matrix, options);
        AlsFactors four = Als.Fit(many.Matrix, options with { MaxThreads = 4 });
        AlsFactors other = Als.Fit(many.Matrix, options with { Seed = 6 });

        Assert.Equal(one.Users.Data, four.Users.Data);
        Assert.Equal(one.Items.Data, four.Items.Data);
        Assert.NotEqual(one.Users.Data, other.Users.Data);
    }

    [Fact]
    public void The_order_of_the_ratings_does_not_matter()
    {
        int[] users = [0, 1, 2, 0, 1, 0];
        int[] items = [1, 0, 1, 0, 1, 1];
        float[] ratings = [4, 1, 2, 5, 3, 2];
        AlsOptions options = new() { Rank = 2, Seed = 1 };

        AlsFactors forward = Als.Fit(new RatingMatrix(users, items, ratings, 3, 2), options);
        AlsFactors backward = Als.Fit(new RatingMatrix([.. users.Reverse()], [.. items.Reverse()], [.. ratings.Reverse()], 3, 2), options);

        Assert.Equal(forward.Users.Data, backward.Users.Data);
        Assert.Equal(forward.Items.Data, backward.Items.Data);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nonnegative_factors_are_the_best_ones_without_negative_numbers(bool isImplicit)
    {
        AlsOptions options = new() { Rank = 6, MaxIterations = 5, ImplicitPreferences = isImplicit, Nonnegative = true, RegParam = 0.02, Seed = 1 };

        AlsFactors factors = Als.Fit(Planted.Matrix, options);

        Assert.True(factors.Users.Data.Min() >= 0 && factors.Items.Data.Min() >= 0);
        Assert.Contains(factors.Users.Data, value => value > 0.01f);

        // Where no step into the positive corner lowers the objective of a user, its factors are the best (Karush, Kuhn, Tucker).
        double best = AlsObjective.Of(Planted.Matrix, factors, options);
        for (int i = 0; i < options.Rank; i++)
        {
            foreach (float step in new[] { 0.02f, -0.02f })
            {
                float old = factors.Users.Row(3)[i];
                factors.Users.Row(3)[i] = Math.Max(0, old + step);
                Assert.True(AlsObjective.Of(Planted.Matrix, factors, options) >= best - 1e-5);
                factors.Users.Row(3)[i] = old;
            }
        }
    }

    [Fact]
    public void A_warm_start_goes_on_where_the_last_fit_ended()
    {
        AlsOptions options = new() { Rank = 8, ImplicitPreferences = true, Seed = 2, MaxIterations = 3 };

        AlsFactors twice = Als.Fit(Planted.Matrix, options, Als.Fit(Planted.Matrix, options));
        AlsFactors once = Als.Fit(Planted.Matrix, options with { MaxIterations = 6 });

        Assert.Equal(once.Users.Data, twice.Users.Data);
    }

    [Fact]
    public void Three_steps_rank_as_well_as_the_exact_solution_and_both_find_what_was_planted()
    {
        AlsOptions options = new() { Rank = 32, ImplicitPreferences = true, Alpha = 10, RegParam = 0.05, Seed = 7, Solver = AlsSolver.Cholesky };
        PlantedRatings planted = new(users: 600, items: 200, perUser: 12, seed: 5, held: 5);

        double exact = planted.Ndcg(Als.Fit(planted.Matrix, options));
        double steps = planted.Ndcg(Als.Fit(planted.Matrix, options with { Solver = AlsSolver.ConjugateGradient }));

        Assert.InRange(steps / exact, 0.98, 1.02);
        Assert.True(exact > 0.2, $"nDCG {exact}; chance is below 0.03");
    }

    private static void AssertNear(double[][] expected, FactorMatrix actual, double tolerance)
    {
        for (int row = 0; row < expected.Length; row++)
        {
            for (int i = 0; i < actual.Rank; i++)
            {
                Assert.Equal(expected[row][i], actual.Row(row)[i], tolerance);
            }
        }
    }
}
