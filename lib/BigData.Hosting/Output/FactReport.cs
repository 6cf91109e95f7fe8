using System.Text.Json.Nodes;
using Spectre.Console;

namespace BigData.Hosting.Output;

/// <summary>Facts of a build, such as cut-offs: a list of objects becomes a table, anything else a line.</summary>
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
        List<string> columns = [.. rows.SelectMany(row => row.Select(pair => pair.Key)).Distinct(StringComparer.Ordinal)];
        Table text = TextTable.Create([.. columns.Select(column => Title(column))]);
        foreach (JsonObject row in rows)
        {
            TextTable.Add(text, [.. columns.Select(column => Cell(row[column]))]);
        }

        return text;
    }

    private static string Title(string name) => name.Replace('_', ' ');

    private static string Cell(JsonNode? value) => value switch
    {
        null => string.Empty,
        JsonValue single => single.ToString(),
        JsonArray list => string.Join(" ", list.Select(Cell)),
        _ => JsonText.OneLine(value),
    };
}
