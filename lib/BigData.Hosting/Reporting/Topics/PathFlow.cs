namespace BigData.Hosting.Reporting.Topics;

/// <summary>Paths as a flow of at most three told steps, further ones together, and two ends after each step.</summary>
internal static class PathFlow
{
    /// <summary>How many steps are told apart.</summary>
    public const int Steps = 3;

    public const string Ordered = "Order";
    public const string Lost = "No order";

    private const int ChannelsShown = 7;
    private const string Others = "Other channels";

    private static readonly FlowNode Gain = new(Ordered, FlowKind.Gain);
    private static readonly FlowNode Loss = new(Lost, FlowKind.Loss);
    private static readonly FlowNode Rest = new("4th contact and more", FlowKind.Rest);
    private static readonly string[] Headings = ["1st contact", "2nd contact", "3rd contact", "4th and more", "End"];

    /// <summary>The flow with its rows.</summary>
    public static DataTable Table(IReadOnlyList<PathStart> starts, string window)
    {
        IReadOnlyList<FlowLink> links = Links(starts);
        long all = starts.Sum(start => start.Conversions + start.Nulls);
        long gains = starts.Sum(start => start.Conversions);
        string summary = $"Of {ReaderText.Of(all, "path", "paths")}, {ReaderText.Count(gains)} end in an order ({ReaderText.Share(all == 0 ? 0 : (double)gains / all)}).";
        int columns = links.Count == 0 ? 0 : links.Max(link => link.Column) + 2;
        return new DataTable(
            "path_flow",
            $"Paths step by step, {window}",
            [new("step", "After"), new("from", "From"), new("to", "To"), new("paths", "Paths", ValueKind.Count), new("share", "Share of all paths", ValueKind.Share)],
            [.. links.Select(link => new List<object?> { Headings[link.Column], link.From.Label, link.To.Label, link.Count, (double)link.Count / all })],
            new FlowChart($"Paths from the first contact to their end, {window}", summary, Headings[..columns], links));
    }

    private static IReadOnlyList<FlowLink> Links(IReadOnlyList<PathStart> starts)
    {
        HashSet<string> shown = [.. starts.SelectMany(start => start.Steps.Select(step => (step, Count: start.Conversions + start.Nulls)))
            .GroupBy(step => step.step, step => step.Count, StringComparer.Ordinal)
            .OrderByDescending(step => step.Sum()).ThenBy(step => step.Key, StringComparer.Ordinal)
            .Take(ChannelsShown).Select(step => step.Key)];
        Dictionary<(int Column, FlowNode From, FlowNode To), long> counts = [];
        foreach (PathStart start in starts)
        {
            List<FlowNode> nodes = [.. start.Steps.Select(step => new FlowNode(shown.Contains(step) ? ReaderText.Words(step) : Others))];
            if (start.GoesOn)
            {
                nodes.Add(Rest);
            }

            Add(counts, [.. nodes, Gain], start.Conversions);
            Add(counts, [.. nodes, Loss], start.Nulls);
        }

        return [.. counts.Select(pair => new FlowLink(pair.Key.Column, pair.Key.From, pair.Key.To, pair.Value))
            .OrderBy(link => link.Column).ThenByDescending(link => link.Count)
            .ThenBy(link => link.From.Label, StringComparer.Ordinal).ThenBy(link => link.To.Label, StringComparer.Ordinal)];
    }

    private static void Add(Dictionary<(int Column, FlowNode From, FlowNode To), long> counts, List<FlowNode> nodes, long paths)
    {
        for (int i = 0; paths > 0 && i + 1 < nodes.Count; i++)
        {
            (int, FlowNode, FlowNode) link = (i, nodes[i], nodes[i + 1]);
            counts[link] = counts.GetValueOrDefault(link) + paths;
        }
    }
}
