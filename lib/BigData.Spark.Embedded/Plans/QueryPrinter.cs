using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BigData.Spark.Embedded.Plans;

/// <summary>
/// Prints relations that SQL text can say as a query that the parser reads back to an equal tree. Other relations are printed in the same spirit.
/// </summary>
internal static class QueryPrinter
{
    // Words that would go on with the query where the name of a table is expected.
    private static readonly FrozenSet<string> Words = new[]
    {
        "ANTI", "CLUSTER", "CROSS", "DISTRIBUTE", "EXCEPT", "FULL", "GROUP", "HAVING", "INNER", "INTERSECT", "JOIN", "LATERAL", "LEFT", "LIMIT", "MINUS", "NATURAL", "OFFSET",
        "PIVOT", "QUALIFY", "RIGHT", "SEMI", "SORT", "SYSTEM_TIME", "SYSTEM_VERSION", "TABLE", "TABLESAMPLE", "UNION", "UNPIVOT", "USING", "VALUES", "VERSION", "WHERE", "WINDOW",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The whole query, with what orders and cuts its rows.</summary>
    public static string Print(Relation query)
    {
        switch (query)
        {
            case Limit { Input: Offset offset } limit:
                return $"{Below(offset.Input, offset.Input is Sort or Repartition)} LIMIT {Number(limit.Count)} OFFSET {Number(offset.Count)}";
            case Limit limit:
                return $"{Below(limit.Input, limit.Input is Sort or Repartition)} LIMIT {Number(limit.Count)}";
            case Offset offset:
                return $"{Below(offset.Input, offset.Input is Sort or Repartition)} OFFSET {Number(offset.Count)}";
            case Sort { IsGlobal: true } sort:
                return $"{Below(sort.Input, false)} ORDER BY {string.Join(", ", sort.Order)}";
            case Sort sort:
                return $"{Below(sort.Input, sort.Input is Repartition)} SORT BY {string.Join(", ", sort.Order)}";
            case Repartition { Partitions: null } spread:
                return $"{Below(spread.Input, false)} DISTRIBUTE BY {string.Join(", ", spread.Expressions)}";
            case SetOperation set:
                string word = set.Kind.ToString().ToUpperInvariant();
                return $"{Side(set.Left)} {word}{(set.IsAll ? " ALL" : string.Empty)} {Side(set.Right)}";
            case InlineTable { ColumnNames.IsEmpty: true } table:
                return $"VALUES {string.Join(", ", table.Rows)}";
            case ReadTable:
                return $"TABLE {From(query)}";
            case SubqueryAlias or TableFunction or Join or LateralJoin or Generate:
                return $"SELECT * FROM {From(query)}";
            default:
                return IsBlock(query) ? Block(query) : $"<{PlanPrinter.Label(query)}>";
        }
    }

    private static string Name(string name) => Words.Contains(name) ? $"`{name}`" : ExpressionPrinter.Identifier(name);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Below(Relation query, bool isOpen) => isOpen || IsBlock(query) || query is SetOperation ? Print(query) : Side(query);

    private static string Side(Relation query) => $"({Print(query)})";

    private static bool IsBlock(Relation query) => query switch
    {
        Project => true,
        Aggregate aggregate => aggregate.IsSelect,
        Deduplicate { AllColumns: true, ColumnNames.IsEmpty: true } distinct => distinct.Input is not Deduplicate && IsBlock(distinct.Input),
        Having having => having.Input is Aggregate { IsSelect: true },
        Qualify qualify => qualify.Input is Project or Having || qualify.Input is Aggregate { IsSelect: true },
        _ => false,
    };

    private static string Block(Relation query)
    {
        bool distinct = query is Deduplicate;
        query = query is Deduplicate outer ? outer.Input : query;
        Expression? qualify = (query as Qualify)?.Condition;
        query = query is Qualify qualified ? qualified.Input : query;
        Expression? having = (query as Having)?.Condition;
        query = query is Having grouped ? grouped.Input : query;
        StringBuilder text = new("SELECT ");
        text.Append(distinct ? "DISTINCT " : string.Empty);
        if (query is Project project)
        {
            Rows(text, project.Expressions, project.Input);
        }
        else if (query is Aggregate aggregate)
        {
            Rows(text, aggregate.Aggregates, aggregate.Input);
            Group(text, aggregate);
        }

        text.Append(having is null ? string.Empty : $" HAVING {having}");
        return text.Append(qualify is null ? string.Empty : $" QUALIFY {qualify}").ToString();
    }

    private static void Rows(StringBuilder text, ValueArray<Expression> items, Relation? input)
    {
        text.AppendJoin(", ", items);
        Expression? condition = (input as Filter)?.Condition;
        input = input is Filter filter ? filter.Input : input;
        if (input is not null and not Project { Input: null, Expressions.IsEmpty: true })
        {
            text.Append(" FROM ").Append(From(input));
        }

        text.Append(condition is null ? string.Empty : $" WHERE {condition}");
    }

    private static void Group(StringBuilder text, Aggregate aggregate)
    {
        string keys = string.Join(", ", aggregate.Grouping);
        text.Append(aggregate.Kind switch
        {
            GroupKind.Rollup => $" GROUP BY ROLLUP({keys})",
            GroupKind.Cube => $" GROUP BY CUBE({keys})",
            GroupKind.GroupingSets => $" GROUP BY {keys} GROUPING SETS({string.Join(", ", aggregate.GroupingSets)})",
            _ => keys.Length == 0 ? string.Empty : $" GROUP BY {keys}",
        });
    }

    // What stands after FROM.
    private static string From(Relation relation) => relation switch
    {
        ReadTable table => string.Join('.', table.NameParts.Select(Name)) + Moment(table.Options),
        SubqueryAlias { Input: ToDF names } alias => $"{Source(names.Input)} AS {Name(alias.Name)}({Names(names.ColumnNames)})",
        SubqueryAlias { Input: TableFunction { ColumnNames.IsEmpty: false } function } alias
            => $"{Call(function)} AS {Name(alias.Name)}({Names(function.ColumnNames)})",
        SubqueryAlias { Input: InlineTable { ColumnNames.IsEmpty: false } table } alias
            => $"VALUES {string.Join(", ", table.Rows)} AS {Name(alias.Name)}({Names(table.ColumnNames)})",
        SubqueryAlias alias => $"{Source(alias.Input)} AS {Name(alias.Name)}",
        TableFunction function => Call(function),
        Join join => $"{From(join.Left)} {(join.IsNatural ? "NATURAL " : string.Empty)}{Word(join.Kind)} JOIN {Right(join.Right)}{Condition(join.Condition, join.Using)}",
        LateralJoin join => $"{From(join.Left)} {Word(join.Kind)} JOIN LATERAL {Right(join.Right)}{Condition(join.Condition, default)}",
        Generate generate => $"{From(generate.Input)} LATERAL VIEW {(generate.IsOuter ? "OUTER " : string.Empty)}{generate.Generator} {Name(generate.Name)}"
            + (generate.ColumnNames.IsEmpty ? string.Empty : $" AS {Names(generate.ColumnNames)}"),
        Sample { LowerBound: 0, WithReplacement: false } sample => string.Create(CultureInfo.InvariantCulture, $"{Source(sample.Input)} TABLESAMPLE ({sample.UpperBound * 100:R} PERCENT)")
            + (sample.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $" REPEATABLE ({seed})") : string.Empty),
        _ => Side(relation),
    };

