using System.Text.RegularExpressions;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The page of the small lakehouse.</summary>
public sealed partial class ReportPageTests(ReportRun run) : IClassFixture<ReportRun>
{
    // Headers of the columns that depend on the window.
    private static readonly string[] Numbers = [">ROAS", ">No contact in the window<", ">Without order<", ">Paths’ steps<"];

    [Fact]
    public void Values_cannot_leave_their_place()
    {
        Assert.DoesNotContain("<script", run.Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onload", run.Page, StringComparison.Ordinal);
        Assert.Contains("&lt;/td&gt;&lt;script&gt;", run.Page, StringComparison.Ordinal);
        Assert.Contains("summer&quot; onload=&quot;alert(1)", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        Assert.All(Address().Matches(run.Page), address => Assert.StartsWith("#", address.Groups["to"].Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", run.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", run.Page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", run.Page.Replace("&#x27;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_leads_to_a_place_of_its_own()
    {
        string[] ids = [.. Id().Matches(run.Page).Select(id => id.Groups["id"].Value)];
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(Address().Matches(run.Page), address => Assert.Contains(address.Groups["to"].Value[1..], ids));
    }

    [Fact]
    public void Every_picture_has_a_name_and_its_numbers_below_it()
    {
        string[] figures = run.Page.Split("<figure>")[1..];
        Assert.True(figures.Length >= 6, $"only {figures.Length} pictures");
        Assert.All(figures, figure =>
        {
            Assert.Matches("role=\"img\"[^>]*aria-label=\"[^\"]{20,}\"", figure);
            Assert.Contains("<table ", figure.Split("<h3>")[0].Split("</figure>")[1], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_number_of_attribution_has_its_window_beside_it()
    {
        string[] tables = [.. run.Page.Split("id=\"source-2\"")[0].Split("<table").Skip(1).Select(table => table.Split("</table>")[0])
            .Where(table => Numbers.Any(header => table.Contains(header, StringComparison.Ordinal)) && !table.Contains(">Share of", StringComparison.Ordinal))];
        Assert.True(tables.Length >= 6, $"only {tables.Length} tables of attribution");
        Assert.All(tables, table => Assert.Equal(Regex.Count(table, "<th scope=\"row\""), Regex.Count(table, "<td>30 days</td>")));
        Assert.Equal(8, Regex.Count(run.Page.Split("id=\"source-2\"")[0], "(<p|<summary)[^>]*-caption[^>]*>[^<]*30-day window"));
    }

    [GeneratedRegex("(href|src|action|srcset)=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();
}
