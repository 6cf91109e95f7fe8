using BigData.Spark.Sql.Types;

namespace BigData.Spark.Catalogue;

/// <summary>One function of Spark.</summary>
/// <param name="Name">The name in SQL texts and plans.</param>
/// <param name="Group">What it is about; tells also scalar functions from aggregates, window functions and generators.</param>
/// <param name="Arguments">
/// Names with kinds: none is a column, <c>:v</c> a value or column, <c>:f1</c> to <c>:f3</c> a lambda of so many variables
/// (<c>:f12</c> of one or two); <c>?</c> may be left out, <c>=0</c> is 0 if left out, <c>*</c> any number of them.
/// </param>
/// <param name="Result">The type of the result.</param>
/// <param name="Nulls">When the result is NULL.</param>
/// <param name="Since">The version of Spark that has it first.</param>
/// <param name="Summary">What it gives.</param>
/// <param name="Member">
/// The member of <c>Functions</c>, where the name in Pascal case is not it; <c>-</c> if there is none of that name.
/// </param>
internal sealed record FunctionInfo(
    string Name,
    FunctionGroup Group,
    string Arguments,
    ResultRule Result,
    NullRule Nulls,
    string Since,
    string Summary,
    string? Member = null)
{
    /// <summary>Whether it turns the rows of a group into one value.</summary>
    public bool IsAggregate => Group == FunctionGroup.Aggregate;

    /// <summary>Whether it needs a window.</summary>
    public bool IsWindow => Group == FunctionGroup.Window;

    /// <summary>Whether it turns a row into several.</summary>
    public bool IsGenerator => Group == FunctionGroup.Generator;
}

/// <summary>What a function is about.</summary>
internal enum FunctionGroup
{
    /// <summary>Numbers.</summary>
    Math,

    /// <summary>Bits.</summary>
    Bitwise,

    /// <summary>Choices between values.</summary>
    Conditional,

    /// <summary>Conditions.</summary>
    Predicate,

    /// <summary>Texts and bytes.</summary>
    String,

    /// <summary>URLs.</summary>
    Url,

    /// <summary>Hashes and checksums.</summary>
    Hash,

    /// <summary>Dates and times.</summary>
    DateTime,

    /// <summary>Aggregates of groups.</summary>
    Aggregate,

    /// <summary>Functions over windows only.</summary>
    Window,

    /// <summary>Arrays.</summary>
    Array,

    /// <summary>Maps.</summary>
    Map,

    /// <summary>Structs.</summary>
    Struct,

    /// <summary>JSON texts.</summary>
    Json,

    /// <summary>CSV texts.</summary>
    Csv,

    /// <summary>Functions that make several rows.</summary>
    Generator,

    /// <summary>The session, the row and errors.</summary>
    Misc,

    /// <summary>Casts that are written like functions.</summary>
    Conversion,

    /// <summary>Variants.</summary>
    Variant,

    /// <summary>XML texts.</summary>
    Xml,

    /// <summary>Operators, by the names that plans give them.</summary>
    Operator,
}

/// <summary>When a function is NULL.</summary>
internal enum NullRule
{
    /// <summary>If one argument is NULL.</summary>
    NullIfAnyNull,

    /// <summary>If all arguments are NULL.</summary>
    NullIfAllNull,

    /// <summary>Never.</summary>
    NeverNull,

    /// <summary>As the summary says, or as the data are.</summary>
    OwnRule,
}

/// <summary>The type of a function's result.</summary>
internal abstract record ResultRule
{
    private protected ResultRule()
    {
    }

    /// <summary>The least type that all arguments fit in.</summary>
    public static ResultRule Common { get; } = new CommonResult();

    /// <summary>Always the same type.</summary>
    public static ResultRule Of(DataType type) => new FixedResult(type);

    /// <summary>The type of an argument.</summary>
    public static ResultRule SameAs(int argument) => new ArgumentResult(argument);

    /// <summary>The type of the elements of an argument.</summary>
    public static ResultRule ElementOf(int argument) => new ElementResult(argument);

    /// <summary>An array of another result.</summary>
    public static ResultRule ArrayOf(ResultRule element) => new ArrayResult(element);

    /// <summary>A rule that only words tell.</summary>
    public static ResultRule Special(string description) => new SpecialResult(description);

    /// <summary>The rule in words.</summary>
    public abstract string Describe();
}

/// <summary>Always the same type.</summary>
internal sealed record FixedResult(DataType Type) : ResultRule
{
    public override string Describe() => Type.SimpleString;
}

/// <summary>The type of an argument.</summary>
internal sealed record ArgumentResult(int Argument) : ResultRule
{
    public override string Describe() => Argument == 0 ? "the type of the first argument" : $"the type of argument {Argument + 1}";
}

/// <summary>The type of the elements of an argument.</summary>
internal sealed record ElementResult(int Argument) : ResultRule
{
    public override string Describe() => "the type of the elements";
}

/// <summary>The least type that all arguments fit in.</summary>
internal sealed record CommonResult : ResultRule
{
    public override string Describe() => "the common type of the arguments";
}

/// <summary>An array of another result.</summary>
internal sealed record ArrayResult(ResultRule Element) : ResultRule
{
    public override string Describe() => $"array of {Element.Describe()}";
}

/// <summary>A rule that only words tell.</summary>
internal sealed record SpecialResult(string Description) : ResultRule
{
    public override string Describe() => Description;
}
