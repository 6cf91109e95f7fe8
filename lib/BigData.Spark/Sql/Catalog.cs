using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>Catalogs, schemas, tables, functions and temporary views as the session sees them.</summary>
public sealed class Catalog
{
    private readonly SparkSession _session;

    internal Catalog(SparkSession session) => _session = session;

    /// <summary>The catalog that names without one belong to.</summary>
    /// <returns>The name.</returns>
    public string CurrentCatalog() => Blocking.Run(() => ValueAsync<string>(new() { CurrentCatalog = new() }, default));

    /// <summary>Changes the catalog that names without one belong to.</summary>
    /// <param name="catalogName">The catalog.</param>
    public void SetCurrentCatalog(string catalogName) => Run(new() { SetCurrentCatalog = new() { CatalogName = catalogName } });

    /// <summary>The catalogs.</summary>
    /// <param name="pattern">A name with <c>*</c>; <c>|</c> separates several. All if null.</param>
    /// <returns>A frame: name, description.</returns>
    public DataFrame ListCatalogs(string? pattern = null)
    {
        ListCatalogs list = new();
        Set(pattern, value => list.Pattern = value);
        return Frame(new() { ListCatalogs = list });
    }

    /// <summary>The schema that names without one belong to.</summary>
    /// <returns>The name.</returns>
    public string CurrentDatabase() => Blocking.Run(() => ValueAsync<string>(new() { CurrentDatabase = new() }, default));

    /// <summary>Changes the schema that names without one belong to.</summary>
    /// <param name="dbName">The schema.</param>
    public void SetCurrentDatabase(string dbName) => Run(new() { SetCurrentDatabase = new() { DbName = dbName } });

    /// <summary>The schemas.</summary>
    /// <param name="pattern">A name with <c>*</c>; <c>|</c> separates several. All if null.</param>
    /// <returns>A frame: name, catalog, description, locationUri.</returns>
    public DataFrame ListDatabases(string? pattern = null)
    {
        ListDatabases list = new();
        Set(pattern, value => list.Pattern = value);
        return Frame(new() { ListDatabases = list });
    }

    /// <summary>Whether a schema exists.</summary>
    /// <param name="dbName">The schema.</param>
    /// <returns>True if it does.</returns>
    public bool DatabaseExists(string dbName) => Blocking.Run(() => DatabaseExistsAsync(dbName));

    /// <summary>Whether a schema exists.</summary>
    /// <param name="dbName">The schema.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>True if it does.</returns>
    public Task<bool> DatabaseExistsAsync(string dbName, CancellationToken token = default) =>
        ValueAsync<bool>(new() { DatabaseExists = new() { DbName = dbName } }, token);

    /// <summary>Tables and temporary views.</summary>
    /// <param name="dbName">The schema; the current one if null.</param>
    /// <param name="pattern">A name with <c>*</c>; <c>|</c> separates several. All if null.</param>
    /// <returns>A frame: name, catalog, namespace, description, tableType, isTemporary.</returns>
    public DataFrame ListTables(string? dbName = null, string? pattern = null)
    {
        ListTables list = new();
        Set(dbName, value => list.DbName = value);
        Set(pattern, value => list.Pattern = value);
        return Frame(new() { ListTables = list });
    }

    /// <summary>One table or temporary view.</summary>
    /// <param name="tableName">The name.</param>
    /// <returns>A row: name, catalog, namespace, description, tableType, isTemporary.</returns>
    /// <exception cref="AnalysisException">There is no such table.</exception>
    public Row GetTable(string tableName) => Frame(new() { GetTable = new() { TableName = tableName } }).First();

    /// <summary>Whether a table or temporary view exists.</summary>
    /// <param name="tableName">The name.</param>
    /// <returns>True if it does.</returns>
    public bool TableExists(string tableName) => Blocking.Run(() => TableExistsAsync(tableName));

    /// <summary>Whether a table or temporary view exists.</summary>
    /// <param name="tableName">The name.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>True if it does.</returns>
    public Task<bool> TableExistsAsync(string tableName, CancellationToken token = default) =>
        ValueAsync<bool>(new() { TableExists = new() { TableName = tableName } }, token);

    /// <summary>The columns of a table or temporary view.</summary>
    /// <param name="tableName">The name.</param>
    /// <returns>A frame: name, description, dataType, nullable, isPartition, isBucket, isCluster.</returns>
    public DataFrame ListColumns(string tableName) => Frame(new() { ListColumns = new() { TableName = tableName } });

