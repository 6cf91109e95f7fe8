using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Makers of rows of the function table.</summary>
internal static class Rows
{
    /// <summary>A function of DuckDB that takes the same arguments and gives the same type.</summary>
    public static FunctionRow Direct(string name, string signature, string? duckDbName = null)
    {
        string template = $"{duckDbName ?? name}({{*}})";
        return new FunctionRow(name, FunctionKind.Scalar, EngineSupport.Direct, Bound(signature), (call, _) => Fill(call, template));
    }

    /// <summary>An expression of DuckDB.</summary>
    public static FunctionRow Sql(string name, string signature, string template)
        => new(name, FunctionKind.Scalar, EngineSupport.Rewrite, Bound(signature), (call, _) => Fill(call, template));

    /// <summary>An expression of DuckDB that depends on the arguments.</summary>
    public static FunctionRow Rewrite(string name, string signature, FunctionLowering lower)
        => new(name, FunctionKind.Scalar, EngineSupport.Rewrite, Bound(signature), lower);

    /// <summary>An expression of DuckDB, with a binder of its own.</summary>
    public static FunctionRow Rewrite(string name, FunctionBinder bind, FunctionLowering lower)
        => new(name, FunctionKind.Scalar, EngineSupport.Rewrite, bind, lower);

    /// <summary>C# code; the kernel's name is the one in the template <c>name({*})</c>.</summary>
    public static FunctionRow Native(string name, string signature, Func<TypedCall, ResolveOptions, NativeKernel> kernel)
        => new(name, FunctionKind.Scalar, EngineSupport.Native, Bound(signature), (call, options) => Call(kernel(call, options), call.Type, call.IsNullable, call.Arguments));

    /// <summary>C# code that is chosen or fed by the lowering.</summary>
    public static FunctionRow Native(string name, string signature, FunctionLowering lower)
        => new(name, FunctionKind.Scalar, EngineSupport.Native, Bound(signature), lower);

    /// <summary>An aggregate.</summary>
    public static FunctionRow Aggregate(string name, string signature, FunctionLowering lower)
        => new(name, FunctionKind.Aggregate, EngineSupport.Rewrite, Bound(signature), lower);

    /// <summary>An aggregate with a binder of its own.</summary>
    public static FunctionRow Aggregate(string name, FunctionBinder bind, FunctionLowering lower)
        => new(name, FunctionKind.Aggregate, EngineSupport.Rewrite, bind, lower);

    /// <summary>An aggregate of DuckDB that gives the same.</summary>
    public static FunctionRow DirectAggregate(string name, string signature, string? duckDbName = null)
        => new(name, FunctionKind.Aggregate, EngineSupport.Direct, Bound(signature), (call, _) => AggregateCall(call, duckDbName ?? name));

    /// <summary>A function that needs OVER.</summary>
    public static FunctionRow Window(string name, string signature, FunctionLowering lower)
        => new(name, FunctionKind.Window, EngineSupport.Rewrite, Bound(signature), lower);

    /// <summary>A function that gives rows; it is lowered with its relation.</summary>
    public static FunctionRow Generator(string name, FunctionBinder bind) => new(name, FunctionKind.Generator, EngineSupport.Rewrite, bind, null);

    /// <summary>A function that the engine does not have.</summary>
    public static FunctionRow Unsupported(string name, string reason, FunctionKind kind = FunctionKind.Scalar)
        => new(name, kind, EngineSupport.Unsupported, (row, call) => throw AnalysisErrors.UnsupportedFunction(call.Name, row.Reason!, call.Syntax), null) { Reason = reason };

    /// <summary>The same function under another name; generated column names show the name that was written.</summary>
    public static FunctionRow Alias(string name, FunctionRow of) => of with { Name = name, Bind = (_, call) => of.Bind(of, call) };

    public static FunctionBinder Bound(string signature)
    {
        Lazy<Signature> parsed = new(() => new Signature(signature));
        return (row, call) =>
        {
            (ValueArray<TypedExpression> arguments, DataType result, bool isNullable) = parsed.Value.Bind(call);
            return Make(row, call, arguments, result, isNullable);
        };
    }

    /// <summary>A binder by signature whose result type depends on the arguments.</summary>
    public static FunctionBinder Bound(string signature, Func<ValueArray<TypedExpression>, DataType> result)
    {
        Lazy<Signature> parsed = new(() => new Signature(signature));
        return (row, call) =>
        {
            (ValueArray<TypedExpression> arguments, _, bool isNullable) = parsed.Value.Bind(call);
            return Make(row, call, arguments, result(arguments), isNullable);
        };
    }

    public static TypedCall Make(FunctionRow row, Invocation call, ValueArray<TypedExpression> arguments, DataType result, bool isNullable)
        => new(row.Name, arguments, result, isNullable) { DisplayName = call.Name };

    public static SqlExpression Fill(TypedCall call, string template) => new(template, call.Arguments, call.Type, call.IsNullable);

    public static SqlExpression Of(string template, DataType type, bool isNullable, params ReadOnlySpan<TypedExpression> arguments)
        => new(template, ValueArray.Create(arguments), type, isNullable);

    public static SqlExpression Call(NativeKernel kernel, DataType type, bool isNullable, ValueArray<TypedExpression> arguments)
        => new($"{KernelCatalog.Use(kernel)}({{*}})", arguments, type, isNullable);

    /// <summary>A call of DuckDB's aggregate with DISTINCT, order, filter and the place of OVER.</summary>
    /// <param name="call">The call.</param>
    /// <param name="function">DuckDB's name.</param>
    /// <param name="wrap">Text around the call, whose place is <c>#</c>.</param>
    /// <param name="arguments">The arguments' text, by default all of them.</param>
    /// <param name="where">A condition on the rows besides the call's own filter, or null.</param>
    public static SqlExpression AggregateCall(TypedCall call, string function, string wrap = "#", string arguments = "{*}", string? where = null)
        => new(wrap.Replace("#", AggregateText(call, function, arguments, where), StringComparison.Ordinal), call.Children, call.Type, call.IsNullable);

    /// <summary>The text of <see cref="AggregateCall"/>, for templates with several calls; the template's arguments are the call's children.</summary>
    public static string AggregateText(TypedCall call, string function, string arguments = "{*}", string? where = null)
    {
        if (arguments == "{*}")
        {
            arguments = string.Join(", ", Enumerable.Range(0, call.Arguments.Count).Select(i => $"{{{i}}}"));
        }

        int next = call.Arguments.Count;
        string? filter = call.Filter is null ? where : where is null ? $"{{{next++}}}" : $"{{{next++}}} AND {where}";
        string order = call.Order.IsEmpty
            ? string.Empty
            : " ORDER BY " + string.Join(", ", call.Order.Items.Select(k => $"{{{next++}}} {(k.IsDescending ? "DESC" : "ASC")} NULLS {(k.NullsFirst ? "FIRST" : "LAST")}"));
        string distinct = call.IsDistinct ? "DISTINCT " : string.Empty;
        return $"{function}({distinct}{arguments}{order})" + (filter is null ? string.Empty : $" FILTER (WHERE {filter})") + "{^}";
    }
}
