using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BigData.Notebooks.Kernel;

/// <summary>The folder by which Jupyter and VS Code find the kernel.</summary>
public static class KernelSpec
{
    /// <summary>The kernel's name in notebooks and for <c>jupyter --kernel</c>.</summary>
    public const string Name = "bigdata-csharp";

    /// <summary>What people choose in the list of kernels.</summary>
    public const string DisplayName = "C# (BigData)";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the kernelspec; an older one is replaced.</summary>
    /// <param name="jupyterFolder">A data folder of Jupyter, such as <c>PREFIX/share/jupyter</c>.</param>
    /// <param name="command">The program with its arguments up to the connection file.</param>
    /// <returns>The folder of the kernelspec.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static string Install(string jupyterFolder, IReadOnlyList<string> command)
    {
        ArgumentException.ThrowIfNullOrEmpty(jupyterFolder);
        ArgumentNullException.ThrowIfNull(command);
        string folder = Path.Combine(jupyterFolder, "kernels", Name);
        Directory.CreateDirectory(folder);
        JsonObject spec = new()
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(word => JsonValue.Create(word))]),
            ["display_name"] = DisplayName,
            ["language"] = KernelInfo.Language,
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        File.WriteAllText(Path.Combine(folder, "kernel.json"), spec.ToJsonString(Indented) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return folder;
    }
}
