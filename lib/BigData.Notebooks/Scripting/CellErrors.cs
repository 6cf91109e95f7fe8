using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace BigData.Notebooks.Scripting;

/// <summary>Errors of the compiler and of running code as places in cells.</summary>
internal sealed class CellErrors
{
    private const int MostShown = 10;

    private readonly Dictionary<string, (string Name, string[] Lines)> _sources = new(StringComparer.Ordinal);

    /// <summary>Remembers the text of a cell under the path that it is compiled with.</summary>
    public void Remember(string path, string name, string code) => _sources[path] = (name, code.ReplaceLineEndings("\n").Split('\n'));

    public CellError Of(ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
        List<string> lines = [];
        foreach (Diagnostic error in errors.Take(MostShown))
        {
            lines.AddRange(Describe(error));
        }

        if (errors.Length > MostShown)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {errors.Length - MostShown} more errors"));
        }

        return new CellError("CompilationError", Describe(errors[0])[0], lines);
    }

    public IEnumerable<string> Warnings(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1701" or "CS1702" or "CS8632")).Select(diagnostic => Describe(diagnostic)[0]);

    public CellError Of(Exception exception)
    {
        Exception error = Unwrap(exception);
        List<string> lines = [$"{error.GetType().Name}: {error.Message}"];
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            lines.Add($"caused by {cause.GetType().Name}: {cause.Message}");
        }

        foreach (StackFrame frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { } path && _sources.ContainsKey(path))
            {
                lines.AddRange(Place(path, frame.GetFileLineNumber(), frame.GetFileColumnNumber()));
            }
        }

        return new CellError(error.GetType().Name, error.Message, lines);
    }

    public static CellError Interrupted() => new("Interrupted", "The cell was interrupted.", ["Interrupted: the cell was interrupted."]);

    private static Exception Unwrap(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [{ } only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => error,
    };

    private string[] Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetMappedLineSpan();
        string kind = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        string message = $"{kind} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        if (!span.IsValid)
        {
            return [message];
        }

        (int line, int column) = (span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
        string name = _sources.TryGetValue(span.Path, out (string Name, string[] Lines) source) ? source.Name : Path.GetFileName(span.Path);
        return [string.Create(CultureInfo.InvariantCulture, $"{name} ({line},{column}): {message}"), .. Excerpt(span.Path, line, column)];
    }

    private IEnumerable<string> Place(string path, int line, int column) =>
        [string.Create(CultureInfo.InvariantCulture, $"   at {_sources[path].Name}, line {line}, column {column}"), .. Excerpt(path, line, column)];

    // The line of the cell with a mark below the column.
    private IEnumerable<string> Excerpt(string path, int line, int column)
    {
        if (!_sources.TryGetValue(path, out (string Name, string[] Lines) source) || line < 1 || line > source.Lines.Length)
        {
            return [];
        }

        string number = line.ToString(CultureInfo.InvariantCulture);
        return [$"  {number} | {source.Lines[line - 1]}", $"  {new string(' ', number.Length)} | {new string(' ', Math.Max(0, column - 1))}^"];
    }
}
