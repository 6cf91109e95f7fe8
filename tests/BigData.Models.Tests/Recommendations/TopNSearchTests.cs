using BigData.Models.Recommendations;

namespace BigData.Models.Tests.Recommendations;

public sealed class TopNSearchTests
{
    [Theory]
    [InlineData(1, 1, 3, 1)]
    [InlineData(7, 33, 10, 5)]
    [InlineData(300, 1000, 64, 10)]
    [InlineData(101, 5000, 12, 40)]
    public void It_finds_what_sorting_all_scores_finds(int queries, int items, int rank, int count)
    {
        FactorMatrix x = Random(queries, rank, seed: 1);
        FactorMatrix y = Random(items, rank, seed: 2);
        int[] rows = [.. Enumerable.Range(0, queries).Reverse()];

        TopNResult result = new TopNSearch(y).Find(x, rows, count, maxThreads: 3);

        for (int i = 0; i < rows.Length; i++)
        {
            double[] scores = [.. Enumerable.Range(0, items).Select(item => Score(x, rows[i], y, item)).OrderDescending().Take(count)];
            Assert.Equal(scores.Length, result.Items(i).Length);
            for (int k = 0; k < scores.Length; k++)
            {
                Assert.Equal(scores[k], result.Scores(i)[k], 1e-4);
                Assert.Equal(Score(x, rows[i], y, result.Items(i)[k]), result.Scores(i)[k], 1e-4);
            }

            Assert.Equal(result.Items(i).Length, result.Items(i).ToArray().Distinct().Count());
        }
    }

    [Fact]
    public void Excluded_items_are_left_out_and_others_move_up()
    {
        FactorMatrix x = Random(20, 8, seed: 3);
        FactorMatrix y = Random(40, 8, seed: 4);
        int[] rows = [.. Enumerable.Range(0, 20)];
        TopNResult free = new TopNSearch(y).Find(x, rows, 6);
        int[] users = [.. rows.SelectMany(row => new[] { row, row })];
        int[] items = [.. rows.SelectMany(row => new[] { free.Items(row)[0], free.Items(row)[2] })];
        SparseRows excluded = SparseRows.FromCells(users, items, [.. users.Select(_ => 1f)], 20, 40);

        TopNResult rest = new TopNSearch(y).Find(x, rows, 4, excluded);

        Assert.All(rows, row => Assert.Equal([free.Items(row)[1], .. free.Items(row)[3..].ToArray()], rest.Items(row).ToArray()));
    }

    [Fact]
    public void Who_has_everything_gets_nothing_and_fewer_items_than_asked_for_give_fewer()
    {
        FactorMatrix x = Random(2, 4, seed: 5);
        FactorMatrix y = Random(3, 4, seed: 6);
        SparseRows excluded = SparseRows.FromCells([0, 0, 0], [0, 1, 2], [1, 1, 1], 2, 3);

        TopNResult result = new TopNSearch(y).Find(x, new[] { 0, 1 }, 10, excluded);

        Assert.Equal(0, result.Items(0).Length);
        Assert.Equal(3, result.Items(1).Length);
    }

    [Fact]
    public void Equal_scores_are_in_the_order_of_the_items()
    {
        FactorMatrix x = new(7, 3);
        FactorMatrix y = new(50, 3);
        for (int item = 0; item < 50; item++)
        {
            y.Row(item).Fill(1);
        }

        x.Row(2).Fill(1);
        x.Row(3).Fill(-1);

        TopNResult result = new TopNSearch(y).Find(x, new[] { 0, 2, 3 }, 4);

        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal([0, 1, 2, 3], result.Items(row).ToArray()));
        Assert.Equal([-3f, -3f, -3f, -3f], result.Scores(2).ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        TopNSearch search = new(new FactorMatrix(3, 4));

        Assert.Contains("rank 5", Assert.Throws<ArgumentException>(() => search.Find(new FactorMatrix(1, 5), new[] { 0 }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => search.Find(new FactorMatrix(1, 4), new[] { 1 }, 1)).Message, StringComparison.Ordinal);
        SparseRows wrong = SparseRows.FromCells([], [], [], 1, 9);
        Assert.Contains("9 items", Assert.Throws<ArgumentException>(() => search.Find(new FactorMatrix(1, 4), new[] { 0 }, 1, wrong)).Message, StringComparison.Ordinal);
    }

    private static double Score(FactorMatrix x, int row, FactorMatrix y, int item)
    {
        double sum = 0;
        for (int i = 0; i < x.Rank; i++)
        {
            sum += (double)x.Row(row)[i] * y.Row(item)[i];
        }

        return sum;
    }

    private static FactorMatrix Random(int rows, int rank, int seed)
    {
        Random random = new(seed);
        FactorMatrix factors = new(rows, rank);
        for (int row = 0; row < rows; row++)
        {
            float scale = (float)Math.Pow(random.NextDouble(), 3);
            for (int i = 0; i < rank; i++)
            {
                factors.Row(row)[i] = scale * (float)((random.NextDouble() * 2) - 1);
            }
        }

        return factors;
    }
}
