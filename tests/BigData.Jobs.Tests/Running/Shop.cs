using System.IO.Compression;
using System.Text;
using BigData.Testing;

namespace BigData.Jobs.Tests.Running;

/// <summary>
/// A landing folder of the retail source and a lakehouse in a temp folder, and the command over them. A run that names no table makes those
/// that come from retail invoices; the generated shop delivers nothing.
/// </summary>
internal sealed class Shop : IDisposable
{
    private readonly TempFolder _temp = new();

    /// <summary>The table for which a run makes all that comes from retail invoices.</summary>
    public const string Retail = "gold.customer_segments";

    public Shop()
    {
        Directory.CreateDirectory(Landing);
        Directory.CreateDirectory(_temp.File("no-files"));
    }

    public string Landing => _temp.File("landing");

    public string LakehouseFolder => _temp.File("lakehouse");

    public string File(params string[] parts) => _temp.File(parts);

    /// <summary>Puts days of the tiny shop into the landing folder: all, or those with the given numbers from 0.</summary>
    public Shop WithTinyShop(params int[] days)
    {
        (string Name, string Text)[] files = [.. TinyShop.Files()];
        foreach ((string name, string text) in days.Length == 0 ? files : days.Select(day => files[day]))
        {
            Deliver(name, text);
        }

        return this;
    }

    public void Deliver(string name, string text) => Deliver(name, new UTF8Encoding(false).GetBytes(text));

    public void Deliver(string name, byte[] content)
    {
        string path = Path.Combine(Landing, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, content);
    }

    public static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    /// <summary>Lines below the header of the shop's files.</summary>
    public static string Csv(params string[] lines) => TinyShop.Header + "\n" + string.Concat(lines.Select(line => line + "\n"));

    public string[] Arguments(params string[] words)
    {
        string[] selection = words[0] == "run" && (words.Length == 1 || words[1].StartsWith('-')) ? [Retail] : [];
        return
        [
            words[0], .. selection, .. words[1..],
            "--lakehouse", LakehouseFolder, "--source", $"online_retail={Landing}", "--source", $"shop={_temp.File("no-files")}",
        ];
    }

    public Task<CommandResult> RunAsync(params string[] options) => RunWithinAsync(wrapper: null, options);

    /// <summary>Runs the command, started by a wrapper such as those of <see cref="Wrappers"/>.</summary>
    public Task<CommandResult> RunWithinAsync(IReadOnlyList<string>? wrapper, params string[] options) =>
        BigDataCommand.RunAsync(Arguments(["run", .. options]), wrapper);

    public Lakehouse Open() => new(LakehouseFolder);

    public void Dispose() => _temp.Dispose();
}
