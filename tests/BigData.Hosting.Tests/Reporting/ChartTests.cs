using BigData.Hosting.Reporting;
using BigData.Hosting.Reporting.Charts;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The arithmetic behind the pictures and the words.</summary>
public sealed class ChartTests
{
    [Fact]
    public void Streams_fill_their_nodes_and_nodes_do_not_touch()
    {
        FlowNode a = new("a");
        FlowNode b = new("b");
        FlowNode gain = new("yes", FlowKind.Gain);
        FlowNode loss = new("no", FlowKind.Loss);
        FlowLayout layout = FlowLayout.Of(new FlowChart("t", "s", ["1", "2", "3"], [new(0, a, b, 30), new(0, a, loss, 10), new(0, b, gain, 60), new(1, b, gain, 20), new(1, b, loss, 10)]));
        Assert.All(layout.Nodes, node =>
        {
            double left = layout.Links.Where(link => link.From == node).Sum(link => link.Height);
            double entered = layout.Links.Where(link => link.To == node).Sum(link => link.Height);
            Assert.Equal(node.Height, Math.Max(left, entered), 6);
        });
        foreach (IGrouping<int, PlacedNode> column in layout.Nodes.GroupBy(node => node.Column))
        {
            PlacedNode[] nodes = [.. column.OrderBy(node => node.Top)];
            Assert.All(nodes.Zip(nodes.Skip(1)), pair => Assert.True(pair.First.Top + pair.First.Height + 12 < pair.Second.Top));
            Assert.True(nodes[^1].Top + nodes[^1].Height <= layout.Height);
        }

        Assert.All(layout.Links, link => Assert.InRange(link.FromTop, link.From.Top - 1e-9, link.From.Top + link.From.Height - link.Height + 1e-9));
    }

    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(0.4, "0 1")]
    [InlineData(7, "0 2 4 6 8")]
    [InlineData(136, "0 50 100 150")]
    [InlineData(2_000, "0 500 1000 1500 2000")]
    public void Ticks_are_round_and_reach_the_largest_value(double largest, string ticks) => Assert.Equal(ticks, string.Join(' ', Ticks.Of(Ticks.Ceiling(largest))));

    [Theory]
    [InlineData("12 40 300", "")]
    [InlineData("9 40 300", "0 1")]
    [InlineData("9 300 40", "0 2")]
    [InlineData("3 9 300", "0 1")]
    [InlineData("5", "0")]
    [InlineData("", "")]
    public void Small_groups_are_withheld_so_that_none_can_be_worked_out(string sizes, string withheld) =>
        Assert.Equal(withheld, string.Join(' ', SmallGroups.Withheld([.. sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]).Order()));

    [Fact]
    public void Numbers_read_the_same_everywhere()
    {
        Assert.Equal("1,234,568 12,346 12.35 −3 +4 0 12.5 % 0.2100", string.Join(
            ' ',
            ReaderText.Cell(1_234_567.8, ValueKind.Count),
            ReaderText.Cell(12_345.6m, ValueKind.Money),
            ReaderText.Cell(12.346, ValueKind.Money),
            ReaderText.Cell(-3L, ValueKind.Change),
            ReaderText.Cell(4L, ValueKind.Change),
            ReaderText.Cell(-0.2, ValueKind.Count),
            ReaderText.Cell(0.125, ValueKind.Share),
            ReaderText.Cell(0.21, ValueKind.Precise)));
    }
}