    /// <summary>The functions of a schema and of the engine.</summary>
    /// <param name="dbName">The schema; the current one if null.</param>
    /// <param name="pattern">A name with <c>*</c>; <c>|</c> separates several. All if null.</param>
    /// <returns>A frame: name, catalog, namespace, description, className, isTemporary.</returns>
    public DataFrame ListFunctions(string? dbName = null, string? pattern = null)
    {
        ListFunctions list = new();
        Set(dbName, value => list.DbName = value);
        Set(pattern, value => list.Pattern = value);
        return Frame(new() { ListFunctions = list });
    }

    /// <summary>Whether a function exists.</summary>
    /// <param name="functionName">The name.</param>
    /// <returns>True if it does.</returns>
    public bool FunctionExists(string functionName) =>
        Blocking.Run(() => ValueAsync<bool>(new() { FunctionExists = new() { FunctionName = functionName } }, default));

    /// <summary>Makes a table over a folder, or an empty one where the engine keeps its tables.</summary>
    /// <param name="tableName">The name.</param>
    /// <param name="path">The folder; the engine's choice if null.</param>
    /// <param name="source">The provider, such as <c>delta</c>; the setting <c>spark.sql.sources.default</c> if null.</param>
    /// <param name="schema">Names and types; those of the folder if null.</param>
    /// <param name="description">The comment, or null.</param>
    /// <param name="options">Options of the provider.</param>
    /// <returns>The table as a frame.</returns>
    /// <exception cref="SparkException">The table exists or cannot be made.</exception>
    public DataFrame CreateTable(
        string tableName,
        string? path = null,
        string? source = null,
        StructType? schema = null,
        string? description = null,
        IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        CreateTable create = new() { TableName = tableName };
        Set(path, value => create.Path = value);
        Set(source, value => create.Source = value);
        Set(description, value => create.Description = value);
        if (schema is not null)
        {
            create.Schema = DataTypeProto.ToProto(schema);
        }

        if (options is not null)
        {
            create.Options.Add(options.ToDictionary(StringComparer.Ordinal));
        }

        Run(new() { CreateTable = create });
        return _session.Table(tableName);
    }

    /// <summary>Drops a temporary view.</summary>
    /// <param name="viewName">The name.</param>
    /// <returns>Whether there was one.</returns>
    public bool DropTempView(string viewName) => Blocking.Run(() => DropTempViewAsync(viewName));

    /// <summary>Drops a temporary view.</summary>
    /// <param name="viewName">The name.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DropTempViewAsync(string viewName, CancellationToken token = default) =>
        ValueAsync<bool>(new() { DropTempView = new() { ViewName = viewName } }, token);

    /// <summary>Drops a temporary view of all sessions.</summary>
    /// <param name="viewName">The name without <c>global_temp</c>.</param>
    /// <returns>Whether there was one.</returns>
    public bool DropGlobalTempView(string viewName) =>
        Blocking.Run(() => ValueAsync<bool>(new() { DropGlobalTempView = new() { ViewName = viewName } }, default));

    /// <summary>Whether the rows of a table or view are kept in the engine.</summary>
    /// <param name="tableName">The name.</param>
    /// <returns>True if they are.</returns>
    public bool IsCached(string tableName) =>
        Blocking.Run(() => ValueAsync<bool>(new() { IsCached = new() { TableName = tableName } }, default));

    /// <summary>Keeps the rows of a table or view in the engine.</summary>
    /// <param name="tableName">The name.</param>
    /// <param name="level">Where; memory and disk by default.</param>
    public void CacheTable(string tableName, StorageLevel? level = null) =>
        Run(new() { CacheTable = new() { TableName = tableName, StorageLevel = level?.ToProto() } });

    /// <summary>No longer keeps the rows of a table or view.</summary>
    /// <param name="tableName">The name.</param>
    public void UncacheTable(string tableName) => Run(new() { UncacheTable = new() { TableName = tableName } });

    /// <summary>No longer keeps the rows of any table, view or frame.</summary>
    public void ClearCache() => Run(new() { ClearCache = new() });

    /// <summary>Forgets what the engine remembers of a table, for files that changed outside of it.</summary>
    /// <param name="tableName">The name.</param>
    public void RefreshTable(string tableName) => Run(new() { RefreshTable = new() { TableName = tableName } });

    /// <summary>Forgets what the engine remembers of files below a path.</summary>
    /// <param name="path">The path.</param>
    public void RefreshByPath(string path) => Run(new() { RefreshByPath = new() { Path = path } });

    private static void Set(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }

    private DataFrame Frame(Proto.Catalog operation) => _session.Frame(new Relation { Catalog = operation });

    private void Run(Proto.Catalog operation) => Blocking.Run(() => Frame(operation).CollectAsync());

    private async Task<T> ValueAsync<T>(Proto.Catalog operation, CancellationToken token)
    {
        Row row = await Frame(operation).FirstRowAsync(token).ConfigureAwait(false);
        return row.GetAs<T>(0);
    }
}
