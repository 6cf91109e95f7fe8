using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;

namespace BigData.Hosting.Reporting;

/// <summary>The document for machines: the same facts as on the page, unrounded.</summary>
internal static class ReportJson
{
    public static JsonObject Of(ReportDocument report) => new()
    {
        ["as_of"] = Values.Json(report.AsOf),
        ["window_days"] = report.WindowDays,
        ["missing"] = new JsonArray([.. report.Missing.Select(missing => new JsonObject { ["table"] = missing.Table, ["command"] = missing.Command })]),
        ["sources"] = new JsonArray([.. report.Sources.Select(source => new JsonObject
        {
            ["source"] = source.Source,
            ["as_of"] = Values.Json(source.AsOf),
            ["figures"] = new JsonObject(source.Figures.Select(figure => KeyValuePair.Create(figure.Name, Values.Json(figure.Value)))),
            ["sections"] = Sections(source.Sections),
        })]),
        ["lakehouse"] = Sections(report.Closing),
    };

    private static JsonArray Sections(IReadOnlyList<ReportSection> sections) => new([.. sections.Select(section => new JsonObject
    {
        ["id"] = section.Id,
        ["title"] = section.Title,
        ["text"] = section.Lead,
        ["tables"] = new JsonArray([.. section.Blocks.OfType<DataTable>().Select(Table)]),
        ["remarks"] = new JsonArray([.. section.Blocks.OfType<Remark>().Select(remark => JsonValue.Create(remark.Text))]),
        ["missing"] = new JsonArray([.. section.Blocks.OfType<MissingTable>().Select(missing => JsonValue.Create(missing.Table))]),
        ["basis"] = new JsonArray([.. section.Basis.Select(basis => new JsonObject
        {
            ["table"] = basis.Table, ["version"] = basis.Version, ["as_of"] = Values.Json(basis.AsOf),
        })]),
    })]);

    private static JsonObject Table(DataTable table) => new()
    {
        ["name"] = table.Name,
        ["caption"] = table.Caption,
        ["rows"] = new JsonArray([.. table.Rows.Select(row => Row(table, row))]),
    };

    private static JsonObject Row(DataTable table, IReadOnlyList<object?> row)
    {
        JsonObject json = [];
        for (int i = 0; i < table.Columns.Count; i++)
        {
            // A channel may be called like a column of the table.
            string name = table.Columns[i].Name;
            json[json.ContainsKey(name) ? string.Create(CultureInfo.InvariantCulture, $"{name}_{i}") : name] = row[i] is Absent ? null : Values.Json(row[i]);
        }

        return json;
    }
}
