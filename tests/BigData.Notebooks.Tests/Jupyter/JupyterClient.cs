using System.Diagnostics;
using BigData.Notebooks.Kernel;

namespace BigData.Notebooks.Tests.Jupyter;

/// <summary>Jupyter's own client, run by the system's Python: <c>client.py</c> against the kernel of the program <c>bigdata</c> beside this test.</summary>
internal sealed class JupyterClient : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> IsThere = new(() => File.Exists(Python) && Run("-c", "import jupyter_client").ExitCode == 0);

    private readonly TempFolder _folder = new();

    private JupyterClient()
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "bigdata.exe" : "bigdata");
        KernelSpec.Install(_folder.FullPath, [program, "notebook", "kernel", "--lakehouse", _folder.File("lakehouse")]);
    }

    /// <summary>A client; skips the test where there is no Jupyter.</summary>
    public static JupyterClient OrSkip()
    {
        Assert.SkipUnless(IsThere.Value, "Jupyter's client is not there for /usr/bin/python3 (package python3-jupyter-client)");
        return new JupyterClient();
    }

    /// <summary>Runs a scenario of the script to its end.</summary>
    public (int ExitCode, string Output) Run(string scenario) => Run(Arguments(scenario));

    public void Dispose() => _folder.Dispose();

    private string[] Arguments(string scenario) => [Path.Combine(AppContext.BaseDirectory, "Jupyter", "client.py"), scenario, _folder.File("kernels"), _folder.FullPath];

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
