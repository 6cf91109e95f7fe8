using System.Globalization;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>
/// The arguments and result of a function, written as <c>string, int, [int] -> string</c>: <c>[…]</c> may be left out, <c>…...</c> repeats,
/// <c>a|b</c> takes either, capital letters are types that agree (<c>array&lt;T>, T -> boolean</c>). The result is null when an argument is, unless it
/// ends in <c>!</c> (never) or <c>?</c> (it may be in any case).
/// </summary>
internal sealed class Signature
{
    private readonly List<Parameter> _parameters = [];
    private readonly TypeTerm _result;
    private readonly char _nulls;
    private readonly int _required;
    private readonly bool _isVariadic;

    public Signature(string text)
    {
        string[] sides = text.Split("->", StringSplitOptions.TrimEntries);
        foreach (string part in TypeTerm.SplitTop(sides[0]))
        {
            bool isOptional = part.StartsWith('[');
            string body = part.Trim('[', ']');
            _isVariadic |= body.EndsWith("...", StringComparison.Ordinal);
            body = body.EndsWith("...", StringComparison.Ordinal) ? body[..^3] : body;
            _parameters.Add(new Parameter([.. body.Split('|').Select(TypeTerm.Parse)]));
            _required += isOptional ? 0 : 1;
        }

        string result = sides[1];
        _nulls = result[^1] is '!' or '?' ? result[^1] : ' ';
        _result = TypeTerm.Parse(result.TrimEnd('!', '?'));
    }

    /// <summary>Checks and converts the arguments.</summary>
    public (ValueArray<TypedExpression> Arguments, DataType Result, bool IsNullable) Bind(Invocation call)
    {
        CheckCount(call);
        TypeBindings bindings = new();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            TypeTerm term = ParameterAt(i).Choose(call.Arguments[i].Type);
            if (!term.Collect(call.Arguments[i].Type, bindings))
            {
                throw Mismatch(call, i);
            }
        }

        bindings.Solve(() => DataDiffTypes(call));
        List<TypedExpression> arguments = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            TypedExpression argument = call.Arguments[i];
            DataType? target = ParameterAt(i).Choose(argument.Type).Target(argument.Type, bindings);
            arguments.Add(target is null || Coercion.Implicit(argument, target, call.CastMode) is not { } converted ? throw Mismatch(call, i) : converted);
        }

        DataType result = _result.Target(DataTypes.Null, bindings) ?? throw SparkErrors.Internal($"The signature of {call.Name} has no result type.");
        return (arguments.ToValueArray(), result, IsNullable(arguments));
    }

    private bool IsNullable(List<TypedExpression> arguments) => _nulls switch
    {
        '!' => false,
        '?' => true,
        _ => arguments.Exists(a => a.IsNullable),
    };

    private Parameter ParameterAt(int index) => _parameters[Math.Min(index, _parameters.Count - 1)];

    private void CheckCount(Invocation call)
    {
        int most = _isVariadic ? int.MaxValue : _parameters.Count;
        int least = _isVariadic ? Math.Max(_required - 1, 0) : _required;
        if (call.Arguments.Count >= least && call.Arguments.Count <= most)
        {
            return;
        }

        string expected = _isVariadic ? string.Create(CultureInfo.InvariantCulture, $"> {least - 1}")
            : least == most ? least.ToString(CultureInfo.InvariantCulture)
            : $"[{string.Join(", ", Enumerable.Range(least, most - least + 1))}]";
        throw AnalysisErrors.WrongNumArgs(call.Name, expected, call.Arguments.Count, call.Syntax);
    }

    private Sql.SparkException Mismatch(Invocation call, int index)
    {
        string[] names = [.. ParameterAt(index).Terms.Select(t => $"\"{t.Requirement}\"")];
        string required = names.Length == 1 ? names[0] : $"({string.Join(" or ", names)})";
        return AnalysisErrors.UnexpectedInput(call.Sql(call.Arguments.Items), index, required, call.Arguments[index], call.Syntax);
    }

    private static Sql.SparkException DataDiffTypes(Invocation call) => AnalysisErrors.Make(
        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
        call.Syntax,
        ("sqlExpr", $"\"{call.Sql(call.Arguments.Items)}\""),
        ("functionName", SqlNames.Quote(call.Name)),
        ("dataType", "(" + string.Join(" or ", call.Arguments.Items.Select(a => AnalysisErrors.Type(a.Type))) + ")"));

    private sealed record Parameter(IReadOnlyList<TypeTerm> Terms)
    {
        // The alternative that fits as it is, else the first to which the type can be converted.
        public TypeTerm Choose(DataType type)
            => Terms.FirstOrDefault(t => t.Accepts(type))
                ?? (TypeRules.IsNumeric(type) ? Terms.FirstOrDefault(t => t.IsNumber) : null)
                ?? (Terms.Count == 1 || type is NullType || TypeRules.IsString(type) ? Terms[0] : Terms[^1]);
    }
}
