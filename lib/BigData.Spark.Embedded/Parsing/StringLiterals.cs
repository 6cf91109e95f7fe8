using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Reads string literals: escapes, octal and Unicode code points, doubled quotes, raw strings.</summary>
internal static class StringLiterals
{
    public static string Unquote(ReadOnlySpan<char> token)
    {
        if (token[0] is 'r' or 'R')
        {
            return token[2..^1].ToString();
        }

        char quote = token[0];
        ReadOnlySpan<char> body = token[1..^1];
        StringBuilder text = new(body.Length);
        int at = 0;
        while (at < body.Length)
        {
            if (body[at] == '\\' && at + 1 < body.Length)
            {
                at += Escape(text, body[at..]);
            }
            else
            {
                text.Append(body[at]);
                at += body[at] == quote ? 2 : 1;
            }
        }

        return text.ToString();
    }

    // Gives the count of characters that the escape takes.
    private static int Escape(StringBuilder text, ReadOnlySpan<char> escape)
    {
        if (Code(escape, 'u', 4, text) || Code(escape, 'U', 8, text))
        {
            return escape[1] == 'u' ? 6 : 10;
        }

        if (escape.Length >= 4 && escape[1] is '0' or '1' && escape[2] is >= '0' and <= '7' && escape[3] is >= '0' and <= '7')
        {
            text.Append((char)(((escape[1] - '0') * 64) + ((escape[2] - '0') * 8) + (escape[3] - '0')));
            return 4;
        }

        text.Append(escape[1] switch
        {
            '0' => "\0",
            'b' => "\b",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'Z' => "\u001A",
            '%' => "\\%",
            '_' => "\\_",
            var c => c.ToString(),
        });
        return 2;
    }

    private static bool Code(ReadOnlySpan<char> escape, char letter, int digits, StringBuilder text)
    {
        if (escape[1] != letter || escape.Length < 2 + digits
            || !uint.TryParse(escape.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            || code > 0x10FFFF)
        {
            return false;
        }

        text.Append(code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32((int)code));
        return true;
    }
}
