using System.Globalization;
using System.Text.RegularExpressions;
using BigData.Spark.Sql;
using Microsoft.CodeAnalysis.CSharp;

namespace BigData.Notebooks.Scripting;

/// <summary>A cell of SQL: <c>%%sql</c>, or <c>%%sql name</c> to keep the frame in a variable.</summary>
internal static partial class SqlCell
{
    /// <summary>The variable that the frame goes into; <c>_</c> where the cell names none.</summary>
    /// <exception cref="NotebookException">The argument is no name of a variable.</exception>
    public static string FrameName(string argument) =>
        argument.Length == 0 ? "_"
        : SyntaxFacts.IsValidIdentifier(argument) && SyntaxFacts.GetKeywordKind(argument) == SyntaxKind.None ? argument
        : throw new NotebookException($"%%sql {argument}: expected nothing, or the name of a variable for the frame, such as %%sql best.");

    /// <summary>Runs the text. Parameters such as <c>:source</c> are the variables of the notebook with these names.</summary>
    /// <exception cref="NotebookException">The text is empty, or a parameter has no variable or one of another type than a literal has.</exception>
    public static async Task<DataFrame> RunAsync(SparkSession spark, string text, Func<string, object?> variable, CancellationToken token)
    {
        string sql = text.Trim().TrimEnd(';');
        if (sql.Length == 0)
        {
            throw new NotebookException("The %%sql cell is empty; write a query below its first line.");
        }

        return await spark.SqlAsync(WithValues(sql, variable), token).ConfigureAwait(false);
    }

    /// <summary>The text with literals in the places of its parameters: arguments beside the text are lost by Spark servers with Delta 4.4.</summary>
    internal static string WithValues(string sql, Func<string, object?> variable) => Tokens().Replace(sql, token =>
    {
        string name = token.Groups["name"].Value;
        return name.Length == 0 ? token.Value : Literal(name, variable(name)
            ?? throw new NotebookException($"The query has the parameter :{name}, but there is no variable {name} with a value; declare it in a cell before."));
    });

    private static string Literal(string name, object value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return value switch
        {
            string text => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
            bool flag => flag ? "true" : "false",
            sbyte or byte or short or int => $"({Convert.ToString(value, culture)})",
            long number => $"({number.ToString(culture)}L)",
            decimal number => $"({number.ToString(culture)}BD)",
            double number when double.IsFinite(number) => $"({number.ToString("R", culture)}D)",
            float number when float.IsFinite(number) => $"({number.ToString("R", culture)}F)",
            DateOnly day => $"DATE '{day.ToString("yyyy-MM-dd", culture)}'",
            DateTimeOffset time => $"TIMESTAMP '{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", culture)}Z'",
            DateTime time => $"TIMESTAMP_NTZ '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", culture)}'",
            _ => throw new NotebookException($"The parameter :{name} is a {value.GetType().Name}; expected text, a number, a truth value, a day or a time."),
        };
    }

    // Strings, quoted names and comments hold no parameters, and :: is a cast.
    [GeneratedRegex(@"'(?:[^'\\]|\\.|'')*'|""(?:[^""\\]|\\.)*""|`[^`]*`|--[^\n]*|/\*.*?\*/|::|(?<![\w:]):(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tokens();
}
