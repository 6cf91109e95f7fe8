using System.Text;
using BigData.Spark.Sql.Types;

namespace BigData.Notebooks.Display;

/// <summary>A schema as a tree; nested fields fold.</summary>
internal static class SchemaDisplay
{
    public static MimeBundle Of(StructType schema)
    {
        StringBuilder html = new();
        Fields(html, schema);
        return new MimeBundle(schema.TreeString()) { Html = html.ToString() };
    }

    private static void Fields(StringBuilder html, StructType schema)
    {
        html.Append("<ul style=\"margin:0\">");
        foreach (StructField field in schema.Fields)
        {
            html.Append("<li>");
            Named(html, field.Name, field.DataType, field.IsNullable ? string.Empty : " not null", field.Comment);
            html.Append("</li>");
        }

        html.Append("</ul>");
    }

    private static void Named(StringBuilder html, string name, DataType type, string rule, string? comment)
    {
        string line = $"<b>{Displays.Encode(name)}</b> <code>{Displays.Encode(Short(type))}</code>{rule}" + (comment is null ? string.Empty : $" <small style=\"opacity:.75\">{Displays.Encode(comment)}</small>");
        if (!IsNested(type))
        {
            html.Append(line);
            return;
        }

        html.Append("<details open><summary>").Append(line).Append("</summary>");
        switch (type)
        {
            case StructType fields:
                Fields(html, fields);
                break;
            case ArrayType array:
                html.Append("<ul style=\"margin:0\"><li>");
                Named(html, "element", array.ElementType, array.ContainsNull ? string.Empty : " not null", comment: null);
                html.Append("</li></ul>");
                break;
            case MapType map:
                html.Append("<ul style=\"margin:0\"><li>");
                Named(html, "key", map.KeyType, " not null", comment: null);
                html.Append("</li><li>");
                Named(html, "value", map.ValueType, map.ValueContainsNull ? string.Empty : " not null", comment: null);
                html.Append("</li></ul>");
                break;
            default:
                break;
        }

        html.Append("</details>");
    }

    private static bool IsNested(DataType type) => type is StructType or ArrayType or MapType;

    private static string Short(DataType type) => IsNested(type) ? type.TypeName : type.SimpleString;
}