    private static string Source(Relation relation) => relation is ReadTable or TableFunction or Sample ? From(relation)
        : relation is Join or LateralJoin or Generate or SubqueryAlias ? $"({From(relation)})"
        : Side(relation);

    private static string Right(Relation relation) => relation is Join or LateralJoin or Generate ? $"({From(relation)})" : From(relation);

    private static string Call(TableFunction function) => $"{Name(function.Name)}({string.Join(", ", function.Arguments)})";

    private static string Names(ValueArray<string> names) => string.Join(", ", names.Select(Name));

    private static string Moment(OptionMap options)
        => options["versionAsOf"] is { } version ? $" VERSION AS OF {version}"
            : options["timestampAsOf"] is { } time ? $" TIMESTAMP AS OF {new Literal(Sql.Types.DataTypes.String, time)}"
            : string.Empty;

    private static string Word(JoinKind kind) => kind switch
    {
        JoinKind.Inner => "INNER",
        JoinKind.FullOuter => "FULL",
        JoinKind.LeftOuter => "LEFT",
        JoinKind.RightOuter => "RIGHT",
        JoinKind.LeftAnti => "LEFT ANTI",
        JoinKind.LeftSemi => "LEFT SEMI",
        _ => "CROSS",
    };

    private static string Condition(Expression? condition, ValueArray<string> shared)
        => condition is not null ? $" ON {condition}" : shared.IsEmpty ? string.Empty : $" USING ({Names(shared)})";
}
