using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Functions.Json;

/// <summary>Writes JSON without blanks. Whole numbers stay as they were written, others are written as Java writes doubles.</summary>
internal static class JsonWriter
{
    public static string Write(JsonNode node)
    {
        StringBuilder text = new();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode node)
    {
        switch (node.Kind)
        {
            case JsonKind.Object:
                text.Append('{');
                for (int i = 0; i < node.Members.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : ",");
                    Quote(text, node.Members[i].Key);
                    text.Append(':');
                    Write(text, node.Members[i].Value);
                }

                text.Append('}');
                break;
            case JsonKind.Array:
                text.Append('[');
                for (int i = 0; i < node.Items.Count; i++)
                {
                    text.Append(i == 0 ? string.Empty : ",");
                    Write(text, node.Items[i]);
                }

                text.Append(']');
                break;
            case JsonKind.Text or JsonKind.NotFinite:
                Quote(text, node.Text);
                break;
            default:
                text.Append(node.Kind switch
                {
                    JsonKind.True => "true",
                    JsonKind.False => "false",
                    JsonKind.Null => "null",
                    JsonKind.Fraction => JavaNumber.Format(double.Parse(node.Text, CultureInfo.InvariantCulture)),
                    _ => node.Text,
                });
                break;
        }
    }

    /// <summary>A string between quotation marks, with the escapes that it needs.</summary>
    public static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ':
                    text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }
}
