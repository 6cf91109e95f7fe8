using System.Security.Cryptography;
using System.Text.Json;
using BigData.Spark.Sql;

namespace BigData.Activation.Files;

/// <summary>
/// A folder for each table with one file of rows and a manifest. The file takes the place of the earlier one by one rename, so a reader
/// has the old rows or the new ones; the manifest follows, and what it says counts only while the file is the one that it describes.
/// </summary>
internal sealed class FilesDestination(string name, string folder, IFileFormat format) : IDestination
{
    internal const string ManifestName = "_manifest.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public string Name => name;

    public async Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token)
    {
        string place = FolderOf(table);
        Manifest? manifest = await ReadAsync(Path.Combine(place, ManifestName), token).ConfigureAwait(false);
        FileInfo file = new(FileOf(place, table));
        return manifest is not null && manifest.File == file.Name && file.Exists && file.Length == manifest.Bytes
            && await HashAsync(file.FullName, token).ConfigureAwait(false) == manifest.Sha256
            ? manifest.Content
            : null;
    }

    public Column? Refusal(PublishedTable table) => null;

    public async Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token)
    {
        string place = FolderOf(delivery.Table);
        string file = FileOf(place, delivery.Table);
        Directory.CreateDirectory(place);
        Clear(place);
        string next = file + ".next";
        await format.WriteAsync(delivery, next, token).ConfigureAwait(false);
        Manifest manifest = new(
            delivery.Table.Name, Path.GetFileName(file), new FileInfo(next).Length, await HashAsync(next, token).ConfigureAwait(false),
            [.. delivery.Table.Columns.Select(column => new ManifestColumn(column.Name, column.Type, column.Comment))], delivery.Content);
        string nextManifest = Path.Combine(place, ManifestName + ".next");
        await File.WriteAllTextAsync(nextManifest, JsonSerializer.Serialize(manifest, Json), token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        File.Move(next, file, overwrite: true);
        File.Move(nextManifest, Path.Combine(place, ManifestName), overwrite: true);
        return new DeliveryReport();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string FolderOf(PublishedTable table) => Path.Combine(folder, table.Name);

    private string FileOf(string place, PublishedTable table) => Path.Combine(place, table.ShortName + format.Extension);

    // What a publication that was killed left behind.
    private static void Clear(string place)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(place, "*.next"))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    private static async Task<Manifest?> ReadAsync(string path, CancellationToken token)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Manifest>(await File.ReadAllTextAsync(path, token).ConfigureAwait(false), Json);
        }
        catch (JsonException)
        {
            // Somebody has changed it by hand: everything is written again.
            return null;
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken token)
    {
        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false));
        }
    }
}

/// <summary>What a folder holds.</summary>
/// <param name="Table">The table's full name.</param>
/// <param name="File">The file of rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Columns">Names, types and meaning of the columns.</param>
/// <param name="Content">Where the rows come from.</param>
internal sealed record Manifest(
    string Table, string File, long Bytes, string Sha256, IReadOnlyList<ManifestColumn> Columns, Acknowledgement Content);

internal sealed record ManifestColumn(string Name, string Type, string Comment);
