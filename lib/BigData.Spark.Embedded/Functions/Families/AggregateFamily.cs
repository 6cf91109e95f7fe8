using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Aggregates.</summary>
internal static class AggregateFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        yield return Rows.Aggregate("count", BindCount, LowerCount);
        FunctionRow sum = Rows.Aggregate("sum", BindSum, LowerSum);
        yield return sum;
        yield return sum with { Name = "try_sum", Bind = (_, call) => ((TypedCall)BindSum(sum, call)) with { IsTry = true } };
        FunctionRow average = Rows.Aggregate("avg", BindAverage, LowerAverage);
        yield return average;
        yield return Rows.Alias("mean", average);
        yield return average with { Name = "try_avg", Bind = (_, call) => ((TypedCall)BindAverage(average, call)) with { IsTry = true } };
        yield return Extreme("min");
        yield return Extreme("max");
        yield return Rows.Aggregate("count_if", "boolean -> long!", (call, _) => Rows.AggregateCall(call, "count", arguments: "CASE WHEN {0} THEN 1 END"));
        yield return Rows.Aggregate("approx_count_distinct", "any, [double] -> long!", (call, _) => Rows.AggregateCall(call with { IsDistinct = true }, "count", arguments: "{0}"));
        foreach (FunctionRow row in FirstAndLast().Concat(Lists()).Concat(Truth()).Concat(StatisticsFamily.All()))
        {
            yield return row;
        }

        yield return By("max_by", "max");
        yield return By("min_by", "min");
        yield return Rows.Aggregate("grouping", "any -> byte!", (call, _) => Rows.Fill(call, "CAST(grouping({0}) AS TINYINT)"));
        yield return Rows.Aggregate("grouping_id", "[any...] -> long!", (call, _) => Rows.Fill(call, "CAST(grouping({*}) AS BIGINT)"));
        FunctionRow list = Rows.Aggregate("listagg", "string, [string] -> string?", LowerListAgg) with
        {
            Pretty = (c, p) => $"{c.DisplayName}({(c.IsDistinct ? "DISTINCT " : string.Empty)}{p(c.Arguments[0])}, {(c.Arguments.Count == 2 ? p(c.Arguments[1]) : "NULL")})",
        };
        yield return list;
        yield return Rows.Alias("string_agg", list);
        yield return Rows.Aggregate("product", "double -> double?", (call, _) => Rows.AggregateCall(call, "product"));
    }

    private static FunctionRow Extreme(string name)
        => Rows.Aggregate(
            name,
            (row, call) =>
            {
                TypedCall bound = (TypedCall)Rows.Bound("T -> T?")(row, call);
                return TypeRules.IsOrderable(bound.Type) ? bound : throw AnalysisErrors.Make(
                    "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
                    call.Syntax,
                    ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
                    ("functionName", SqlNames.Quote(call.Name)),
                    ("dataType", AnalysisErrors.Type(bound.Type)));
            },
            (call, _) => Rows.AggregateCall(call with { IsDistinct = false }, name));

    private static TypedExpression BindCount(FunctionRow row, Invocation call)
        => call.Arguments.IsEmpty
            ? throw AnalysisErrors.WrongNumArgs("count", "> 0", 0, call.Syntax)
            : Rows.Make(row, call, call.Arguments, DataTypes.Long, false);

    private static SqlExpression LowerCount(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments.Count == 1)
        {
            bool isAny = call.Arguments[0] is TypedLiteral { Value: not null } && !call.IsDistinct;
            return Rows.AggregateCall(call, "count", arguments: isAny ? "*" : "{0}");
        }

        string present = string.Join(" AND ", Enumerable.Range(0, call.Arguments.Count).Select(i => $"{{{i}}} IS NOT NULL"));
        return Rows.AggregateCall(call, "count", arguments: $"CASE WHEN {present} THEN row({{0}}, {string.Join(", ", Enumerable.Range(1, call.Arguments.Count - 1).Select(i => $"{{{i}}}"))}) END");
    }

    private static TypedExpression BindSum(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("numeric|ansiinterval -> void?")(row, call);
        DataType type = bound.Arguments[0].Type switch
        {
            DecimalType d => DecimalRules.Sum(d),
            DayTimeIntervalType or YearMonthIntervalType => bound.Arguments[0].Type,
            var t when TypeRules.IsIntegral(t) => DataTypes.Long,
            _ => DataTypes.Double,
        };
        return bound with { ResultType = type };
    }

    private static SqlExpression LowerSum(TypedCall call, ResolveOptions options)
    {
        bool quiet = call.IsTry || !options.Ansi;
        string cast = quiet ? "TRY_CAST" : "CAST";
        return call.Type switch
        {
            LongType or DecimalType => Rows.AggregateCall(call, "sum", $"{cast}(# AS {DuckTypes.Name(call.Type)})"),
            DoubleType => Rows.AggregateCall(call, "sum", arguments: call.Arguments[0].Type is FloatType ? "CAST({0} AS DOUBLE)" : "{*}"),
            _ => Rows.AggregateCall(call, "sum"),
        };
    }

    private static TypedExpression BindAverage(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("numeric -> void?")(row, call);
        return bound with { ResultType = bound.Arguments[0].Type is DecimalType d ? DecimalRules.Average(d) : DataTypes.Double };
    }

    private static SqlExpression LowerAverage(TypedCall call, ResolveOptions options)
    {
        if (call.Arguments[0].Type is not DecimalType type)
        {
            return Rows.AggregateCall(call, "avg", arguments: call.Arguments[0].Type is FloatType ? "CAST({0} AS DOUBLE)" : "{*}");
        }

        DecimalType sum = DecimalRules.Sum(type);
        string kernel = KernelCatalog.Use(DecimalKernels.Average(sum, (DecimalType)call.Type));
        string total = Rows.AggregateText(call, "sum");
        string count = Rows.AggregateText(call, "count");
        return new SqlExpression($"{kernel}(CAST({total} AS {DuckTypes.Name(sum)}), {count})", call.Children, call.Type, true);
    }

    private static IEnumerable<FunctionRow> FirstAndLast()
    {
        foreach ((string name, string duck) in ((string, string)[])[("first", "first"), ("first_value", "first"), ("any_value", "first"), ("last", "last"), ("last_value", "last")])
        {
            yield return Rows.Aggregate(name, BindFirst, (call, _) => Rows.AggregateCall(
                call with { IgnoreNulls = false }, duck, where: call.IgnoreNulls ? "{0} IS NOT NULL" : null));
        }
    }

    private static TypedExpression BindFirst(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("T, [boolean] -> T?")(row, call);
        bool ignores = bound.Arguments.Count == 2 && bound.Arguments[1] is TypedLiteral { Value: true };
        return bound with { Arguments = [bound.Arguments[0]], IgnoreNulls = ignores };
    }

    private static IEnumerable<FunctionRow> Lists()
    {
        FunctionRow list = Rows.Aggregate("collect_list", BindList, (call, _) => Rows.AggregateCall(call, "list", $"coalesce(#, CAST([] AS {DuckTypes.Template(call.Type)}))", where: "{0} IS NOT NULL"));
        yield return list;
        yield return Rows.Alias("array_agg", list);
        yield return Rows.Aggregate("collect_set", BindList, (call, _) => Rows.AggregateCall(
            call with { IsDistinct = true }, "list", $"coalesce(#, CAST([] AS {DuckTypes.Template(call.Type)}))", where: "{0} IS NOT NULL"));
    }

    private static TypedExpression BindList(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)Rows.Bound("T -> T!")(row, call);
        return bound with { ResultType = new ArrayType(bound.Arguments[0].Type, false) };
    }

    private static IEnumerable<FunctionRow> Truth()
    {
        foreach (string name in (string[])["bool_and", "every"])
        {
            yield return Rows.Aggregate(name, "boolean -> boolean?", (call, _) => Rows.AggregateCall(call, "bool_and"));
        }

        foreach (string name in (string[])["bool_or", "some", "any"])
        {
            yield return Rows.Aggregate(name, "boolean -> boolean?", (call, _) => Rows.AggregateCall(call, "bool_or"));
        }

        foreach (string name in (string[])["bit_and", "bit_or", "bit_xor"])
        {
            yield return Rows.Aggregate(name, "T -> T?", (call, _) => Rows.AggregateCall(call, name));
        }
    }

    private static FunctionRow By(string name, string extreme) => Rows.Aggregate(
        name,
        "T, U -> T?",
        (call, _) => Rows.AggregateCall(call, $"arg_{extreme}_null", where: "{1} IS NOT NULL"));

    private static SqlExpression LowerListAgg(TypedCall call, ResolveOptions options)
        => Rows.AggregateCall(call, "string_agg", arguments: call.Arguments.Count == 1 ? "{0}, ''" : "{0}, {1}");
}
