using System.Buffers;
using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Executing.Showing;

/// <summary>
/// The text that <c>show()</c> prints, laid out exactly as Spark does: right-aligned and cut when <c>truncate</c> is positive,
/// left-aligned and whole when it is not, one record a block when vertical.
/// </summary>
internal sealed class ShowTable
{
    private const int MinimumWidth = 3;
    private static readonly SearchValues<char> MetaCharacters = SearchValues.Create("\n\r\t\f\b\u000B\u0007");
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;
    private readonly int _limit;
    private readonly int _truncate;
    private readonly bool _more;

    /// <param name="names">Column names.</param>
    /// <param name="rows">Cells as Spark's pretty strings; one row more than <paramref name="limit"/> says that there is more.</param>
    /// <param name="limit">Rows to print, not negative.</param>
    /// <param name="truncate">Longest cell in UTF-16 units; 0 or less leaves cells whole.</param>
    internal ShowTable(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> rows, int limit, int truncate)
    {
        _names = [.. names.Select(EscapeMeta)];
        _more = rows.Count > limit;
        _rows = [.. rows.Take(limit).Select(row => (IReadOnlyList<string>)[.. row.Select(cell => Cut(EscapeMeta(cell), truncate))])];
        _limit = limit;
        _truncate = truncate;
    }

    internal string Horizontal()
    {
        int[] widths = [.. _names.Select((name, i) => _rows.Select(row => Width(row[i])).Append(Width(name)).Append(MinimumWidth).Max())];
        var text = new StringBuilder();
        string separator = "+" + string.Join('+', widths.Select(width => new string('-', width))) + "+\n";
        text.Append(separator);
        AppendLine(text, _names, widths);
        text.Append(separator);
        foreach (IReadOnlyList<string> row in _rows)
        {
            AppendLine(text, row, widths);
        }

        text.Append(separator).Append(Footer());
        return text.ToString();
    }

    internal string Vertical()
    {
        var text = new StringBuilder();
        int nameWidth = _names.Select(Width).Append(MinimumWidth).Max();
        int cellWidth = _rows.SelectMany(row => row.Select(Width)).Append(MinimumWidth).Max();
        for (int record = 0; record < _rows.Count; record++)
        {
            string header = string.Create(CultureInfo.InvariantCulture, $"-RECORD {record}");
            text.Append(header.PadRight(nameWidth + cellWidth + 5, '-')).Append('\n');
            for (int i = 0; i < _names.Count; i++)
            {
                text.Append(' ').Append(_names[i]).Append(' ', nameWidth - Width(_names[i])).Append(" | ");
                text.Append(_rows[record][i]).Append(' ', cellWidth - Width(_rows[record][i])).Append(" \n");
            }
        }

        if (_rows.Count == 0)
        {
            return text.Append("(0 rows)").ToString();
        }

        return text.Append(Footer()).ToString();
    }

    internal string Html()
    {
        var text = new StringBuilder("<table border='1'>\n");
        text.Append("<tr><th>").AppendJoin("</th><th>", _names.Select(EscapeHtml)).Append("</th></tr>\n");
        foreach (IReadOnlyList<string> row in _rows)
        {
            text.Append("<tr><td>").AppendJoin("</td><td>", row.Select(EscapeHtml)).Append("</td></tr>\n");
        }

        text.Append("</table>\n").Append(_more ? Footer() + "\n" : string.Empty);
        return text.ToString();
    }

    private void AppendLine(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        text.Append('|');
        for (int i = 0; i < cells.Count; i++)
        {
            int padding = widths[i] - Width(cells[i]);
            if (_truncate > 0)
            {
                text.Append(' ', padding).Append(cells[i]);
            }
            else
            {
                text.Append(cells[i]).Append(' ', padding);
            }

            text.Append('|');
        }

        // Spark joins the cells of a table without columns to nothing between two bars.
        text.Append(cells.Count == 0 ? "|\n" : "\n");
    }

    private string Footer() => _more
        ? string.Create(CultureInfo.InvariantCulture, $"only showing top {_limit} {(_limit == 1 ? "row" : "rows")}")
        : string.Empty;

    private static string Cut(string cell, int truncate) =>
        truncate <= 0 || cell.Length <= truncate ? cell
        : truncate < 4 ? cell[..truncate]
        : string.Concat(cell.AsSpan(0, truncate - 3), "...");

    private static int Width(string cell)
    {
        int width = cell.Length;
        foreach (char c in cell)
        {
            width += IsFullWidth(c) ? 1 : 0;
        }

        return width;
    }

    private static bool IsFullWidth(char c) => c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF')
        or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE10' and <= '\uFE19')
        or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6');

    private static string EscapeMeta(string text) => text.AsSpan().IndexOfAny(MetaCharacters) < 0
        ? text
        : text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal).Replace("\f", "\\f", StringComparison.Ordinal)
            .Replace("\b", "\\b", StringComparison.Ordinal).Replace("\u000B", "\\v", StringComparison.Ordinal)
            .Replace("\u0007", "\\a", StringComparison.Ordinal);

    private static string EscapeHtml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
