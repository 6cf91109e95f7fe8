namespace BigData.Customers.Tests.Rfm;

public sealed class QuintilesTests
{
    [Fact]
    public void Edges_of_one_to_eleven_fall_on_values()
    {
        Assert.Equal([3.0, 5.0, 7.0, 9.0], Quintiles.Edges(11, rank => rank + 1));
    }

    [Fact]
    public void Edges_between_values_are_interpolated()
    {
        double[] values = [1, 2, 4, 8];
        double[] edges = Quintiles.Edges(4, rank => values[rank]);
        Assert.Equal([1.6, 2.4, 3.6, 5.6], edges.Select(edge => Math.Round(edge, 12)));
    }

    [Fact]
    public void A_histogram_gives_the_edges_of_its_values()
    {
        (double, long)[] histogram = [(1, 3), (2, 4), (9, 4)];
        double[] values = [1, 1, 1, 2, 2, 2, 2, 9, 9, 9, 9];
        Assert.Equal(Quintiles.Edges(11, rank => values[rank]), Quintiles.Edges(histogram));
    }

    [Fact]
    public void One_value_is_every_edge()
    {
        Assert.Equal([7.0, 7.0, 7.0, 7.0], Quintiles.Edges([(7, 1)]));
    }

    [Fact]
    public void Only_neighbours_of_the_edges_are_asked_for()
    {
        Assert.Equal([0, 1, 2, 3], Quintiles.Ranks(4));
        Assert.Equal([0L], Quintiles.Ranks(1));
        Assert.True(Quintiles.Ranks(1_000_000).Count <= 8);
    }
}
