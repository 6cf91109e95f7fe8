using System.Collections.Immutable;
using BigData.Notebooks.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;

namespace BigData.Notebooks.Completion;

/// <summary>
/// The cells as the editor's services of Roslyn see them: each cell that ran is a submission after those before it, so that names declared twice are the newest, as
/// they are when code runs.
/// </summary>
internal sealed class CodeModel : IDisposable
{
    private static readonly CSharpParseOptions Script = new(kind: SourceCodeKind.Script);

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private Solution _solution;
    private ImmutableArray<MetadataReference> _references;
    private ProjectId? _last;
    private int _count;

    public CodeModel(IEnumerable<MetadataReference> references, IReadOnlyList<string> cells)
    {
        _solution = _workspace.CurrentSolution;
        _references = [.. references];
        foreach (string cell in cells)
        {
            AddCell(cell);
        }
    }

    public void Add(IEnumerable<MetadataReference> references) => _references = _references.AddRange(references);

    /// <summary>A cell has run: what comes now sees what it declares.</summary>
    public void AddCell(string code) => (_solution, _last) = With(code);

    /// <summary>What could stand at a position of a cell.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The index in the text.</param>
    /// <param name="token">Gives up.</param>
    public async Task<Suggestions> CompleteAsync(string code, int position, CancellationToken token)
    {
        Document document = Open(code);
        CompletionService service = CompletionService.GetService(document)!;
        CompletionList list = await service.GetCompletionsAsync(document, position, cancellationToken: token).ConfigureAwait(false);
        TextSpan span = list.Span.End > code.Length ? new TextSpan(position, 0) : list.Span;
        string typed = code[span.Start..Math.Min(position, code.Length)];
        ImmutableArray<CompletionItem> items = service.FilterItems(document, [.. list.ItemsList], typed);
        return new Suggestions(
            span.Start, position,
            [.. items.OrderBy(item => item.SortText, StringComparer.OrdinalIgnoreCase).Select(item => new Suggestion(item.DisplayText, Kind(item))).DistinctBy(item => item.Text, StringComparer.Ordinal)]);
    }

    /// <summary>What stands at a position: its declaration and documentation; null for nothing.</summary>
    public async Task<string?> InspectAsync(string code, int position, CancellationToken token)
    {
        Document document = Open(code);
        QuickInfoItem? info = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, Math.Clamp(position, 0, code.Length), token).ConfigureAwait(false);
        return info is null ? null : string.Join("\n\n", info.Sections.Select(section => section.Text).Where(text => text.Trim().Length > 0));
    }

    /// <summary>The tree and the meaning of a cell that is being written.</summary>
    public async Task<(SyntaxNode Root, SemanticModel Model)> ReadAsync(string code, CancellationToken token)
    {
        Document document = Open(code);
        return ((await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!, (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!);
    }

    /// <summary>Whether a cell is whole: <c>complete</c>, <c>incomplete</c> or <c>invalid</c>.</summary>
    public static string Completeness(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(UsingDeclarations.Take(code).Code, Script);
        return !SyntaxFactory.IsCompleteSubmission(tree) ? "incomplete"
            : tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid"
            : "complete";
    }

    public void Dispose() => _workspace.Dispose();

    private Document Open(string code)
    {
        (Solution solution, ProjectId id) = With(code);
        return solution.GetProject(id)!.Documents.Single();
    }

    private (Solution Solution, ProjectId Id) With(string code)
    {
        ProjectId id = ProjectId.CreateNewId();
        string name = FormattableString.Invariant($"cell{_count++}");
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, usings: CellReferences.Imports);
        ProjectInfo project = ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: options, parseOptions: Script, metadataReferences: _references,
            projectReferences: _last is null ? [] : [new ProjectReference(_last)],
            isSubmission: true, hostObjectType: typeof(NotebookGlobals));
        DocumentInfo document = DocumentInfo.Create(
            DocumentId.CreateNewId(id), name + ".csx", sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(UsingDeclarations.Take(code).Code), VersionStamp.Default)));
        return (_solution.AddProject(project).AddDocument(document), id);
    }

    private static string Kind(CompletionItem item) => item.Tags.FirstOrDefault() switch
    {
        "Method" or "ExtensionMethod" => "function",
        "Property" or "Field" or "Constant" or "Event" or "EnumMember" => "property",
        "Class" or "Structure" or "Interface" or "Enum" or "Delegate" => "class",
        "Namespace" => "module",
        "Keyword" => "keyword",
        _ => "variable",
    };
}

/// <summary>Texts that could replace a part of a cell.</summary>
/// <param name="Start">Where the part begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The texts, the best first.</param>
internal sealed record Suggestions(int Start, int End, IReadOnlyList<Suggestion> Items);

/// <summary>A text that could stand in a cell.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it names, by Jupyter's words: <c>function</c>, <c>property</c>, <c>class</c> …</param>
internal sealed record Suggestion(string Text, string Kind);
