using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BigData.Notebooks.Scripting;

/// <summary>
/// <c>using var x = …;</c> between the statements of a cell, which scripts do not have. The variable is one like the others, for later cells too; what it holds is
/// disposed when a later cell declares the name by <c>using</c> again, and when the notebook ends.
/// </summary>
internal sealed class UsingDeclarations
{
    private static readonly CSharpParseOptions Program = new(kind: SourceCodeKind.Regular);

    private readonly List<(string Name, object Value)> _held = [];

    /// <summary>The cell as a script: blanks in the place of the word, so that places in errors stay right; and the names that it declares so.</summary>
    public static (string Code, IReadOnlyList<string> Names) Take(string code)
    {
        if (!code.Contains("using", StringComparison.Ordinal))
        {
            return (code, []);
        }

        char[] script = code.ToCharArray();
        List<string> names = [];
        foreach (LocalDeclarationStatementSyntax declaration in CSharpSyntaxTree.ParseText(code, Program).GetCompilationUnitRoot().Members
            .OfType<GlobalStatementSyntax>().Select(global => global.Statement).OfType<LocalDeclarationStatementSyntax>().Where(local => local.UsingKeyword.Span.Length > 0))
        {
            Array.Fill(script, ' ', declaration.UsingKeyword.SpanStart, declaration.UsingKeyword.Span.Length);
            Array.Fill(script, ' ', declaration.AwaitKeyword.SpanStart, declaration.AwaitKeyword.Span.Length);
            names.AddRange(declaration.Declaration.Variables.Select(variable => variable.Identifier.ValueText));
        }

        return (new string(script), names);
    }

    /// <summary>The errors of variables whose type cannot be disposed.</summary>
    /// <param name="compilation">The compiled script.</param>
    /// <param name="path">The path of the cell in it.</param>
    /// <param name="names">The names that the cell declares by <c>using</c>.</param>
    public static ImmutableArray<Diagnostic> Check(Compilation compilation, string path, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }

        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        SemanticModel model = compilation.GetSemanticModel(tree);
        return
        [
            .. tree.GetCompilationUnitRoot().Members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
                .Where(variable => names.Contains(variable.Identifier.ValueText, StringComparer.Ordinal))
                .Select(variable => (variable, type: (model.GetDeclaredSymbol(variable) as IFieldSymbol)?.Type))
                .Where(one => one.type is { TypeKind: not (TypeKind.Dynamic or TypeKind.Error) } type && !IsDisposable(type))
                .Select(one => NotDisposable(one.type!, one.variable.GetLocation())),
        ];
    }

    // The compiler's own error of programs.
    private static Diagnostic NotDisposable(ITypeSymbol type, Location place) => Diagnostic.Create(
        "CS1674", "Compiler", $"'{type.ToDisplayString()}': type used in a using statement must implement 'System.IDisposable' or 'System.IAsyncDisposable'",
        DiagnosticSeverity.Error, DiagnosticSeverity.Error, isEnabledByDefault: true, warningLevel: 0, location: place);

    /// <summary>Holds what a cell has declared.</summary>
    /// <param name="names">The names.</param>
    /// <param name="valueOf">The value of a variable; null where the cell did not come so far.</param>
    /// <param name="warn">Hears of a former value that could not be disposed.</param>
    public async Task HoldAsync(IReadOnlyList<string> names, Func<string, object?> valueOf, Action<string> warn)
    {
        foreach (string name in names)
        {
            object? value = valueOf(name);
            foreach ((string Name, object Value) former in _held.Where(held => held.Name == name && !ReferenceEquals(held.Value, value)).ToArray())
            {
                _held.Remove(former);
                if (await DisposeAsync(former.Value).ConfigureAwait(false) is { } error)
                {
                    warn($"warning: what {name} held before could not be disposed: {error.Message}");
                }
            }

            if (value is not null && !_held.Exists(held => ReferenceEquals(held.Value, value)))
            {
                _held.Add((name, value));
            }
        }
    }

    /// <summary>Disposes all that is held, the newest first; nobody is there any more to hear of errors.</summary>
    public async Task DisposeAllAsync()
    {
        for (int i = _held.Count - 1; i >= 0; i--)
        {
            await DisposeAsync(_held[i].Value).ConfigureAwait(false);
        }

        _held.Clear();
    }

#pragma warning disable CA1031 // Dispose is code of the notebook and may throw anything.
    private static async Task<Exception?> DisposeAsync(object value)
    {
        try
        {
            switch (value)
            {
                case IAsyncDisposable resource:
                    await resource.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable resource:
                    resource.Dispose();
                    break;
                default:
                    break;
            }

            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
#pragma warning restore CA1031

    private static bool IsDisposable(ITypeSymbol type) => type.AllInterfaces.Append(type)
        .Any(one => one.SpecialType == SpecialType.System_IDisposable || one.ToDisplayString() == "System.IAsyncDisposable");
}
