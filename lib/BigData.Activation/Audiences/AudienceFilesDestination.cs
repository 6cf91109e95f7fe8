using System.Globalization;
using System.Text.Json;
using BigData.Spark.Sql;

namespace BigData.Activation.Audiences;

/// <summary>
/// A folder for each audience with files to upload, in order: <c>000003-add-001.csv</c> holds who came with the third version,
/// <c>000003-remove-001.csv</c> who left. The manifest is written last and is what is acknowledged; files of a publication that was
/// killed are written again under the same names.
/// </summary>
internal sealed class AudienceFilesDestination(
    string name, string folder, AudiencePlatform platform, AudienceOptions rules, IReadOnlyDictionary<string, string> audiences) : IAudienceDestination
{
    private const string ManifestName = "_manifest.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public string Name => name;

    public string Platform => platform.Name;

    public AudienceOptions Rules => rules;

    public IReadOnlyDictionary<string, string> Audiences => audiences;

    public async Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token)
    {
        string manifest = Path.Combine(FolderOf(table), ManifestName);
        return File.Exists(manifest)
            ? JsonSerializer.Deserialize<Acknowledgement>(await File.ReadAllTextAsync(manifest, token).ConfigureAwait(false), Json)
            : null;
    }

    public Column? Refusal(PublishedTable table) => null;

    public async Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token)
    {
        List<string?[]> come = [];
        List<string?[]> leave = [];
        await foreach (RowChange change in delivery.ChangesAsync(token).ConfigureAwait(false))
        {
            string?[] person = [.. change.Row.Values.Skip(1).Cast<string?>()];
            (change.Kind == ChangeKind.Remove ? leave : come).Add(person);
        }

        string place = FolderOf(delivery.Table);
        string number = delivery.Content.Version.ToString("D6", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(place);
        foreach (string left in Directory.EnumerateFiles(place, number + "-*"))
        {
            File.Delete(left);
        }

        bool replaces = delivery.IsWhole && await AcknowledgedAsync(delivery.Table, token).ConfigureAwait(false) is not null;
        IReadOnlyList<string> columns = [.. platform.Identifiers.Select(identifier => identifier.Column)];
        await WriteAsync(place, number, replaces ? "replace" : "add", come.Count == 0 ? [] : platform.Format.Files(columns, Ordered(come), isRemoval: false), token).ConfigureAwait(false);
        await WriteAsync(place, number, "remove", leave.Count == 0 ? [] : platform.Format.Files(columns, Ordered(leave), isRemoval: true), token).ConfigureAwait(false);
        string next = Path.Combine(place, ManifestName + ".next");
        await File.WriteAllTextAsync(next, JsonSerializer.Serialize(delivery.Content, Json), token).ConfigureAwait(false);
        File.Move(next, Path.Combine(place, ManifestName), overwrite: true);
        return new DeliveryReport();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // By the hashes, so that equal people give equal files and the order tells nothing.
    private static List<string?[]> Ordered(List<string?[]> people) => [.. people.OrderBy(person => string.Join('|', person), StringComparer.Ordinal)];

    private string FolderOf(PublishedTable table) => Path.Combine(folder, table.ShortName);

    private static async Task WriteAsync(
        string place, string number, string step, IEnumerable<(string Ending, byte[] Content)> files, CancellationToken token)
    {
        int part = 0;
        foreach ((string ending, byte[] content) in files)
        {
            part++;
            string path = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"{number}-{step}-{part:D3}{ending}"));
            await File.WriteAllBytesAsync(path, content, token).ConfigureAwait(false);
        }
    }
}
