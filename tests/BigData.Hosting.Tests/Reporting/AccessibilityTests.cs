using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The page and a guide in a real browser, judged by axe: light and dark on a wide screen, and on a narrow one, all in one start.</summary>
public sealed class AccessibilityTests(ReportRun run) : IClassFixture<ReportRun>
{
    private const string Dark = "@media (prefers-color-scheme: dark)";

    // All rules once; where only colours or widths differ, those that can differ.
    private static readonly (string Name, int Width, string Rules, int Least)[] Frames =
    [
        ("light", 1_280, "{}", 20), ("dark", 1_280, "{ runOnly: ['color-contrast'] }", 1), ("narrow", 360, "{ runOnly: ['scrollable-region-focusable', 'target-size'] }", 1),
        ("guide", 360, "{}", 20),
    ];

    [Fact]
    public async Task Axe_finds_nothing_and_no_screen_is_too_narrow()
    {
        Chromium.RequireOrSkip();
        using TempFolder folder = new();
        string page = WithoutPolicy(run.Page).Replace("<details>", "<details open>", StringComparison.Ordinal);
        Assert.Contains(Dark, page, StringComparison.Ordinal);
        foreach ((string name, int _, string rules, int _) in Frames)
        {
            string seen = (name == "guide" ? WithoutPolicy(run.Guide("publish")) : page).Replace(Dark, name == "dark" ? "@media all" : "@media not all", StringComparison.Ordinal);
            await File.WriteAllTextAsync(folder.File(name + ".html"), Judged(seen, name, rules), TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(folder.File("all.html"), Collector(), TestContext.Current.CancellationToken);
        string dump = await Chromium.DumpAsync(folder.File("all.html"), folder.File("profile"));
        JsonNode[] results = [.. Regex.Matches(dump, "<pre>(?<result>.*?)</pre>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(result => JsonNode.Parse(WebUtility.HtmlDecode(result.Groups["result"].Value))!)];
        Assert.Equal(["dark", "guide", "light", "narrow"], results.Select(result => (string)result["name"]!).Order(StringComparer.Ordinal));
        Assert.All(results, result =>
        {
            Assert.Equal("[]", result["violations"]!.ToJsonString());
            Assert.Equal(0, (int)result["requests"]!);
            int least = Frames.Single(frame => frame.Name == (string)result["name"]!).Least;
            Assert.True((int)result["passes"]! >= least, $"{result["name"]}: axe has judged by {result["passes"]} rules only");
            Assert.True((int)result["wide"]! <= (int)result["screen"]!, $"{result["name"]}: {result["wide"]} pixels on a screen of {result["screen"]}");
        });
        Assert.Equal(360, (int)results.Single(result => (string)result["name"]! == "narrow")["screen"]!);
    }

    private static string WithoutPolicy(string page) => Regex.Replace(page, "<meta http-equiv=[^>]*>", string.Empty, RegexOptions.None, TimeSpan.FromSeconds(5));

    private static string Collector() => "<!DOCTYPE html><html><body><script>addEventListener('message', e => {"
        + " if (e.data && e.data.report) { const pre = document.createElement('pre'); pre.textContent = e.data.report; document.body.append(pre); } });</script>"
        + string.Concat(Frames.Select(frame => $"<iframe src=\"{frame.Name}.html\" style=\"width:{frame.Width}px;height:900px;border:0\"></iframe>"))
        + "</body></html>";

    private static string Judged(string page, string name, string rules)
    {
        using Stream stream = typeof(AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using StreamReader reader = new(stream);
        return page.Replace(
            "</body>",
            $"<script>{reader.ReadToEnd()}</script><script>axe.run({rules}).then(found => parent.postMessage({{ report: JSON.stringify({{ name: '{name}', passes: found.passes.length,"
            + " violations: found.violations.map(one => [one.id, one.nodes[0].html, one.nodes[0].failureSummary]),"
            + " requests: performance.getEntriesByType('resource').length, wide: document.documentElement.scrollWidth, screen: document.documentElement.clientWidth }) }, '*'));</script></body>",
            StringComparison.Ordinal);
    }
}
