using System.Collections;
using System.Text;
using BigData.Spark.Sql;

namespace BigData.Activation.PostgreSql;

/// <summary>Rows in the text format of COPY.</summary>
internal sealed class CopyText(PublishedTable table)
{
    private const string Null = "\\N";

    private readonly bool[] _isArray = [.. table.Columns.Select(column => PostgreSqlTypes.IsArray(column.Type))];
    private readonly StringBuilder _line = new();

    /// <summary>A line with the columns of the table and, when it is given, one more.</summary>
    public StringBuilder Line(Row row, char? last)
    {
        _line.Clear();
        for (int i = 0; i < _isArray.Length; i++)
        {
            if (i > 0)
            {
                _line.Append('\t');
            }

            Append(row.Get(i), _isArray[i]);
        }

        if (last is { } more)
        {
            _line.Append('\t').Append(more);
        }

        return _line.Append('\n');
    }

    private void Append(object? value, bool isArray)
    {
        switch (value)
        {
            case null:
                _line.Append(Null);
                break;
            case byte[] bytes:
                _line.Append("\\\\x").Append(Convert.ToHexStringLower(bytes));
                break;
            case IEnumerable items and not string when isArray:
                Escape(Array(items));
                break;
            default:
                Escape(ValueText.Of(value)!);
                break;
        }
    }

    private static string Array(IEnumerable items) => "{" + string.Join(',', items.Cast<object?>().Select(Element)) + "}";

    private static string Element(object? item) => item switch
    {
        null => "NULL",
        byte[] bytes => "\"\\\\x" + Convert.ToHexStringLower(bytes) + "\"",
        _ => "\"" + ValueText.Of(item)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
    };

    private void Escape(string text)
    {
        if (!text.AsSpan().ContainsAny("\\\t\n\r"))
        {
            _line.Append(text);
            return;
        }

        foreach (char c in text)
        {
            _ = c switch
            {
                '\\' => _line.Append("\\\\"),
                '\t' => _line.Append("\\t"),
                '\n' => _line.Append("\\n"),
                '\r' => _line.Append("\\r"),
                _ => _line.Append(c),
            };
        }
    }
}
