using System.Text.Json.Nodes;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Files;

/// <summary>Runs notebook files with the kernel's own code and without Jupyter.</summary>
public static class NotebookRunner
{
    /// <summary>
    /// Runs the cells of a notebook from top to bottom in a session of their own, and writes the notebook with its outputs. The first cell that fails ends the run; what
    /// was put out until then, and the error, are written. As under Jupyter, the process works in the folder of the notebook meanwhile.
    /// </summary>
    /// <param name="file">The notebook.</param>
    /// <param name="output">The file to write, which may be the same.</param>
    /// <param name="parameters">Values for the variables of its cell with the tag <c>parameters</c>, by name; empty for none.</param>
    /// <param name="options">What the notebook works with.</param>
    /// <param name="token">Interrupts the running cell and ends the run.</param>
    /// <returns>How the run ended.</returns>
    /// <exception cref="NotebookException">The file is no notebook of C#, or a parameter is wrong; nothing is written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the notebook is written as far as it came.</exception>
    public static async Task<NotebookRun> RunAsync(
        string file, string output, IReadOnlyDictionary<string, string> parameters, NotebookOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        string path = Path.GetFullPath(file);
        string target = Path.GetFullPath(output);
        NotebookFile notebook = NotebookFile.Read(path);
        NotebookParameters.Inject(notebook, path, parameters);
        foreach (JsonObject cell in notebook.CodeCells)
        {
            (cell["outputs"], cell["execution_count"]) = (new JsonArray(), null);
        }

        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = options.WorkingFolder;
        try
        {
            return await RunAsync(notebook, options, token).ConfigureAwait(false);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            notebook.Write(target);
        }
    }

    private static async Task<NotebookRun> RunAsync(NotebookFile notebook, NotebookOptions options, CancellationToken token)
    {
        NotebookSession session = new(options);
        await using (session.ConfigureAwait(false))
        {
            int number = 0;
            foreach (JsonObject cell in notebook.CodeCells)
            {
                token.ThrowIfCancellationRequested();
                CollectedOutput collected = new();
                CellError? error = await session.RunAsync(NotebookFile.Source(cell), ++number, collected, token).ConfigureAwait(false);
                (cell["outputs"], cell["execution_count"]) = (collected.Outputs(), number);
                token.ThrowIfCancellationRequested();
                if (error is not null)
                {
                    return new NotebookRun(number, number, string.Join('\n', error.Traceback));
                }
            }

            return new NotebookRun(number, FailedCell: null, Error: null);
        }
    }
}

/// <summary>How the run of a notebook ended.</summary>
/// <param name="Cells">How many cells of code ran, the failed one among them.</param>
/// <param name="FailedCell">The number of the cell that failed, from 1; null when none did.</param>
/// <param name="Error">Why, with the place in the cell; null when none failed.</param>
public sealed record NotebookRun(int Cells, int? FailedCell, string? Error);
