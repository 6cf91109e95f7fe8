using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

internal enum FunctionKind
{
    Scalar,
    Aggregate,

    /// <summary>Only with OVER.</summary>
    Window,

    /// <summary>Gives rows; only in SELECT or as a table.</summary>
    Generator,
}

/// <summary>How the embedded engine does a function.</summary>
internal enum EngineSupport
{
    /// <summary>A function of DuckDB that does the same.</summary>
    Direct,

    /// <summary>An expression of DuckDB.</summary>
    Rewrite,

    /// <summary>C# code of ours.</summary>
    Native,

    /// <summary>Not at all; the reason says why.</summary>
    Unsupported,
}

/// <summary>A call with its arguments resolved but not yet brought to the types that the function wants.</summary>
/// <param name="Name">The name as written, in lower case.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Syntax">The unresolved call, for errors.</param>
/// <param name="Options">The session's settings.</param>
internal sealed record Invocation(string Name, ValueArray<TypedExpression> Arguments, FunctionCall Syntax, ResolveOptions Options)
{
    public CastMode CastMode => Options.Ansi ? CastMode.Ansi : CastMode.Legacy;

    public string Sql(IReadOnlyList<TypedExpression> arguments) => $"{Name}({string.Join(", ", arguments.Select(PrettyName.Of))})";
}

/// <summary>Checks and converts the arguments and gives the call with its type.</summary>
internal delegate TypedExpression FunctionBinder(FunctionRow row, Invocation call);

/// <summary>Turns a call, whose arguments are lowered already, into DuckDB's terms.</summary>
internal delegate TypedExpression FunctionLowering(TypedCall call, ResolveOptions options);

/// <summary>The types of a lambda's variables, from the arguments before it.</summary>
internal delegate IReadOnlyList<(DataType Type, bool IsNullable)> LambdaTypes(IReadOnlyList<TypedExpression?> arguments, int index, int variables);

/// <summary>One function of Spark on the embedded engine.</summary>
internal sealed record FunctionRow(string Name, FunctionKind Kind, EngineSupport Support, FunctionBinder Bind, FunctionLowering? Lower)
{
    /// <summary>Why it is not supported.</summary>
    public string? Reason { get; init; }

    /// <summary>The form of a column name, where it is not <c>name(arguments)</c>.</summary>
    public Func<TypedCall, Func<TypedExpression, string>, string>? Pretty { get; init; }

    /// <summary>For functions that take lambdas.</summary>
    public LambdaTypes? Lambdas { get; init; }

    /// <summary>Whether it gives another value each time, so that it must not be moved or repeated.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether an aggregate skips nulls and sees distinct values, so that DISTINCT may be left out (min, max).</summary>
    public bool IgnoresDistinct { get; init; }

    public bool Equals(FunctionRow? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
