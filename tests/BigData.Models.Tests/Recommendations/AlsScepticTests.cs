using BigData.Models.Recommendations;

namespace BigData.Models.Tests.Recommendations;

/// <summary>Input that breaks careless implementations.</summary>
public sealed class AlsScepticTests
{
    public static TheoryData<bool, AlsSolver> Ways => new()
    {
        { false, AlsSolver.Cholesky },
        { true, AlsSolver.Cholesky },
        { false, AlsSolver.ConjugateGradient },
        { true, AlsSolver.ConjugateGradient },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void One_user_with_one_item_is_predicted(bool isImplicit, AlsSolver solver)
    {
        AlsFactors factors = Als.Fit(new RatingMatrix([0], [0], [4], 1, 1), Options(isImplicit, solver));

        Assert.InRange(factors.Score(0, 0), isImplicit ? 0.5 : 3, isImplicit ? 1 : 4);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Identical_users_get_identical_scores(bool isImplicit, AlsSolver solver)
    {
        int[] users = [.. Enumerable.Range(0, 60).Select(i => i / 3)];
        int[] items = [.. Enumerable.Range(0, 60).Select(i => i % 3)];

        AlsFactors factors = Als.Fit(new RatingMatrix(users, items, [.. users.Select(_ => 3f)], 20, 3), Options(isImplicit, solver));

        Assert.All(Enumerable.Range(0, 20), user => Assert.Equal(factors.Score(0, 1), factors.Score(user, 1), 1e-3));
        Assert.InRange(factors.Score(7, 2), isImplicit ? 0.5 : 2.5, isImplicit ? 1.05 : 3.05);
    }

    [Theory]
    [InlineData(AlsSolver.Cholesky)]
    [InlineData(AlsSolver.ConjugateGradient)]
    public void Negative_weights_say_not_wanted_and_weights_of_zero_say_nothing(AlsSolver solver)
    {
        int[] users = [0, 0, 1, 1, 2, 3];
        int[] items = [0, 1, 0, 1, 1, 0];
        RatingMatrix ratings = new(users, items, [5, -5, 4, -4, -3, 0], 4, 2);

        AlsFactors factors = Als.Fit(ratings, Options(isImplicit: true, solver));

        Assert.True(factors.Score(0, 0) > 0.8 && Math.Abs(factors.Score(0, 1)) < 0.1);
        Assert.Equal(new float[2], factors.Users.Row(2).ToArray());
        Assert.Equal(new float[2], factors.Users.Row(3).ToArray());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rows_without_ratings_have_zero_factors(bool isImplicit, AlsSolver solver)
    {
        AlsFactors factors = Als.Fit(new RatingMatrix([0, 2], [0, 0], [1, 2], 3, 2), Options(isImplicit, solver));

        Assert.Equal(0, factors.Score(1, 0));
        Assert.Equal(0, factors.Score(0, 1));
        Assert.NotEqual(0, factors.Score(2, 0));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_item_that_everyone_has_is_scored_high_for_everyone(bool isImplicit, AlsSolver solver)
    {
        List<int> users = [];
        List<int> items = [];
        for (int user = 0; user < 50; user++)
        {
            users.AddRange([user, user]);
            items.AddRange([0, 1 + (user % 5)]);
        }

        AlsFactors factors = Als.Fit(new RatingMatrix([.. users], [.. items], [.. users.Select(_ => 2f)], 50, 6), Options(isImplicit, solver) with { Rank = 6 });

        Assert.All(Enumerable.Range(0, 50), user => Assert.InRange(factors.Score(user, 0), isImplicit ? 0.7 : 1.5, isImplicit ? 1.1 : 2.1));
    }

    [Theory]
    [InlineData(AlsSolver.Cholesky)]
    [InlineData(AlsSolver.ConjugateGradient)]
    public void Without_a_penalty_a_singular_system_still_has_an_answer(AlsSolver solver)
    {
        AlsFactors factors = Als.Fit(new RatingMatrix([0, 0, 1], [0, 1, 0], [2, 3, 4], 2, 2), new AlsOptions { Rank = 5, RegParam = 0, Solver = solver, MaxIterations = 20 });

        Assert.Equal(2, factors.Score(0, 0), 0.05);
        Assert.Equal(4, factors.Score(1, 0), 0.05);
    }

    [Fact]
    public void No_ratings_at_all_give_no_factors()
    {
        AlsFactors factors = Als.Fit(new RatingMatrix([], [], [], 0, 0), new AlsOptions { ImplicitPreferences = true });

        Assert.Equal(0, factors.Users.Rows);
        Assert.Equal(0, new TopNSearch(factors.Items).Find(factors.Users, Array.Empty<int>(), 3).Rows);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("Cell 1 (row 0, column 1) has the value NaN", Fails(() => new RatingMatrix([0, 0], [0, 1], [1, float.NaN], 1, 2)), StringComparison.Ordinal);
        Assert.Contains("column 2; expected a row below 1 and a column below 2", Fails(() => new RatingMatrix([0], [2], [1], 1, 2)), StringComparison.Ordinal);
        Assert.Contains("2 rows, 1 columns", Fails(() => new RatingMatrix([0, 0], [0], [1], 1, 2)), StringComparison.Ordinal);
        RatingMatrix ratings = new([0], [0], [1], 1, 1);
        Assert.Contains("Rank must be 1 or more", Fails(() => Als.Fit(ratings, new AlsOptions { Rank = 0 })), StringComparison.Ordinal);
        Assert.Contains("RegParam", Fails(() => Als.Fit(ratings, new AlsOptions { RegParam = double.NaN })), StringComparison.Ordinal);
        AlsFactors small = Als.Fit(ratings, new AlsOptions { Rank = 2 });
        Assert.Contains("rank 3; got 1 with rank 2", Fails(() => Als.Fit(ratings, new AlsOptions { Rank = 3 }, small)), StringComparison.Ordinal);
        small.Items.Row(0)[1] = float.NaN;
        Assert.Contains("row 0 of the items has NaN", Fails(() => Als.Fit(ratings, new AlsOptions { Rank = 2 }, small)), StringComparison.Ordinal);
        RatingMatrix huge = new([0, 1], [0, 1], [2e7f, 1], 2, 2);
        Assert.Contains("User 0 has the rating", Fails(() => Als.Fit(huge, new AlsOptions { ImplicitPreferences = true, Alpha = 100 })), StringComparison.Ordinal);
        Assert.True(float.IsFinite(Als.Fit(huge, new AlsOptions { Rank = 40, ImplicitPreferences = true, Alpha = 40 }).Score(0, 0)));
    }

    [Fact]
    public void A_fit_can_be_given_up()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Als.Fit(new RatingMatrix([0], [0], [1], 1, 1), token: source.Token));
    }

    private static string Fails(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static AlsOptions Options(bool isImplicit, AlsSolver solver) => new()
    {
        Rank = 2,
        MaxIterations = 15,
        ImplicitPreferences = isImplicit,
        Alpha = 10,
        RegParam = 0.01,
        Solver = solver,
        Seed = 1,
    };
}
