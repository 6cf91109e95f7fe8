using BigData.Spark.Sql.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BigData.Notebooks.Completion;

/// <summary>
/// What stands inside a string given to a method of Spark's API: a table of <c>Table("…")</c>, SQL of <c>Sql("…")</c>, or a column of the frame that the call
/// belongs to.
/// </summary>
/// <remarks>The frame is found in the text, and nothing of the cell is run: from the call leftward to a variable or to a <c>Table("…")</c>.</remarks>
internal sealed class StringCompletion(CodeModel code, TableKnowledge tables)
{
    private static readonly string[] SqlMethods = ["Sql", "SqlAsync", "Expr", "Filter", "Where", "SelectExpr"];

    /// <summary>Suggestions for a position inside a string; null where it is not inside one that is understood.</summary>
    public async Task<Suggestions?> CompleteAsync(string text, int position, CancellationToken token)
    {
        if (await FindAsync(text, position, token).ConfigureAwait(false) is not { } place)
        {
            return null;
        }

        string typed = text[place.Start..position];
        if (SqlMethods.Contains(place.Method, StringComparer.Ordinal))
        {
            IReadOnlyList<StructField> columns = place.Method.StartsWith("Sql", StringComparison.Ordinal) ? [] : await ColumnsAsync(place.Call, token).ConfigureAwait(false);
            Suggestions sql = await new SqlCompletion(tables).CompleteAsync(text[place.Start..place.End], typed.Length, columns, token).ConfigureAwait(false);
            return sql with { Start = sql.Start + place.Start, End = position };
        }

        IEnumerable<Suggestion> items = IsTable(place.Method)
            ? tables.Tables().Select(table => new Suggestion(table, "class"))
            : (await ColumnsAsync(place.Call, token).ConfigureAwait(false)).Select(field => new Suggestion(field.Name, "property"));
        return new Suggestions(place.Start, position, [.. items.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))]);
    }

    /// <summary>What a string names: the schema of a table, or a column with its type; null where it is not understood.</summary>
    public async Task<string?> InspectAsync(string text, int position, CancellationToken token)
    {
        if (await FindAsync(text, position, token).ConfigureAwait(false) is not { } place)
        {
            return null;
        }

        if (IsTable(place.Method))
        {
            return await tables.TableAsync(place.Value, token).ConfigureAwait(false) is { } schema ? $"{place.Value}\n{schema.TreeString()}" : null;
        }

        StructField? field = (await ColumnsAsync(place.Call, token).ConfigureAwait(false)).FirstOrDefault(known => string.Equals(known.Name, place.Value, StringComparison.OrdinalIgnoreCase));
        return field is null ? null : $"{field.Name}: {field.DataType.SimpleString}{(field.IsNullable ? string.Empty : " not null")}{(field.Comment is { } comment ? "\n" + comment : string.Empty)}";
    }

    private static bool IsTable(string method) => method is "Table" or "TableExists" or "ListColumns" or "GetTable" or "CacheTable" or "RefreshTable" or "ForName";

    private async Task<StringPlace?> FindAsync(string text, int position, CancellationToken token)
    {
        (SyntaxNode root, SemanticModel model) = await code.ReadAsync(text, token).ConfigureAwait(false);
        SyntaxToken literal = root.FindToken(Math.Max(0, position - 1));
        if (!literal.IsKind(SyntaxKind.StringLiteralToken) || position <= literal.SpanStart || literal.Parent is not LiteralExpressionSyntax expression)
        {
            return null;
        }

        int start = literal.SpanStart + literal.Text.IndexOf('"', StringComparison.Ordinal) + 1;
        int end = Math.Max(position, literal.Text.Length > 1 && literal.Text.EndsWith('"') ? literal.Span.End - 1 : literal.Span.End);
        SyntaxNode? call = expression.Ancestors().FirstOrDefault(node => node is InvocationExpressionSyntax or ElementAccessExpressionSyntax);
        bool isOfSpark = call is not null && (Symbols(model, call).Any(symbol => symbol.ContainingNamespace?.ToDisplayString().StartsWith("BigData", StringComparison.Ordinal) == true));
        return isOfSpark && position >= start ? new StringPlace(start, end, literal.ValueText, call!, MethodName(call!)) : null;
    }

    private static IEnumerable<ISymbol> Symbols(SemanticModel model, SyntaxNode call)
    {
        SymbolInfo info = model.GetSymbolInfo(call);
        return info.Symbol is { } one ? [one] : info.CandidateSymbols.Concat(call is InvocationExpressionSyntax invocation ? model.GetMemberGroup(invocation.Expression) : []);
    }

    private static string MethodName(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.Text,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.Text,
        _ => string.Empty,
    };

    // Col("…") inside frame.Select(…) belongs to the frame of the outer call.
    private async Task<IReadOnlyList<StructField>> ColumnsAsync(SyntaxNode call, CancellationToken token)
    {
        foreach (SyntaxNode outer in call.AncestorsAndSelf().Where(node => node is InvocationExpressionSyntax or ElementAccessExpressionSyntax))
        {
            ExpressionSyntax? receiver = outer switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Expression,
                ElementAccessExpressionSyntax access => access.Expression,
                _ => null,
            };
            if (receiver is not null && await FieldsAsync(receiver, token).ConfigureAwait(false) is { } fields)
            {
                return fields;
            }
        }

        return await tables.AllColumnsAsync(token).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<StructField>?> FieldsAsync(ExpressionSyntax receiver, CancellationToken token) =>
        await OriginAsync(receiver, token).ConfigureAwait(false) is { } origin ? [.. origin, .. Added(receiver)] : null;

    private async Task<IReadOnlyList<StructField>?> OriginAsync(ExpressionSyntax receiver, CancellationToken token)
    {
        foreach (ExpressionSyntax part in Leftward(receiver))
        {
            if (part is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax name }, ..] } read && MethodName(read) == "Table")
            {
                return (await tables.TableAsync(name.Token.ValueText, token).ConfigureAwait(false))?.Fields;
            }

            if (part is IdentifierNameSyntax variable)
            {
                return (await tables.FrameAsync(variable.Identifier.Text, token).ConfigureAwait(false))?.Fields ?? await DeclaredAsync(variable, token).ConfigureAwait(false);
            }
        }

        return null;
    }

    // A variable of this very cell, which has not run yet: the frame that it is declared with.
    private async Task<IReadOnlyList<StructField>?> DeclaredAsync(IdentifierNameSyntax variable, CancellationToken token)
    {
        VariableDeclaratorSyntax? declared = variable.SyntaxTree.GetRoot(token).DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .LastOrDefault(declarator => declarator.Identifier.Text == variable.Identifier.Text && declarator.SpanStart < variable.SpanStart && !declarator.Span.Contains(variable.Span));
        return declared?.Initializer is { } value ? await FieldsAsync(value.Value, token).ConfigureAwait(false) : null;
    }

    private static IEnumerable<ExpressionSyntax> Leftward(ExpressionSyntax expression)
    {
        for (ExpressionSyntax? part = expression; part is not null;)
        {
            yield return part;
            part = part switch
            {
                InvocationExpressionSyntax call => call.Expression,
                MemberAccessExpressionSyntax member => member.Expression,
                ElementAccessExpressionSyntax access => access.Expression,
                ParenthesizedExpressionSyntax inner => inner.Expression,
                AwaitExpressionSyntax awaited => awaited.Expression,
                _ => null,
            };
        }
    }

    // Names that the chain of calls gives to new columns.
    private static IEnumerable<StructField> Added(ExpressionSyntax receiver) => receiver.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
        .Where(call => MethodName(call) is "As" or "Alias" or "WithColumn" or "WithColumnRenamed")
        .Select(call => call.ArgumentList.Arguments.ElementAtOrDefault(MethodName(call) == "WithColumnRenamed" ? 1 : 0)?.Expression)
        .OfType<LiteralExpressionSyntax>()
        .Select(name => new StructField(name.Token.ValueText, DataTypes.Null));

    private sealed record StringPlace(int Start, int End, string Value, SyntaxNode Call, string Method);
}
