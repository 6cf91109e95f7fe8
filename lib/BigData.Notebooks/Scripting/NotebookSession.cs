using BigData.Notebooks.Completion;
using BigData.Notebooks.Display;
using BigData.Spark.Sql;
using Microsoft.CodeAnalysis;

namespace BigData.Notebooks.Scripting;

/// <summary>A notebook at work: runs cells, one at a time, and knows what the editor asks about them.</summary>
internal sealed class NotebookSession : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NotebookOptions _options;
    private readonly ConsoleCapture _console = new();
    private readonly QueryProgress _progress;
    private readonly SparkAccess _spark;
    private readonly CellErrors _errors = new();
    private readonly List<MetadataReference> _references;
    private readonly NotebookGlobals _globals;
    private readonly Lazy<CodeModel> _model;
    private readonly TableKnowledge _tables;
    private readonly ScriptChain _chain;
    private readonly List<string> _cells = [];
    private IReadOnlyList<NuGetReference> _packages = [];
    private CancellationTokenSource? _stop;

    public NotebookSession(NotebookOptions options)
    {
        _options = options;
        _progress = new QueryProgress(options.Time);
        _spark = new SparkAccess(options.Engine, _console.Output, _progress);
        _globals = new NotebookGlobals(_spark);
        _references = [.. CellReferences.All(options.Assemblies)];
        _chain = new ScriptChain(_globals, options, _references, _errors);
        _model = new Lazy<CodeModel>(() => new CodeModel(_references, [.. _cells]));
        _tables = new TableKnowledge(_spark, name => _chain.Variable(name)?.Value as DataFrame, () => _chain.Variables().Select(variable => variable.Value).OfType<DataFrame>());
    }

    /// <summary>What the editor asks about cells.</summary>
    public CellEditor Editor => field ??= new CellEditor(Model, _tables);

    private CodeModel Model => _model.Value;

    /// <summary>Does what the first cell would have to wait for: opens the engine, and compiles and runs a line.</summary>
    public async Task WarmUpAsync(CancellationToken token)
    {
        Task<SparkSession> opening = _spark.GetAsync();
        await _chain.RunAsync("Col(\"a\");", "start", _ => { }, token).ConfigureAwait(false);
        await Task.WhenAny(opening).ConfigureAwait(false);
    }

    /// <summary>Loads the editor's services, on a model of its own.</summary>
    public async Task WarmUpEditorAsync(CancellationToken token)
    {
        const string Code = "Col(\"a\").Al";
        using CodeModel model = new(_references.ToArray(), []);
        await model.CompleteAsync(Code, Code.Length, token).ConfigureAwait(false);
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="sink">Takes its outputs, the error among them.</param>
    /// <param name="token">Interrupts it.</param>
    /// <returns>The error; null when all went well.</returns>
    public async Task<CellError?> RunAsync(string text, int number, IOutputSink sink, CancellationToken token)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        using CellOutput output = new(sink, _options.Time, stop.Token);
        _stop = stop;
        _progress.Begin(output);
        try
        {
            Task<CellError?> work = Task.Run(() => InCellAsync(text, number, output, stop.Token), CancellationToken.None);
            CellError? error = await FinishAsync(work, output, stop.Token).ConfigureAwait(false);
            _progress.End();
            if (error is not null)
            {
                output.Error(error);
            }

            return error;
        }
        finally
        {
            _stop = null;
        }
    }

    /// <summary>Interrupts the running cell; does nothing when there is none.</summary>
    public void Interrupt()
    {
        try
        {
            _stop?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended meanwhile.
        }
    }

    /// <summary>Computes an expression beside the cells.</summary>
    public async Task<(MimeBundle? Value, CellError? Error)> EvaluateAsync(string expression, CancellationToken token)
    {
        try
        {
            ScriptResult result = await _chain.EvaluateAsync(expression, token).ConfigureAwait(false);
            return result.Error is null ? (Displays.Of(result.Value, _globals.RowLimit), null) : (null, result.Error);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, _errors.Of(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Interrupt();
        await Task.WhenAny(_chain.EndAsync(), Task.Delay(Grace, _options.Time, CancellationToken.None)).ConfigureAwait(false);
        await _spark.DisposeAsync().ConfigureAwait(false);
        _chain.Dispose();
        _console.Dispose();
        if (_model.IsValueCreated)
        {
            _model.Value.Dispose();
        }
    }

    // An interrupted cell has a moment to end, in which its queries are stopped; then it is left alone.
    private async Task<CellError?> FinishAsync(Task<CellError?> work, CellOutput output, CancellationToken stop)
    {
        TaskCompletionSource interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = stop.Register(interrupted.SetResult);
        if (await Task.WhenAny(work, interrupted.Task).ConfigureAwait(false) == work)
        {
            return stop.IsCancellationRequested ? CellErrors.Interrupted() : await work.ConfigureAwait(false);
        }

        long began = _options.Time.GetTimestamp();
        while (!work.IsCompleted && _options.Time.GetElapsedTime(began) < Grace)
        {
            await StopQueriesAsync().ConfigureAwait(false);
            await Task.WhenAny(work, Task.Delay(Pause, _options.Time, CancellationToken.None)).ConfigureAwait(false);
        }

        return work.IsCompleted
            ? CellErrors.Interrupted()
            : new CellError("Interrupted", "The code of the cell goes on.", ["Interrupted: the code of the cell has not ended and goes on in the background. Let loops look at 'Cancellation'; restart the kernel to end this one."]);
    }

    private async Task StopQueriesAsync()
    {
        try
        {
            foreach (SparkSession session in _chain.Variables().Select(variable => variable.Value).OfType<SparkSession>().Append(_spark.Opened).OfType<SparkSession>().Distinct())
            {
                await session.InterruptAllAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SparkException or InvalidOperationException)
        {
            // The session is closed, or its server is gone: nothing of it runs.
        }
    }

    private async Task<CellError?> InCellAsync(string text, int number, CellOutput output, CancellationToken token)
    {
        CellOutput.Current = output;
        try
        {
            CellText cell = CellText.Parse(text);
            return await DirectivesAsync(cell, token).ConfigureAwait(false)
                ?? (cell.Magic is null ? await CodeAsync(cell.Code, number, output, token).ConfigureAwait(false) : await MagicAsync(cell, number, output, token).ConfigureAwait(false));
        }
        catch (NotebookException e)
        {
            return new CellError(nameof(NotebookException), e.Message, [e.Message]);
        }
#pragma warning disable CA1031 // Whatever a cell does, the kernel answers and lives.
        catch (Exception e)
        {
            return _errors.Of(e);
        }
#pragma warning restore CA1031
    }

    private async Task<CellError?> DirectivesAsync(CellText cell, CancellationToken token)
    {
        if (cell.Packages.Count > 0)
        {
            NuGetReference[] packages =
            [
                .. _packages.Where(known => !cell.Packages.Any(package => string.Equals(package.Id, known.Id, StringComparison.OrdinalIgnoreCase))), .. cell.Packages,
            ];
            Add(await NuGetRestore.AssembliesAsync(packages, _options.WorkingFolder, token).ConfigureAwait(false));
            _packages = packages;
        }

        if (cell.Engine is { } engine)
        {
            await _spark.SwitchAsync(engine, token).ConfigureAwait(false);
        }

        await _spark.NameTablesAsync(cell.Code, token).ConfigureAwait(false);
        return null;
    }

    private void Add(IEnumerable<string> assemblies)
    {
        IReadOnlyList<MetadataReference> added = _chain.Add(assemblies);
        _references.AddRange(added);
        if (_model.IsValueCreated)
        {
            Model.Add(added);
        }
    }

    private async Task<CellError?> CodeAsync(string code, int number, CellOutput output, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        ScriptResult result = await _chain.RunAsync(code, FormattableString.Invariant($"cell {number}"), warning => output.Write(CellOutput.StandardError, warning + "\n"), token).ConfigureAwait(false);
        if (result.Error is not null)
        {
            return result.Error;
        }

        if (_model.IsValueCreated)
        {
            Model.AddCell(code);
        }
        else
        {
            _cells.Add(code);
        }

        Show(result.Value, number, output);
        return null;
    }

    private void Show(object? value, int number, CellOutput output)
    {
        if (value is DataFrame frame)
        {
            _globals._ = frame;
        }

        if (value is not null)
        {
            output.Result(Displays.Of(value, _globals.RowLimit), number);
        }
    }

    private async Task<CellError?> MagicAsync(CellText cell, int number, CellOutput output, CancellationToken token)
    {
        switch (cell.Magic)
        {
            case "sql":
                break;
            case "html":
                output.Display(Displays.Of(new HtmlText(cell.Code), _globals.RowLimit));
                return null;
            case "markdown":
                output.Display(Displays.Of(new MarkdownText(cell.Code), _globals.RowLimit));
                return null;
            default:
                throw new NotebookException($"%%{cell.Magic} is unknown; there are %%sql, %%html and %%markdown.");
        }

        string name = SqlCell.FrameName(cell.MagicArgument);
        DataFrame frame = await SqlCell.RunAsync(await CurrentAsync().ConfigureAwait(false), cell.Code, parameter => _chain.Variable(parameter)?.Value, token).ConfigureAwait(false);
        _globals._ = frame;
        if (name != "_")
        {
            CellError? error = await CodeAsync($"BigData.Spark.Sql.DataFrame {name} = _;", number, output, token).ConfigureAwait(false);
            if (error is not null)
            {
                return error;
            }
        }

        if ((await frame.SchemaAsync(token).ConfigureAwait(false)).Count > 0)
        {
            Show(frame, number, output);
        }

        return null;
    }

    // A cell may have declared a session of its own by the name that all cells use.
    private async Task<SparkSession> CurrentAsync() =>
        _chain.Variable("spark")?.Value as SparkSession ?? await _spark.GetAsync().ConfigureAwait(false);
}
