using System.Globalization;
using BigData.Hosting.Reporting.Charts;
using BigData.Hosting.Reporting.Guides;

namespace BigData.Hosting.Reporting.Html;

/// <summary>A section of the page: heading, sentence, pictures with their rows, and the tables that it comes from.</summary>
internal static class SectionPart
{
    public static void Write(HtmlText html, ReportSection section, string id)
    {
        html.Open("section", ("id", id), ("class", "topic"))
            .Element("h3", section.Title)
            .Element("p", section.Lead, ("class", "lead"));
        for (int i = 0; i < section.Blocks.Count; i++)
        {
            Write(html, section.Blocks[i], string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}"));
        }

        if (section.Basis.Count > 0)
        {
            html.Open("p", ("class", "basis")).Text("From " + string.Join("; ", section.Basis.Select(Basis)) + ".");
            if (section.Guide is { } guide)
            {
                html.Text(" How it is computed: ").Element("a", guide.Title, ("href", guide.ToString()));
            }

            html.Close();
        }

        html.Close();
    }

    private static string Basis(TableBasis basis) => string.Create(
        CultureInfo.InvariantCulture, $"{basis.Table}, version {basis.Version}{(basis.AsOf is { } day ? $", as of {ReaderText.Day(day)}" : string.Empty)}");

    private static void Write(HtmlText html, ReportBlock block, string id)
    {
        switch (block)
        {
            case Remark remark:
                html.Element("p", remark.Text, ("class", "remark"));
                break;
            case MissingTable missing:
                Missing(html, missing);
                break;
            case DataTable table:
                Table(html, table, id);
                break;
            default:
                throw new NotSupportedException($"A page cannot show a {block.GetType().Name}.");
        }
    }

    private static void Missing(HtmlText html, MissingTable missing)
    {
        html.Open("p", ("class", "remark missing")).Text("The table ").Element("code", missing.Table).Text(" is not in this lakehouse. ");
        if (missing.Command is { } command)
        {
            html.Element("code", command).Text(" makes it.");
        }
        else
        {
            html.Text("This program has no job that makes it.");
        }

        html.Close();
    }

    private static void Table(HtmlText html, DataTable table, string id)
    {
        if (table.Chart is { } chart)
        {
            html.Open("figure").Open("figcaption").Element("strong", chart.Title).Text(" ").Element("span", chart.Summary).Close();
            ChartPart.Write(html, chart, id);
            html.Close();
        }

        bool isFolded = table.IsFolded ?? table.Chart is not null;
        if (isFolded)
        {
            html.Open("details").Element("summary", table.Chart is null ? table.Caption : "The numbers: " + table.Caption, ("id", id + "-caption"));
        }
        else
        {
            html.Element("p", table.Caption, ("id", id + "-caption"), ("class", "caption"));
        }

        Rows(html, table, id);
        if (isFolded)
        {
            html.Close();
        }
    }

    private static void Rows(HtmlText html, DataTable table, string id)
    {
        html.Open("div", ("class", "rows"), ("role", "group"), ("tabindex", "0"), ("aria-labelledby", id + "-caption"))
            .Open("table", ("aria-labelledby", id + "-caption")).Open("thead").Open("tr");
        foreach (DataColumn column in table.Columns)
        {
            html.Element("th", column.Title, ("scope", "col"), ("class", Class(column)));
        }

        html.Close().Close().Open("tbody");
        for (int i = 0; i < table.Rows.Count; i++)
        {
            Row(html, table, i);
        }

        if (table.Rows.Count == 0)
        {
            html.Open("tr").Element("td", "none", ("colspan", table.Columns.Count.ToString(CultureInfo.InvariantCulture)), ("class", "absent")).Close();
        }

        html.Close().Close().Close();
    }

    private static void Row(HtmlText html, DataTable table, int place)
    {
        IReadOnlyList<object?> row = table.Rows[place];
        html.Open("tr");
        for (int i = 0; i < table.Columns.Count; i++)
        {
            DataColumn column = table.Columns[i];
            string text = ReaderText.Cell(row[i], column.Kind);
            string? style = row[i] is Absent ? "absent" : Class(column);
            if (row[i] is Guide guide)
            {
                html.Open("td").Element("a", guide.Title, ("href", guide.ToString())).Close();
            }
            else if (i > 0)
            {
                html.Element("td", text, ("class", style));
            }
            else if (!table.IsGrouped)
            {
                html.Element("th", text, ("scope", "row"), ("class", style));
            }
            else if (place == 0 || !Equals(table.Rows[place - 1][0], row[0]))
            {
                int rows = table.Rows.Skip(place).TakeWhile(next => Equals(next[0], row[0])).Count();
                html.Element("th", text, ("scope", "row"), ("class", style), ("rowspan", rows.ToString(CultureInfo.InvariantCulture)));
            }
        }

        html.Close();
    }

    private static string? Class(DataColumn column) => ReaderText.IsNumeric(column.Kind) ? "number" : column.Kind == ValueKind.Text ? null : "moment";
}
