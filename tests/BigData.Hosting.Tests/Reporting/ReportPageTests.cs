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
        Assert.All(run.Pages.Values, page =>
        {
            Assert.DoesNotMatch("<(script|img|link|iframe|object|form)|(src|action|srcset)=\"", page);
            Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", page.Replace("&#x27;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        });
        Assert.DoesNotContain("href=\"http", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_of_the_report_and_of_the_guides_beside_it_leads_to_a_place()
    {
        Dictionary<string, string[]> places = run.Pages.ToDictionary(page => page.Key, page => (string[])[.. Id().Matches(page.Value).Select(id => id.Groups["id"].Value)]);
        Assert.All(places.Values, ids => Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids));
        foreach ((string page, string text) in run.Pages)
        {
            foreach (string to in Address().Matches(text).Select(address => address.Groups["to"].Value).Where(to => !to.StartsWith("https://", StringComparison.Ordinal)))
            {
                string[] parts = to.Split('#', 2);
                string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
                Assert.True(places.TryGetValue(target, out string[]? ids), $"{page}: {to} is not there");
                Assert.True(parts.Length == 1 || ids.Contains(parts[1], StringComparer.Ordinal), $"{page}: {to} is not there");
            }
        }
    }

    [Fact]
    public void The_report_leads_to_the_guides_and_they_tell_what_the_files_of_the_repository_tell()
    {
        string[] guides = [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "docs", "guide"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(guides, run.Pages.Keys.Where(page => page != run.File).Select(page => Path.GetFileNameWithoutExtension(page)!).Order(StringComparer.Ordinal));
        Assert.All((string[])["publish", "bi", "schedule", "notebooks", "sql", "attribution", "recommendations", "report"], guide =>
            Assert.Contains($" href=\"bigdata-guide/{guide}.html\">", run.Page, StringComparison.Ordinal));
        string publish = run.Guide("publish");
        Assert.Contains("<h1>Publishing</h1>", publish, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"postgresql-in-three-commands\">", publish, StringComparison.Ordinal);
        Assert.Contains("<a href=\"bi.html\">BI tools</a>", publish, StringComparison.Ordinal);
        Assert.Contains("stand in\nconf/destinations.json;", publish, StringComparison.Ordinal);
        Assert.Contains("<code>export BIGDATA__Destinations__bi__ConnectionString=&quot;Host=localhost;", publish, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\"><code>gold.current_segments</code></th><td>the current segment", publish, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://www.quartz-scheduler.net\">Quartz</a>", run.Guide("schedule"), StringComparison.Ordinal);
        Assert.DoesNotContain("<thead>", run.Guide("notebooks"), StringComparison.Ordinal);
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
