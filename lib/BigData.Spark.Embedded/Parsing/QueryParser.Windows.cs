using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <content>The WINDOW clause: its windows are put in the place of their names.</content>
internal sealed partial class QueryParser
{
    private bool TryWindowClause()
    {
        if (!(_tokens.IsWord("WINDOW") && _tokens.IsName(1) && _tokens.IsWord("AS", 2)))
        {
            return false;
        }

        int start = _tokens.Current.Start;
        _tokens.Next();
        Dictionary<string, WindowDefinition> windows = new(StringComparer.OrdinalIgnoreCase);
        do
        {
            string name = _tokens.Name();
            _tokens.ExpectWord("AS");
            if (!windows.TryAdd(name, _expressions.WindowDefinition()))
            {
                throw ParseErrors.Fragment(
                    _tokens.Text, start, _tokens.PreviousEnd, "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION", ("windowName", SqlNames.Quote(name)));
            }
        }
        while (_tokens.TrySymbol(","));
        foreach ((string name, WindowDefinition window) in windows.ToArray())
        {
            windows[name] = Followed(windows, name, window, start);
        }

        _windows = windows;
        return true;
    }

    // WINDOW a AS b: one step is enough, as in Spark.
    private WindowDefinition Followed(Dictionary<string, WindowDefinition> windows, string name, WindowDefinition window, int start)
    {
        if (window.Reference is not { } reference)
        {
            return window;
        }

        string error = !windows.TryGetValue(reference, out WindowDefinition? target) ? "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE"
            : target.Reference is not null ? "INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE"
            : string.Empty;
        return error.Length == 0 ? target! : throw ParseErrors.Fragment(_tokens.Text, start, _tokens.PreviousEnd, error, ("windowName", SqlNames.Quote(error.EndsWith("UNRESOLVED_WINDOW_REFERENCE", StringComparison.Ordinal) ? reference : name)));
    }

    // The select list, HAVING, QUALIFY and ORDER BY use the windows; subqueries have their own.
    private Relation WithWindows(Relation query)
    {
        if (_windows is null)
        {
            return query;
        }

        return query switch
        {
            Project project => project with { Expressions = project.Expressions.Map(Replaced) },
            Aggregate aggregate => aggregate with { Aggregates = aggregate.Aggregates.Map(Replaced) },
            Having having => having with { Input = WithWindows(having.Input), Condition = Replaced(having.Condition) },
            Qualify qualify => qualify with { Input = WithWindows(qualify.Input), Condition = Replaced(qualify.Condition) },
            Deduplicate distinct => distinct with { Input = WithWindows(distinct.Input) },
            Sort sort => sort with { Input = WithWindows(sort.Input), Order = sort.Order.Map(o => o with { Child = Replaced(o.Child) }) },
            _ => query,
        };
    }

    // A name that is not defined stays, for the resolver to refuse.
    private Expression Replaced(Expression expression) => expression.TransformUp(node
        => node is Window { Reference: { } name } window && _windows!.TryGetValue(name, out WindowDefinition? found)
            ? window with { Reference = null, PartitionBy = found.PartitionBy, OrderBy = found.OrderBy, Frame = found.Frame }
            : node);
}

/// <summary>A window as it is written, or the name of another.</summary>
internal sealed record WindowDefinition(ValueArray<Expression> PartitionBy, ValueArray<SortOrder> OrderBy, WindowFrame? Frame, string? Reference = null);
