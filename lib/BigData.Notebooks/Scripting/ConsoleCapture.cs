namespace BigData.Notebooks.Scripting;

/// <summary>Leads what cells write to the console to their outputs, as long as it is not disposed. The one use of the console in this library.</summary>
internal sealed class ConsoleCapture : IDisposable
{
#pragma warning disable RS0030 // Cells are programs of people: they write to the console.
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;

    public ConsoleCapture()
    {
        Output = new CellWriter(CellOutput.StandardOutput, _output);
        Console.SetOut(Output);
        Console.SetError(new CellWriter(CellOutput.StandardError, _error));
    }

    /// <summary>Where cells write.</summary>
    public TextWriter Output { get; }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }
#pragma warning restore RS0030
}
