using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using Spectre.Console;

namespace BigData.Hosting.Tests.Output;

public sealed class FactReportTests
{
    [Fact]
    public void Lists_of_numbers_take_a_column_each_and_are_rounded() => Assert.Equal(
        [
            "gold.rfm: cut offs",
            "source metric edges 1 edges 2",
            "shop recency_days 8 11.5",
            "shop monetary 173.35 707.02",
        ],
        Lines("""{"cut_offs":[{"source":"shop","metric":"recency_days","edges":[8,11.5]},{"source":"shop","metric":"monetary","edges":[173.348,707.0160000000002]}]}"""));

    [Fact]
    public void Other_lists_take_a_line_for_each_item() => Assert.Equal(
        ["gold.rfm: segment maps", "name bands", "two good: r 4-5", "bad: otherwise", "one all: otherwise"],
        Lines("""{"segment_maps":[{"name":"two","bands":["good: r 4-5","bad: otherwise"]},{"name":"one","bands":["all: otherwise"]}]}"""));

    [Fact]
    public void Anything_else_is_a_line() => Assert.Equal(
        ["gold.rfm: rows kept: 0.33", "gold.rfm: note: as before", "gold.rfm: seeds: 1 2"],
        Lines("""{"rows_kept":0.3333333,"note":"as before","seeds":[1,2]}"""));

    // The lines without rules and with single blanks.
    private static string[] Lines(string facts)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 120;
        FactReport.Write(console, "gold.rfm", JsonNode.Parse(facts)!.AsObject());
        return
        [
            .. writer.ToString().Split('\n')
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                .Where(line => line.Length > 0 && line[0] != '─'),
        ];
    }
}
