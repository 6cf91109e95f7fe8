using System.Text;
using BigData.Spark.Sql;

namespace BigData.Spark.Errors;

/// <summary>Makes the exceptions of both engines from the one table of error conditions.</summary>
internal static class SparkErrors
{
    /// <summary>Makes the exception of an error class; the message is rendered as Spark renders it.</summary>
    /// <param name="errorClass">A class of the table, such as <c>UNRESOLVED_COLUMN.WITH_SUGGESTION</c>.</param>
    /// <param name="parameters">The values of the message's placeholders. Names are quoted by the caller as Spark quotes them.</param>
    public static SparkException Create(string errorClass, params (string Name, string Value)[] parameters) =>
        Create(errorClass, context: [], cause: null, parameters);

    /// <summary>Makes the exception of an error class with the place in the user's text and the cause.</summary>
    public static SparkException Create(
        string errorClass,
        IReadOnlyList<QueryContext> context,
        Exception? cause,
        params (string Name, string Value)[] parameters) => CreateAs(ErrorConditions.Get(errorClass).Kind, errorClass, context, cause, parameters);

    /// <summary>
    /// Makes the exception of an error class as another kind than the table says, for classes that Spark throws as several
    /// (a cast to a date that fails is a <see cref="SparkDateTimeException"/>).
    /// </summary>
    public static SparkException CreateAs(
        string kind,
        string errorClass,
        IReadOnlyList<QueryContext> context,
        Exception? cause,
        params (string Name, string Value)[] parameters)
    {
        ErrorCondition condition = ErrorConditions.Get(errorClass);
        Dictionary<string, string> values = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        return Build(kind, new SparkErrorInfo
        {
            Message = Render(errorClass, condition, values, context),
            ErrorClass = errorClass,
            SqlState = condition.SqlState,
            Parameters = values,
            Context = context,
            Cause = cause,
        });
    }

    /// <summary>A defect of ours.</summary>
    public static SparkException Internal(string message, Exception? cause = null) =>
        Create("INTERNAL_ERROR", [], cause, ("message", message + " Please report this with the plan of the query (Explain)."));

    /// <summary>Makes the exception for what a server reports: the first class name that is known decides the kind.</summary>
    /// <param name="classNames">The names of the server's exception classes, the most special one first.</param>
    /// <param name="info">What the server said.</param>
    public static SparkException FromServer(IReadOnlyList<string> classNames, SparkErrorInfo info)
    {
        foreach (string name in classNames)
        {
            string simple = name[(name.LastIndexOf('.') + 1)..];
            if (ServerKinds.TryGetValue(simple, out string? kind))
            {
                return Build(kind, info);
            }
        }

        return Build(nameof(SparkException), info);
    }

    private static readonly Dictionary<string, Func<SparkErrorInfo, SparkException>> Kinds = new(StringComparer.Ordinal)
    {
        [nameof(SparkException)] = info => new SparkException(info),
        [nameof(AnalysisException)] = info => new AnalysisException(info),
        [nameof(ParseException)] = info => new ParseException(info),
        [nameof(SparkArithmeticException)] = info => new SparkArithmeticException(info),
        [nameof(SparkArrayIndexOutOfBoundsException)] = info => new SparkArrayIndexOutOfBoundsException(info),
        [nameof(SparkDateTimeException)] = info => new SparkDateTimeException(info),
        [nameof(SparkNumberFormatException)] = info => new SparkNumberFormatException(info),
        [nameof(SparkIllegalArgumentException)] = info => new SparkIllegalArgumentException(info),
        [nameof(SparkNoSuchElementException)] = info => new SparkNoSuchElementException(info),
        [nameof(SparkRuntimeException)] = info => new SparkRuntimeException(info),
        [nameof(SparkUnsupportedOperationException)] = info => new SparkUnsupportedOperationException(info),
        [nameof(SparkUpgradeException)] = info => new SparkUpgradeException(info),
        [nameof(DeltaConcurrentModificationException)] = info => new DeltaConcurrentModificationException(info),
        [nameof(SparkConnectException)] = info => new SparkConnectException(info),
    };

    private static readonly Dictionary<string, string> ServerKinds = new(StringComparer.Ordinal)
    {
        ["ParseException"] = nameof(ParseException),
        ["AnalysisException"] = nameof(AnalysisException),
        ["NumberFormatException"] = nameof(SparkNumberFormatException),
        ["IllegalArgumentException"] = nameof(SparkIllegalArgumentException),
        ["ArithmeticException"] = nameof(SparkArithmeticException),
        ["UnsupportedOperationException"] = nameof(SparkUnsupportedOperationException),
        ["ArrayIndexOutOfBoundsException"] = nameof(SparkArrayIndexOutOfBoundsException),
        ["DateTimeException"] = nameof(SparkDateTimeException),
        ["SparkUpgradeException"] = nameof(SparkUpgradeException),
        ["SparkNoSuchElementException"] = nameof(SparkNoSuchElementException),
        ["NoSuchElementException"] = nameof(SparkNoSuchElementException),
        ["DeltaConcurrentModificationException"] = nameof(DeltaConcurrentModificationException),
        ["SparkRuntimeException"] = nameof(SparkRuntimeException),
        ["SparkException"] = nameof(SparkException),
    };

    /// <summary>The names of the kinds that the table of conditions may use.</summary>
    public static IReadOnlyCollection<string> KindNames => Kinds.Keys;

    private static SparkException Build(string kind, SparkErrorInfo info) => Kinds[kind](info);

    private static string Render(
        string errorClass, ErrorCondition condition, Dictionary<string, string> values, IReadOnlyList<QueryContext> context)
    {
        StringBuilder text = new();
        text.Append('[').Append(errorClass).Append("] ").Append(Fill(condition.Template, values));
        if (condition.SqlState is not null)
        {
            text.Append(" SQLSTATE: ").Append(condition.SqlState);
        }

        foreach (QueryContext place in context.Where(c => c.Summary.Length > 0))
        {
            text.Append('\n').Append(place.Summary);
        }

        return text.ToString();
    }

    private static string Fill(string template, Dictionary<string, string> values)
    {
        StringBuilder text = new(template.Length * 2);
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('<', at);
            int close = open < 0 ? -1 : template.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            string name = template[(open + 1)..close];
            if (values.TryGetValue(name, out string? value))
            {
                text.Append(template, at, open - at).Append(value);
                at = close + 1;
            }
            else
            {
                text.Append(template, at, open + 1 - at);
                at = open + 1;
            }
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
