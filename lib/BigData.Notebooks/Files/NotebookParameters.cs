using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BigData.Notebooks.Files;

/// <summary>
/// Values from outside, as papermill has them: the cell with the tag <c>parameters</c> declares the names with their defaults, and a cell with the tag
/// <c>injected-parameters</c> after it sets them.
/// </summary>
internal static class NotebookParameters
{
    private const string DeclaredTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>Puts the cell that sets values into the notebook; one of an earlier run is replaced.</summary>
    /// <exception cref="NotebookException">The notebook has no such parameter, or a value is not of its type; all failures are in the message.</exception>
    public static void Inject(NotebookFile notebook, string path, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        foreach (JsonObject old in notebook.CodeCells.Where(cell => NotebookFile.HasTag(cell, InjectedTag)).ToList())
        {
            notebook.Cells.Remove(old);
        }

        JsonObject declaring = notebook.CodeCells.FirstOrDefault(cell => NotebookFile.HasTag(cell, DeclaredTag))
            ?? throw new NotebookException($"The notebook {path} has no parameters: no cell of it carries the tag '{DeclaredTag}'.");
        IReadOnlyDictionary<string, string> types = Declared(NotebookFile.Source(declaring));
        List<string> failures = [];
        List<string> lines = [];
        foreach ((string name, string value) in values)
        {
            if (!types.TryGetValue(name, out string? type))
            {
                failures.Add($"there is no parameter '{name}'; there are: {string.Join(", ", types.Keys)}");
            }
            else if (Literal(type, value) is not { } literal)
            {
                failures.Add($"{name}='{value}' is no {type}");
            }
            else
            {
                lines.Add($"{name} = {literal};");
            }
        }

        if (failures.Count > 0)
        {
            throw new NotebookException($"The notebook {path}: {string.Join("; ", failures)}.");
        }

        notebook.Cells.Insert(notebook.Cells.IndexOf(declaring) + 1, Cell(string.Join('\n', lines)));
    }

    /// <summary>Names and types of the variables that a cell declares.</summary>
    internal static IReadOnlyDictionary<string, string> Declared(string code)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot();
        return root.DescendantNodes().OfType<VariableDeclarationSyntax>()
            .SelectMany(declaration => declaration.Variables.Select(variable => (variable.Identifier.Text, Type: TypeOf(declaration.Type, variable.Initializer?.Value))))
            .ToDictionary(variable => variable.Text, variable => variable.Type, StringComparer.Ordinal);
    }

    private static string TypeOf(TypeSyntax type, ExpressionSyntax? value)
    {
        if (!type.IsVar)
        {
            return type.ToString();
        }

        ExpressionSyntax? plain = value is PrefixUnaryExpressionSyntax signed ? signed.Operand : value;
        return plain switch
        {
            LiteralExpressionSyntax { Token.Value: { } literal } => literal switch
            {
                string => "string",
                bool => "bool",
                int => "int",
                long => "long",
                decimal => "decimal",
                double => "double",
                _ => literal.GetType().Name,
            },
            ObjectCreationExpressionSyntax made => made.Type.ToString(),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var of } } => of.ToString(),
            _ => "string",
        };
    }

    // C# for a value of a type; null where the value is not of it.
    private static string? Literal(string type, string value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return type.TrimEnd('?') switch
        {
            "string" => SymbolDisplay.FormatLiteral(value, quote: true),
            "bool" => bool.TryParse(value, out bool flag) ? (flag ? "true" : "false") : null,
            "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, culture, out int number) ? number.ToString(culture) : null,
            "long" => long.TryParse(value, NumberStyles.AllowLeadingSign, culture, out long number) ? number.ToString(culture) + "L" : null,
            "double" => double.TryParse(value, NumberStyles.Float, culture, out double number) && double.IsFinite(number) ? number.ToString("R", culture) + "d" : null,
            "decimal" => decimal.TryParse(value, NumberStyles.Float, culture, out decimal number) ? number.ToString(culture) + "m" : null,
            "DateOnly" => DateOnly.TryParseExact(value, "yyyy-MM-dd", out DateOnly day) ? $"new DateOnly({day.Year}, {day.Month}, {day.Day})" : null,
            _ => null,
        };
    }

    private static JsonObject Cell(string code) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = "injected-parameters",
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray(InjectedTag) },
        ["outputs"] = new JsonArray(),
        ["source"] = NotebookFile.Lines(code),
    };
}
