using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Catalog;

/// <summary>A table of the catalog.</summary>
internal sealed record CatalogTable(string Schema, string Name, string Provider, string Location, bool Managed);

/// <summary>A schema of the catalog.</summary>
internal sealed record CatalogSchema(string Name, string Location, string? Comment);

/// <summary>
/// The catalog of a lakehouse. A folder <c>&lt;lakehouse&gt;/&lt;schema&gt;/&lt;table&gt;</c> with a Delta log is a table without
/// registration; names whose data lie elsewhere, tables of other formats and schema comments are in <see cref="CatalogFile"/>. Folders
/// that begin with <c>_</c> or <c>.</c> are no schemas. Names are compared without regard to case.
/// </summary>
internal sealed class LakehouseCatalog(string lakehouse)
{
    internal const string CatalogName = "spark_catalog";
    internal const string DefaultSchema = "default";
    private readonly CatalogFile _file = new(lakehouse);

    /// <summary>The absolute folder of the lakehouse; it need not exist yet.</summary>
    internal string Root => lakehouse;

    internal IReadOnlyList<CatalogSchema> Schemas()
    {
        var found = new SortedDictionary<string, CatalogSchema>(StringComparer.Ordinal)
        {
            [DefaultSchema] = new(DefaultSchema, Path.Combine(lakehouse, DefaultSchema), "default database"),
        };
        foreach (string folder in Folders(lakehouse))
        {
            string name = Path.GetFileName(folder).ToLowerInvariant();
            found.TryAdd(name, new CatalogSchema(name, folder, null));
        }

        foreach (SchemaEntry entry in _file.Schemas())
        {
            found[entry.Name] = new CatalogSchema(entry.Name, entry.Location ?? DefaultLocation(entry.Name), entry.Comment);
        }

        return [.. found.Values];
    }

    internal CatalogSchema? FindSchema(string name)
    {
        string key = name.ToLowerInvariant();
        if (key == DefaultSchema)
        {
            return new CatalogSchema(DefaultSchema, Path.Combine(lakehouse, DefaultSchema), "default database");
        }

        if (_file.Schema(key) is { } entry)
        {
            return new CatalogSchema(key, entry.Location ?? DefaultLocation(key), entry.Comment);
        }

        string? folder = key is ['_' or '.', ..] ? null : FindFolder(lakehouse, key);
        return folder is null ? null : new CatalogSchema(key, folder, null);
    }

    internal CatalogSchema GetSchema(string name) => FindSchema(name)
        ?? throw SparkErrors.Create("SCHEMA_NOT_FOUND", ("schemaName", TableName.Quote([CatalogName, name])));

    internal IReadOnlyList<CatalogTable> Tables(string schema)
    {
        CatalogSchema owner = GetSchema(schema);
        var found = new SortedDictionary<string, CatalogTable>(StringComparer.Ordinal);
        foreach (string folder in Folders(owner.Location).Where(IsDelta))
        {
            string name = Path.GetFileName(folder).ToLowerInvariant();
            found[name] = new CatalogTable(owner.Name, name, "delta", folder, Managed: false);
        }

        foreach (TableEntry entry in _file.Tables(owner.Name))
        {
            if (entry.Dropped)
            {
                found.Remove(entry.Name);
            }
            else
            {
                found[entry.Name] = ToTable(entry);
            }
        }

        return [.. found.Values];
    }

    internal CatalogTable? FindTable(string schema, string table)
    {
        if (FindSchema(schema) is not { } owner)
        {
            return null;
        }

        string name = table.ToLowerInvariant();
        if (_file.Table(owner.Name, name) is { } entry)
        {
            return entry.Dropped ? null : ToTable(entry);
        }

        string? folder = FindFolder(owner.Location, name);
        return folder is not null && IsDelta(folder) ? new CatalogTable(owner.Name, name, "delta", folder, Managed: false) : null;
    }

    /// <summary>Where a table without a location of its own lies.</summary>
    internal string TableLocation(string schema, string table) => Path.Combine(GetSchema(schema).Location, table.ToLowerInvariant());

    internal void CreateSchema(string name, string? location, string? comment, IReadOnlyDictionary<string, string> properties)
    {
        string key = name.ToLowerInvariant();
        Directory.CreateDirectory(location ?? DefaultLocation(key));
        if (location is not null || comment is not null || properties.Count > 0)
        {
            _file.Put(new SchemaEntry(key, location, comment, properties));
        }
    }

    internal void DropSchema(CatalogSchema schema)
    {
        foreach (TableEntry entry in _file.Tables(schema.Name))
        {
            _file.RemoveTable(entry.Schema, entry.Name);
        }

        _file.RemoveSchema(schema.Name);
        if (Directory.Exists(schema.Location) && !Directory.EnumerateFileSystemEntries(schema.Location).Any())
        {
            Directory.Delete(schema.Location);
        }
    }

    /// <summary>Gives a folder its name. A Delta table in the folder that its name leads to anyway needs no entry.</summary>
    internal void Register(CatalogTable table)
    {
        bool obvious = table is { Provider: "delta", Managed: false }
            && FileUris.SamePath(table.Location, TableLocation(table.Schema, table.Name));
        if (!obvious)
        {
            _file.Put(new TableEntry(table.Schema, table.Name, table.Provider, table.Location, table.Managed, Dropped: false));
        }
        else if (_file.Table(table.Schema, table.Name) is not null)
        {
            _file.RemoveTable(table.Schema, table.Name);
        }
    }

    /// <summary>
    /// Takes a name away. The folder of a managed table is deleted; any other folder stays, and when the name would come back by
    /// its folder alone the catalog remembers that it was dropped.
    /// </summary>
    internal void Drop(CatalogTable table)
    {
        if (table.Managed && Directory.Exists(table.Location))
        {
            Directory.Delete(table.Location, recursive: true);
        }

        if (Directory.Exists(table.Location) && FileUris.SamePath(table.Location, TableLocation(table.Schema, table.Name)))
        {
            _file.Put(new TableEntry(table.Schema, table.Name, table.Provider, table.Location, Managed: false, Dropped: true));
        }
        else if (_file.Table(table.Schema, table.Name) is not null)
        {
            _file.RemoveTable(table.Schema, table.Name);
        }
    }

    private string DefaultLocation(string schema) => FindFolder(lakehouse, schema) ?? Path.Combine(lakehouse, schema);

    private static CatalogTable ToTable(TableEntry entry) => new(entry.Schema, entry.Name, entry.Provider, entry.Location, entry.Managed);

    private static bool IsDelta(string folder) => Directory.Exists(Path.Combine(folder, "_delta_log"));

    private static IEnumerable<string> Folders(string parent) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent).Where(folder => Path.GetFileName(folder) is not ['_' or '.', ..])
        : [];

    private static string? FindFolder(string parent, string name)
    {
        string exact = Path.Combine(parent, name);
        return Directory.Exists(exact)
            ? exact
            : Folders(parent).FirstOrDefault(folder => string.Equals(Path.GetFileName(folder), name, StringComparison.OrdinalIgnoreCase));
    }
}
