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
    /// <exception cref="NotebookException">The text is empty, or a parameter has no variable.</exception>
    public static async Task<DataFrame> RunAsync(SparkSession spark, string text, Func<string, object?> variable, CancellationToken token)
    {
        string sql = text.Trim().TrimEnd(';');
        if (sql.Length == 0)
        {
            throw new NotebookException("The %%sql cell is empty; write a query below its first line.");
        }

        Dictionary<string, object?> arguments = new(StringComparer.Ordinal);
        foreach (string name in Parameters(sql))
        {
            arguments[name] = variable(name) ?? throw new NotebookException($"The query has the parameter :{name}, but there is no variable {name} with a value; declare it in a cell before.");
        }

        return arguments.Count == 0
            ? await spark.SqlAsync(sql, token).ConfigureAwait(false)
            : await spark.SqlAsync(sql, arguments, token).ConfigureAwait(false);
    }

    internal static IEnumerable<string> Parameters(string sql) =>
        Tokens().Matches(sql).Select(match => match.Groups["name"].Value).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);

    // Strings, quoted names and comments hold no parameters, and :: is a cast.
    [GeneratedRegex(@"'(?:[^'\\]|\\.|'')*'|""(?:[^""\\]|\\.)*""|`[^`]*`|--[^\n]*|/\*.*?\*/|::|(?<![\w:]):(?<name>[A-Za-z_]\w*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tokens();
}
