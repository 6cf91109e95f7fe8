using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace BigData.Hosting.Output;

/// <summary>
/// Facts of a build, such as cut-offs, for people: a list of objects becomes a table, anything else a line. Lists of numbers in
/// the objects go over several columns, other lists down several lines, and numbers are rounded; JSON output has all digits.
/// </summary>
internal static class FactReport
{
    public static void Write(IAnsiConsole console, string table, JsonObject facts)
    {
        foreach ((string name, JsonNode? value) in facts)
        {
            if (value is JsonArray { Count: > 0 } list && list.All(item => item is JsonObject))
            {
                // A title of the table would be broken to the width of its columns.
                console.Write(new Text($"{table}: {Title(name)}\n"));
                console.Write(Table([.. list.OfType<JsonObject>()]));
            }
            else
            {
                console.Write(new Text($"{table}: {Title(name)}: {Cell(value)}\n"));
            }
        }
    }

    private static Table Table(List<JsonObject> rows)
    {
        List<(string Name, int Width)> columns = [.. rows
            .SelectMany(row => row.Select(pair => pair.Key))
            .Distinct(StringComparer.Ordinal)
            .Select(name => (name, Width(rows, name)))];
        Table text = TextTable.Create([.. columns.SelectMany(column => Headers(rows, column.Name, column.Width))]);
        foreach (JsonObject row in rows)
        {
            int lines = columns.Max(column => column.Width == 0 && row[column.Name] is JsonArray list ? list.Count : 1);
            for (int line = 0; line < lines; line++)
            {
                TextTable.Add(text, [.. columns.SelectMany(column => Cells(row[column.Name], column.Width, line))]);
            }
        }

        return text;
    }

    // How many columns the lists of numbers under a name take; 0 for anything that is no list of numbers.
    private static int Width(List<JsonObject> rows, string name) =>
        rows.TrueForAll(row => row[name] is JsonArray { Count: > 0 } list && list.All(IsNumber)) ? rows.Max(row => row[name]!.AsArray().Count) : 0;

    private static IEnumerable<string> Headers(List<JsonObject> rows, string name, int width)
    {
        string right = width > 0 || rows.TrueForAll(row => IsNumber(row[name])) ? ">" : string.Empty;
        return width == 0
            ? [right + Title(name)]
            : Enumerable.Range(1, width).Select(i => string.Create(CultureInfo.InvariantCulture, $"{right}{Title(name)} {i}"));
    }

    private static IEnumerable<string> Cells(JsonNode? value, int width, int line) => (value, width) switch
    {
        (JsonArray list, > 0) => Enumerable.Range(0, width).Select(i => line == 0 && i < list.Count ? Cell(list[i]) : string.Empty),
        (JsonArray list, _) => [line < list.Count ? Cell(list[line]) : string.Empty],
        _ => [line == 0 ? Cell(value) : string.Empty],
    };

    private static string Title(string name) => name.Replace('_', ' ');

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    private static string Cell(JsonNode? value) => value switch
    {
        null => string.Empty,
        JsonValue number when IsNumber(number) => decimal.TryParse(number.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            ? exact.ToString("0.##", CultureInfo.InvariantCulture)
            : number.ToJsonString(),
        JsonValue single => single.ToString(),
        JsonArray list => string.Join(" ", list.Select(Cell)),
        _ => JsonText.OneLine(value),
    };
}
