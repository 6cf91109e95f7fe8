namespace BigData.Hosting.Reporting.Charts;

/// <summary>Where nodes and streams of a flow lie. Heights are in pixels, positions across in percent.</summary>
internal sealed class FlowLayout
{
    private const double Top = 30;
    private const double Body = 340;
    private const double Gap = 17;

    // The last column leaves room for its names.
    private const double Across = 84;

    private readonly int _columns;

    private FlowLayout(int columns)
    {
        _columns = columns;
    }

    public IReadOnlyList<PlacedNode> Nodes { get; private init; } = [];

    public IReadOnlyList<PlacedLink> Links { get; private init; } = [];

    public double Height { get; private init; }

    /// <summary>Left edge of a column.</summary>
    public double X(int column) => X(column, _columns);

    public static FlowLayout Of(FlowChart chart)
    {
        int columns = chart.Headings.Count;
        Dictionary<string, long> weights = chart.Links.GroupBy(link => link.From.Label, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(link => link.Count), StringComparer.Ordinal);
        Dictionary<string, int> colours = chart.Links.SelectMany(link => new[] { link.From, link.To }).Where(node => node.Kind == FlowKind.Step).Distinct()
            .OrderByDescending(node => weights.GetValueOrDefault(node.Label)).ThenBy(node => node.Label, StringComparer.Ordinal)
            .Select((node, i) => (node.Label, i)).ToDictionary(pair => pair.Label, pair => pair.i, StringComparer.Ordinal);
        List<List<(FlowNode Node, long Count)>> sized = [.. Enumerable.Range(0, columns).Select(column => Sized(chart, column, colours))];
        long most = sized.Select(nodes => nodes.Sum(node => node.Count)).DefaultIfEmpty().Max();
        double scale = most == 0 ? 0 : Body / most;
        Dictionary<(int Column, FlowNode Node), PlacedNode> placed = [];
        double bottom = Top;
        for (int column = 0; column < columns; column++)
        {
            double top = Top;
            foreach ((FlowNode node, long count) in sized[column])
            {
                placed[(column, node)] = new PlacedNode(node, column, count, top, count * scale, colours.GetValueOrDefault(node.Label));
                top += (count * scale) + Gap;
            }

            bottom = Math.Max(bottom, top);
        }

        return new FlowLayout(columns)
        {
            Nodes = [.. placed.Values],
            Links = Place(chart, placed, scale, columns),
            Height = bottom,
        };
    }

    private static double X(int column, int columns) => columns < 2 ? 0 : Across * column / (columns - 1);

    // Steps by weight, the same order in every column; then those not told apart, then the ends.
    private static List<(FlowNode Node, long Count)> Sized(FlowChart chart, int column, Dictionary<string, int> colours) =>
    [
        .. chart.Links.Where(link => link.Column == column).Select(link => link.From)
            .Concat(chart.Links.Where(link => link.Column == column - 1).Select(link => link.To)).Distinct()
            .Select(node => (Node: node, Count: column == 0
                ? chart.Links.Where(link => link.Column == 0 && link.From == node).Sum(link => link.Count)
                : chart.Links.Where(link => link.Column == column - 1 && link.To == node).Sum(link => link.Count)))
            .OrderBy(node => node.Node.Kind).ThenBy(node => colours.GetValueOrDefault(node.Node.Label)),
    ];

    private static List<PlacedLink> Place(FlowChart chart, Dictionary<(int Column, FlowNode Node), PlacedNode> placed, double scale, int columns)
    {
        Dictionary<PlacedNode, double> left = [];
        Dictionary<PlacedNode, double> entered = [];
        List<PlacedLink> links = [];
        foreach (FlowLink link in chart.Links.OrderBy(link => link.Column)
            .ThenBy(link => placed[(link.Column, link.From)].Top).ThenBy(link => placed[(link.Column + 1, link.To)].Top))
        {
            PlacedNode from = placed[(link.Column, link.From)];
            PlacedNode to = placed[(link.Column + 1, link.To)];
            double height = link.Count * scale;
            links.Add(new PlacedLink(
                from, to, link.Count, X(link.Column, columns), X(link.Column + 1, columns), from.Top + left.GetValueOrDefault(from), to.Top + entered.GetValueOrDefault(to), height));
            left[from] = left.GetValueOrDefault(from) + height;
            entered[to] = entered.GetValueOrDefault(to) + height;
        }

        return links;
    }
}

/// <summary>A node in its place.</summary>
internal sealed record PlacedNode(FlowNode Node, int Column, long Count, double Top, double Height, int Colour);

/// <summary>A stream in its place.</summary>
internal sealed record PlacedLink(PlacedNode From, PlacedNode To, long Count, double Left, double Right, double FromTop, double ToTop, double Height);
