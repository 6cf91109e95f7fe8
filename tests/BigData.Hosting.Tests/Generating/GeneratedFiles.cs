using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Generating;

namespace BigData.Hosting.Tests.Generating;

/// <summary>A shop in a temp folder, its records by kind of file, and its truth.</summary>
public sealed class GeneratedFiles : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<FileKind, IReadOnlyList<Dictionary<string, string>>> _good = [];

    public GeneratedFiles()
        : this(2_000, 90, 7)
    {
    }

    internal GeneratedFiles(int customers, int days, ulong seed, bool isCompressed = false)
    {
        Options = new ShopOptions(customers, days, seed, new DateOnly(2011, 9, 12), _folder.FullPath, isCompressed);
        Tally = ShopGenerator.Write(Options, CancellationToken.None);
        Truth = JsonNode.Parse(File.ReadAllText(_folder.File(TruthFile.Name)))!;
    }

    internal ShopOptions Options { get; }

    internal Tally Tally { get; }

    internal JsonNode Truth { get; }

    /// <summary>The unpacked bytes of all files by their name below the folder.</summary>
    internal SortedDictionary<string, byte[]> Bytes() => Bytes(_folder.FullPath);

    internal static SortedDictionary<string, byte[]> Bytes(string folder)
    {
        SortedDictionary<string, byte[]> all = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using Stream file = File.OpenRead(path);
            using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress) : file;
            using MemoryStream copy = new();
            text.CopyTo(copy);
            all[Path.GetRelativePath(folder, path).Replace('\\', '/').Replace(".gz", "", StringComparison.Ordinal)] = copy.ToArray();
        }

        return all;
    }

    /// <summary>The records of a kind of file as they are delivered, with the day of the file in <c>_day</c>.</summary>
    internal IEnumerable<Dictionary<string, string>> Delivered(FileKind kind)
    {
        foreach (string path in Directory.EnumerateFiles(_folder.File(DayWriter.Folder(kind))).Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(path);
            string[] header = lines[0].Split(',');
            foreach (string line in lines.Skip(1))
            {
                string[] fields = line.Split(',');
                Assert.Equal(header.Length, fields.Length);
                Dictionary<string, string> record = header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
                record["_day"] = Path.GetFileNameWithoutExtension(path);
                yield return record;
            }
        }
    }

    /// <summary>The good records, tidied up, each once.</summary>
    internal IReadOnlyList<Dictionary<string, string>> Good(FileKind kind) =>
        _good.TryGetValue(kind, out IReadOnlyList<Dictionary<string, string>>? known) ? known : _good[kind] = Tidied(kind);

    public void Dispose() => _folder.Dispose();

    private List<Dictionary<string, string>> Tidied(FileKind kind)
    {
        string time = kind switch
        {
            FileKind.Products => "updated_at",
            FileKind.Customers => "registered_at",
            FileKind.Consents => "status_at",
            FileKind.Suppressions => "since",
            FileKind.Orders => "ordered_at",
            _ => "occurred_at",
        };
        string[] tidied = ["customer_id", "product_id", "country"];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<Dictionary<string, string>> good = [];
        foreach (Dictionary<string, string> record in Delivered(kind))
        {
            bool isWhole = record.First().Value.Length > 0
                && DateTime.TryParseExact(record[time], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                && !new[] { "quantity", "cost", "price" }.Any(name => record.TryGetValue(name, out string? number) && !decimal.TryParse(number, CultureInfo.InvariantCulture, out _));
            Dictionary<string, string> tidy = record.Where(pair => pair.Key != "_day").ToDictionary(
                pair => pair.Key,
                pair => tidied.Contains(pair.Key) ? pair.Value.Trim().ToUpperInvariant() : pair.Value.Trim().ToLowerInvariant());
            if (isWhole && seen.Add(string.Join(',', tidy.Values)))
            {
                good.Add(tidy);
            }
        }

        return good;
    }
}
