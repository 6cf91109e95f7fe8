using Spectre.Console;
using Spectre.Console.Rendering;

namespace BigData.Hosting.Output;

/// <summary>Tables for people, on a terminal or in a file.</summary>
internal static class TextTable
{
    public static IAnsiConsole Console(HostEnvironment host)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = host.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = host.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(host.Output),
        });
        console.Profile.Width = host.Width;
        return console;
    }

    /// <summary>A table with headers; a column whose header begins with <c>&gt;</c> is aligned to the right.</summary>
    public static Table Create(params IReadOnlyList<string> headers)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string header in headers)
        {
            bool isNumber = header[0] == '>';
            TableColumn column = new(Markup.Escape(isNumber ? header[1..] : header)) { Alignment = isNumber ? Justify.Right : Justify.Left };
            table.AddColumn(column);
        }

        return table;
    }

    public static void Add(Table table, params IReadOnlyList<string?> cells) =>
        table.AddRow(cells.Select(cell => (IRenderable)new Text(cell ?? string.Empty)));
}
