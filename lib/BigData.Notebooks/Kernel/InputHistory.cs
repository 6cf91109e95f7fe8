using System.IO.Enumeration;
using System.Text.Json.Nodes;
using BigData.Notebooks.Protocol;

namespace BigData.Notebooks.Kernel;

/// <summary>The cells that were run in this kernel.</summary>
internal sealed class InputHistory
{
    private const int ThisSession = 0;

    private readonly List<(int Line, string Code)> _inputs = [];

    public void Add(int line, string code) => _inputs.Add((line, code));

    /// <summary>The answer to a request for history: entries of session, line and text, as Jupyter has them.</summary>
    public JsonArray Answer(Message request)
    {
        IEnumerable<(int Line, string Code)> found = request.Text("hist_access_type") switch
        {
            "range" => _inputs.Where(input => input.Line >= request.Number("start", 0) && input.Line < (request.Number("stop", 0) is var stop and > 0 ? stop : int.MaxValue)),
            "search" => Last(Unique(_inputs.Where(input => FileSystemName.MatchesSimpleExpression(request.Text("pattern") is { Length: > 0 } pattern ? pattern : "*", input.Code)), request), request),
            _ => Last(_inputs, request),
        };
        bool withOutput = request.Flag("output", otherwise: false);
        return [.. found.Select(input => new JsonArray(ThisSession, input.Line, withOutput ? new JsonArray(input.Code, null) : JsonValue.Create(input.Code)))];
    }

    private static IEnumerable<(int Line, string Code)> Unique(IEnumerable<(int Line, string Code)> inputs, Message request) =>
        request.Flag("unique", otherwise: false) ? inputs.Reverse().DistinctBy(input => input.Code, StringComparer.Ordinal).Reverse() : inputs;

    private static IEnumerable<(int Line, string Code)> Last(IEnumerable<(int Line, string Code)> inputs, Message request) =>
        inputs.TakeLast(request.Number("n", int.MaxValue));
}
