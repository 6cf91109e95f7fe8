namespace BigData.Spark.Embedded.Executing.Showing;

public sealed class ShowTableTests
{
    private static readonly string[][] TwoRows = [["1", "abcdefghijklmnopqrstuvwxyz"], ["NULL", "日本"]];

    [Fact]
    public void Cells_are_cut_to_twenty_characters_and_aligned_right()
    {
        string text = new ShowTable(["id", "s"], TwoRows, 20, 20).Horizontal();

        Assert.Equal(
            "+----+--------------------+\n|  id|                   s|\n+----+--------------------+\n"
            + "|   1|abcdefghijklmnopq...|\n|NULL|                日本|\n+----+--------------------+\n",
            text);
    }

    [Fact]
    public void Cells_stay_whole_and_are_aligned_left_without_truncation()
    {
        string text = new ShowTable(["id", "s"], TwoRows, 20, 0).Horizontal();

        Assert.Equal(
            "+----+--------------------------+\n|id  |s                         |\n+----+--------------------------+\n"
            + "|1   |abcdefghijklmnopqrstuvwxyz|\n|NULL|日本                      |\n+----+--------------------------+\n",
            text);
    }

    [Theory]
    [InlineData(3, "abc")]
    [InlineData(4, "a...")]
    [InlineData(6, "abcdef")]
    public void Short_limits_leave_the_dots_out(int truncate, string cell) =>
        Assert.Contains($"|{cell}|", new ShowTable(["c"], [["abcdef"]], 1, truncate).Horizontal(), StringComparison.Ordinal);

    [Fact]
    public void A_row_too_many_is_told_and_not_shown()
    {
        string text = new ShowTable(["id"], [["0"], ["1"], ["2"]], 2, 20).Horizontal();

        Assert.Equal("+---+\n| id|\n+---+\n|  0|\n|  1|\n+---+\nonly showing top 2 rows", text);
        Assert.EndsWith("only showing top 1 row", new ShowTable(["id"], [["0"], ["1"]], 1, 20).Horizontal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_are_shown_as_escapes() =>
        Assert.Contains("|a\\nb\\tc|", new ShowTable(["c"], [["a\nb\tc"]], 1, 20).Horizontal(), StringComparison.Ordinal);

    [Fact]
    public void Vertical_records_have_padded_names_and_values()
    {
        string text = new ShowTable(["a", "long"], [["1", "x"], ["22", "日本"]], 5, 20).Vertical();

        Assert.Equal(
            "-RECORD 0----\n a    | 1    \n long | x    \n-RECORD 1----\n a    | 22   \n long | 日本 \n", text);
    }

    [Fact]
    public void An_empty_vertical_table_says_so() => Assert.Equal("(0 rows)", new ShowTable(["id"], [], 5, 20).Vertical());

    [Fact]
    public void A_table_without_columns_is_two_bars() => Assert.Equal("++\n||\n++\n++\n", new ShowTable([], [], 5, 20).Horizontal());

    [Fact]
    public void Html_escapes_names_and_values() => Assert.Equal(
        "<table border='1'>\n<tr><th>a&lt;b</th></tr>\n<tr><td>&quot;x&amp;y&quot;</td></tr>\n</table>\n",
        new ShowTable(["a<b"], [["\"x&y\""]], 5, 20).Html());
}
