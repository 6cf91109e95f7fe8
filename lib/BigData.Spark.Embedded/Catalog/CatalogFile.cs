using System.Text.Json;

namespace BigData.Spark.Embedded.Catalog;

/// <summary>A schema that is more than a folder of the lakehouse: it lies elsewhere or has a comment or properties.</summary>
internal sealed record SchemaEntry(string Name, string? Location, string? Comment, IReadOnlyDictionary<string, string> Properties);

/// <summary>
/// A name that the folders alone do not explain.
/// </summary>
/// <param name="Schema">Schema in lower case.</param>
/// <param name="Name">Table in lower case.</param>
/// <param name="Provider"><c>delta</c>, <c>parquet</c> or <c>csv</c>.</param>
/// <param name="Location">Absolute folder of the data.</param>
/// <param name="Managed">Whether dropping the name deletes the folder.</param>
/// <param name="Dropped">Whether the name was dropped while its folder stayed, so that the folder is not taken for a table.</param>
internal sealed record TableEntry(string Schema, string Name, string Provider, string Location, bool Managed, bool Dropped);

/// <summary>
/// What the catalog knows beyond the folders of the lakehouse, kept in <c>.bigdata.catalog.json</c> at its root. The file is
/// replaced as a whole by a rename and read again when another process has replaced it.
/// </summary>
internal sealed class CatalogFile(string lakehouse)
{
    internal const string FileName = ".bigdata.catalog.json";
    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(lakehouse, FileName);
    private readonly SortedDictionary<string, SchemaEntry> _schemas = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Schema, string Name), TableEntry> _tables = [];
    private (DateTime Written, long Length) _seen;

    internal SchemaEntry? Schema(string name)
    {
        lock (_lock)
        {
            Refresh();
            return _schemas.GetValueOrDefault(name);
        }
    }

    internal IReadOnlyList<SchemaEntry> Schemas()
    {
        lock (_lock)
        {
            Refresh();
            return [.. _schemas.Values];
        }
    }

    internal TableEntry? Table(string schema, string name)
    {
        lock (_lock)
        {
            Refresh();
            return _tables.GetValueOrDefault((schema, name));
        }
    }

    internal IReadOnlyList<TableEntry> Tables(string schema)
    {
        lock (_lock)
        {
            Refresh();
            return [.. _tables.Values.Where(table => table.Schema == schema)];
        }
    }

    internal void Put(SchemaEntry schema) => Change(() => _schemas[schema.Name] = schema);

    internal void Put(TableEntry table) => Change(() => _tables[(table.Schema, table.Name)] = table);

    internal void RemoveSchema(string name) => Change(() => _schemas.Remove(name));

    internal void RemoveTable(string schema, string name) => Change(() => _tables.Remove((schema, name)));

    private void Change(Action change)
    {
        lock (_lock)
        {
            Refresh();
            change();
            Write();
        }
    }

    private void Refresh()
    {
        var file = new FileInfo(_path);
        (DateTime, long) now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == _seen)
        {
            return;
        }

        _schemas.Clear();
        _tables.Clear();
        if (file.Exists)
        {
            Read();
        }

        _seen = now;
    }

    private void Read()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_path));
            foreach (JsonElement item in document.RootElement.GetProperty("schemas").EnumerateArray())
            {
                SchemaEntry schema = new(Text(item, "name")!, Text(item, "location"), Text(item, "comment"), Map(item, "properties"));
                _schemas[schema.Name] = schema;
            }

            foreach (JsonElement item in document.RootElement.GetProperty("tables").EnumerateArray())
            {
                TableEntry table = new(Text(item, "schema")!, Text(item, "name")!, Text(item, "provider")!, Text(item, "location")!, Flag(item, "managed"), Flag(item, "dropped"));
                _tables[(table.Schema, table.Name)] = table;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The catalog file '{_path}' is damaged ({e.Message}). Restore it, or delete it and register external tables again.", e);
        }
    }

    private void Write()
    {
        Directory.CreateDirectory(lakehouse);
        string temporary = _path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        using (FileStream stream = new(temporary, FileMode.CreateNew))
        {
            using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
            {
                WriteTo(json);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        var file = new FileInfo(_path);
        _seen = (file.LastWriteTimeUtc, file.Length);
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("schemas");
        foreach (SchemaEntry schema in _schemas.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", schema.Name);
            json.WriteString("location", schema.Location);
            json.WriteString("comment", schema.Comment);
            json.WriteStartObject("properties");
            foreach ((string key, string value) in schema.Properties)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (TableEntry table in _tables.Values)
        {
            json.WriteStartObject();
            json.WriteString("schema", table.Schema);
            json.WriteString("name", table.Name);
            json.WriteString("provider", table.Provider);
            json.WriteString("location", table.Location);
            json.WriteBoolean("managed", table.Managed);
            json.WriteBoolean("dropped", table.Dropped);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static bool Flag(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static Dictionary<string, string> Map(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value)
        ? value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? string.Empty, StringComparer.Ordinal)
        : [];
}
