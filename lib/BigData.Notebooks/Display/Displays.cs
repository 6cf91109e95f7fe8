using System.Collections;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Notebooks.Display;

/// <summary>What a value looks like below a cell.</summary>
internal static class Displays
{
    /// <summary>The pictures of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="rows">How many rows of a frame or list at most.</param>
    public static MimeBundle Of(object? value, int rows) => value switch
    {
        null => new MimeBundle("null"),
        string text => new MimeBundle(text),
        DataFrame frame => FrameTable.Of(frame, rows),
        Chart chart => chart.Draw(),
        StructType schema => SchemaDisplay.Of(schema),
        PlanText plan => PlanDisplay.Of(plan),
        HtmlText html => new MimeBundle(html.Text) { Html = html.Text },
        MarkdownText markdown => new MimeBundle(markdown.Text) { Markdown = markdown.Text },
        JsonNode json => new MimeBundle(json.ToString()) { Json = json },
        Row row => Rows([row], rows),
        IEnumerable<Row> list => Rows(list, rows),
        byte[] bytes => new MimeBundle(ValueText.Of(bytes)),
        IDictionary map => Table(["key", "value"], map.Keys.Cast<object?>().Select(key => (IReadOnlyList<object?>)[key, map[key!]]), rows),
        IEnumerable items => Items(items, rows),
        _ => new MimeBundle(ValueText.Of(value)),
    };

    private static MimeBundle Rows(IEnumerable<Row> list, int limit)
    {
        List<Row> rows = [.. list.Take(limit + 1)];
        if (rows.Count == 0)
        {
            return new MimeBundle("no rows");
        }

        TableColumn[] columns = rows[0].Schema is { } schema
            ? [.. schema.Fields.Select(field => new TableColumn(field.Name, field.DataType.SimpleString, FrameTable.IsNumber(field.DataType)))]
            : [.. Enumerable.Range(1, rows[0].Count).Select(i => new TableColumn($"_{i}", string.Empty, IsNumber: false))];
        return HtmlTable.Write(columns, [.. rows.Take(limit).Select(row => row.Values)], rows.Count > limit);
    }

    // Objects become tables of their properties; simple values a list.
    private static MimeBundle Items(IEnumerable items, int limit)
    {
        List<object?> list = [];
        foreach (object? item in items)
        {
            list.Add(item);
            if (list.Count > limit)
            {
                break;
            }
        }

        Type? type = list.FirstOrDefault(item => item is not null)?.GetType();
        if (type is null || IsSimple(type) || type.GetProperties().Length == 0 || list.Exists(item => item is not null && item.GetType() != type))
        {
            string end = list.Count > limit ? ", …" : string.Empty;
            return new MimeBundle($"[{string.Join(", ", list.Take(limit).Select(ValueText.Of))}{end}]");
        }

        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
        IEnumerable<IReadOnlyList<object?>> rows = list.Select(item => (IReadOnlyList<object?>)[.. properties.Select(property => item is null ? null : property.GetValue(item))]);
        return Table([.. properties.Select(property => property.Name)], rows, limit);
    }

    private static MimeBundle Table(IReadOnlyList<string> names, IEnumerable<IReadOnlyList<object?>> values, int limit)
    {
        List<IReadOnlyList<object?>> rows = [.. values.Take(limit + 1)];
        TableColumn[] columns =
        [
            .. names.Select((name, i) => new TableColumn(name, string.Empty, rows.Exists(row => row[i] is not null) && rows.TrueForAll(row => row[i] is null || IsNumber(row[i]!)))),
        ];
        return HtmlTable.Write(columns, [.. rows.Take(limit)], rows.Count > limit);
    }

    private static bool IsNumber(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or SparkDecimal;

    // Types of the framework are values or lists; others are told by their properties.
    private static bool IsSimple(Type type) => type.IsEnum || type.Namespace == nameof(System) || typeof(IEnumerable).IsAssignableFrom(type);

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);
}
