using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>Fills the holes of a <see cref="SqlExpression"/>'s template.</summary>
internal static class SqlTemplate
{
    /// <summary>Text with its braces doubled, so that it stands for itself in a template.</summary>
    public static string Escape(string text)
        => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>Fills a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="count">How many arguments there are.</param>
    /// <param name="argument">Gives the text of an argument.</param>
    /// <param name="over">What stands for <c>{^}</c>: the OVER clause of a window, or nothing.</param>
    /// <returns>The text.</returns>
    public static string Fill(string template, int count, Func<int, string> argument, string over = "")
    {
        StringBuilder text = new();
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is not ('{' or '}'))
            {
                text.Append(c);
            }
            else if (i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else
            {
                int end = template.IndexOf('}', i);
                ReadOnlySpan<char> hole = template.AsSpan(i + 1, end - i - 1);
                i = end;
                if (hole is "^")
                {
                    text.Append(over);
                }
                else
                {
                    Hole(text, hole, count, argument);
                }
            }
        }

        return text.ToString();
    }

    private static void Hole(StringBuilder text, ReadOnlySpan<char> hole, int count, Func<int, string> argument)
    {
        if (hole[^1] != '*')
        {
            text.Append(argument(int.Parse(hole, CultureInfo.InvariantCulture)));
            return;
        }

        int first = hole.Length == 1 ? 0 : int.Parse(hole[..^1], CultureInfo.InvariantCulture);
        for (int i = first; i < count; i++)
        {
            text.Append(i > first ? ", " : string.Empty).Append(argument(i));
        }
    }
}
