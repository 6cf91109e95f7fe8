using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace BigData.Notebooks.Scripting;

/// <summary>Cells of C# one after another, each with the variables, methods and types of those before it.</summary>
internal sealed class ScriptChain : IDisposable
{
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly UsingDeclarations _usings = new();
    private readonly NotebookGlobals _globals;
    private readonly string _folder;
    private readonly CellErrors _errors;
    private readonly HashSet<string> _names;
    private ScriptOptions _options;
    private ScriptState<object>? _state;

    public ScriptChain(NotebookGlobals globals, NotebookOptions options, IReadOnlyList<MetadataReference> references, CellErrors errors)
    {
        _globals = globals;
        _folder = options.WorkingFolder;
        _errors = errors;
        _names = [.. references.Select(reference => Path.GetFileNameWithoutExtension(reference.Display ?? string.Empty))];
        foreach (string name in _names.Where(CellReferences.IsShared))
        {
            _loader.RegisterDependency(Assembly.Load(name));
        }

        foreach (Assembly assembly in options.Assemblies)
        {
            _loader.RegisterDependency(assembly);
        }

        // Not optimised: places of errors are exact, and the work is the engine's.
        _options = ScriptOptions.Default
            .WithReferences(references)
            .WithImports(CellReferences.Imports)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(_folder).WithSearchPaths(_folder))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(_folder).WithSearchPaths(_folder))
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithOptimizationLevel(OptimizationLevel.Debug);
    }

    /// <summary>Adds the assemblies of packages; those that the program has itself stay the program's.</summary>
    /// <returns>What was added.</returns>
    public IReadOnlyList<MetadataReference> Add(IEnumerable<string> assemblies)
    {
        MetadataReference[] added = [.. assemblies.Where(path => _names.Add(Path.GetFileNameWithoutExtension(path))).Select(CellReferences.Reference)];
        _options = _options.AddReferences(added);
        return added;
    }

    /// <summary>Compiles and runs a cell. Its variables stay also when it fails half-way.</summary>
    /// <param name="code">C#.</param>
    /// <param name="name">What errors call it, such as <c>cell 3</c>.</param>
    /// <param name="warn">Takes warnings of the compiler, one line each.</param>
    /// <param name="token">Ends the compilation, and the running where the code looks at it.</param>
    public async Task<ScriptResult> RunAsync(string code, string name, Action<string> warn, CancellationToken token)
    {
        string path = Path.Combine(_folder, name);
        _errors.Remember(path, name, code);
        ScriptOptions options = _options.WithFilePath(path);
        (string text, IReadOnlyList<string> usings) = UsingDeclarations.Take(code);
        Script<object> script = _state is null
            ? CSharpScript.Create<object>(text, options, typeof(NotebookGlobals), _loader)
            : _state.Script.ContinueWith<object>(text, options);
        ImmutableArray<Diagnostic> diagnostics = script.Compile(token).AddRange(UsingDeclarations.Check(script.GetCompilation(), path, usings));
        if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return new ScriptResult(null, _errors.Of(diagnostics));
        }

        foreach (string warning in _errors.Warnings(diagnostics))
        {
            warn(warning);
        }

        ScriptState<object> state = _state is null
            ? await script.RunAsync(_globals, _ => true, token).ConfigureAwait(false)
            : await script.RunFromAsync(_state, _ => true, token).ConfigureAwait(false);
        await _usings.HoldAsync(usings, variable => state.GetVariable(variable)?.Value, warn).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        _state = state;
        return state.Exception is { } failed ? new ScriptResult(null, _errors.Of(failed)) : new ScriptResult(state.ReturnValue, null);
    }

    /// <summary>Computes an expression beside the cells: what it declares is not kept.</summary>
    public async Task<ScriptResult> EvaluateAsync(string expression, CancellationToken token)
    {
        ScriptState<object>? before = _state;
        try
        {
            return await RunAsync(expression, "expression", _ => { }, token).ConfigureAwait(false);
        }
        finally
        {
            _state = before;
        }
    }

    /// <summary>The newest variable of a name; null where there is none.</summary>
    public ScriptVariable? Variable(string name) => _state?.GetVariable(name);

    /// <summary>All variables, the newest of each name.</summary>
    public IEnumerable<ScriptVariable> Variables() =>
        (_state?.Variables ?? []).Reverse().DistinctBy(variable => variable.Name, StringComparer.Ordinal);

    /// <summary>Disposes what cells have declared by <c>using</c>.</summary>
    public Task EndAsync() => _usings.DisposeAllAsync();

    public void Dispose() => _loader.Dispose();
}

/// <summary>What a piece of C# gave.</summary>
/// <param name="Value">The value of its last expression; null for none.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
internal sealed record ScriptResult(object? Value, CellError? Error);
