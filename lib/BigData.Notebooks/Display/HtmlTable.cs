using System.Globalization;
using System.Text;

namespace BigData.Notebooks.Display;

/// <summary>A table of values as HTML and as text.</summary>
internal static class HtmlTable
{
    private const int MostCharacters = 200;
    private const int PlainWidth = 40;

    public static MimeBundle Write(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, bool hasMore)
    {
        string count = Count(rows.Count, hasMore);
        return new MimeBundle(Plain(columns, rows, count)) { Html = Html(columns, rows, count) };
    }

    private static string Count(int rows, bool hasMore) => hasMore
        ? string.Create(CultureInfo.InvariantCulture, $"the first {rows:N0} rows; there are more")
        : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} row{(rows == 1 ? string.Empty : "s")}");

    private static string Html(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, string count)
    {
        StringBuilder html = new("<div style=\"overflow-x:auto\"><table><thead><tr>");
        foreach (TableColumn column in columns)
        {
            html.Append("<th scope=\"col\" style=\"").Append(Align(column)).Append("\">").Append(Displays.Encode(column.Name));
            if (column.Type.Length > 0)
            {
                html.Append("<br><small style=\"font-weight:normal;opacity:.7\">").Append(Displays.Encode(column.Type)).Append("</small>");
            }

            html.Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<object?> row in rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < columns.Count; i++)
            {
                html.Append("<td style=\"").Append(Align(columns[i])).Append("\">")
                    .Append(row[i] is null ? "<i style=\"opacity:.6\">null</i>" : Displays.Encode(Cut(ValueText.Of(row[i]), MostCharacters))).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table><small>").Append(count).Append("</small></div>").ToString();
    }

    private static string Plain(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, string count)
    {
        string[][] cells = [[.. columns.Select(column => Cut(column.Name, PlainWidth))], .. rows.Select(row => row.Select(value => Cut(ValueText.Of(value).ReplaceLineEndings(" "), PlainWidth)).ToArray())];
        int[] widths = [.. columns.Select((_, i) => cells.Max(row => row[i].Length))];
        StringBuilder text = new();
        for (int line = 0; line < cells.Length; line++)
        {
            text.AppendJoin("  ", cells[line].Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).Append('\n');
            if (line == 0)
            {
                text.AppendJoin("  ", widths.Select(width => new string('-', width))).Append('\n');
            }
        }

        return text.Append(count).ToString();
    }

    private static string Align(TableColumn column) => column.IsNumber ? "text-align:right" : "text-align:left";

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; empty where it has none.</param>
/// <param name="IsNumber">Whether its values are numbers, which are set to the right.</param>
internal sealed record TableColumn(string Name, string Type, bool IsNumber);
