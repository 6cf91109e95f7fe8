using BigData.Spark.Embedded.Commands;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Catalog;

/// <summary>The calls of <c>spark.Catalog</c>, answered with Spark's columns.</summary>
internal sealed class CatalogCalls(EmbeddedSession session, SessionCompiler compiler)
{
    private const string LocalCatalog = LakehouseCatalog.CatalogName;

    /// <exception cref="Sql.SparkException">A name does not exist, or the engine does not have the call.</exception>
    internal async Task<CommandResult> RunAsync(CatalogOperation operation, CancellationToken token)
    {
        switch (operation)
        {
            case ListColumns list:
                return await ListColumnsAsync(Name(list.Table, list.Database), token).ConfigureAwait(false);
            case CreateCatalogTable create:
                await new TableStatements(session).CreateAsync(ToStatement(create), token).ConfigureAwait(false);
                return CommandResult.None;
            case DropCatalogTable drop:
                new TableStatements(session).Drop(new DropTable(Parts(drop.Table), drop.IfExists, drop.Purge));
                return CommandResult.None;
            case CacheTable cache:
                session.Frames.Add(Table(cache.Table), FrameStorage.MemoryAndDisk);
                return CommandResult.None;
            case UncacheTable uncache:
                await ForgetAsync(session.Frames.Remove(Table(uncache.Table))).ConfigureAwait(false);
                return CommandResult.None;
            case ClearCache:
                foreach (PersistedFrame frame in session.Frames.Clear())
                {
                    await ForgetAsync(frame).ConfigureAwait(false);
                }

                return CommandResult.None;
            default:
                return Run(operation);
        }
    }

    private CommandResult Run(CatalogOperation operation) => operation switch
    {
        CurrentDatabase => Text(session.CurrentSchema),
        CurrentCatalog => Text(LocalCatalog),
        SetCurrentDatabase set => Use(set.Name),
        SetCurrentCatalog set => TableName.IsSessionCatalog(set.Name) ? CommandResult.None : throw NoCatalog(set.Name),
        ListCatalogs list => CatalogRows.Catalogs(NamePattern.Matches(list.Pattern, LocalCatalog) ? [LocalCatalog] : []),
        ListDatabases list => CatalogRows.Databases(session.Catalog.Schemas().Where(schema => NamePattern.Matches(list.Pattern, schema.Name))),
        GetDatabase get => CatalogRows.Databases([session.Catalog.GetSchema(SchemaName(get.Name))]),
        DatabaseExists exists => Flag(session.Catalog.FindSchema(SchemaName(exists.Name)) is not null),
        ListTables list => CatalogRows.Tables(session, list.Database is null ? session.CurrentSchema : SchemaName(list.Database), list.Pattern),
        GetTable get => CatalogRows.Table(session, Name(get.Table, get.Database)),
        TableExists exists => Flag(Exists(Name(exists.Table, exists.Database))),
        DropTempView drop => Flag(session.Views.Drop(drop.Name, drop.IsGlobal)),
        IsCached cached => Flag(session.Frames.Find(Table(cached.Table)) is not null),
        CreateDatabase create => Create(create),
        DropDatabase drop => DropSchema(drop),

        // Nothing is kept about files between queries, so there is nothing to refresh.
        RefreshTable or RefreshByPath or RecoverPartitions => CommandResult.None,
        _ => throw SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.COMMAND", ("name", "Catalog." + operation.GetType().Name), ("reason", "Its catalog has no functions or stored views."), ("remedy", "Use Spark.")),
    };

    private CommandResult Create(CreateDatabase create)
    {
        new SchemaStatements(session).Create(new CreateSchema(Parts(create.Name), create.IfNotExists) { Properties = create.Properties });
        return CommandResult.None;
    }

    private CommandResult DropSchema(DropDatabase drop)
    {
        new SchemaStatements(session).Drop(new DropSchema(Parts(drop.Name), drop.IfExists, drop.Cascade));
        return CommandResult.None;
    }

    private CommandResult Use(string name)
    {
        session.CurrentSchema = session.Catalog.GetSchema(SchemaName(name)).Name;
        return CommandResult.None;
    }

    private async Task<CommandResult> ListColumnsAsync(ValueArray<string> name, CancellationToken token)
    {
        using QueryScope scope = new();
        StructType schema = (await compiler.ResolveAsync(new ReadTable(name, OptionMap.Empty), scope, token).ConfigureAwait(false)).Schema;
        IReadOnlyList<string> partitions = await PartitionColumnsAsync(name, token).ConfigureAwait(false);
        return CatalogRows.Columns(schema, partitions);
    }

    private async Task<IReadOnlyList<string>> PartitionColumnsAsync(ValueArray<string> name, CancellationToken token) =>
        TableStatements.FolderOf(session, name) is { } folder && DeltaTables.Exists(folder)
            ? (await session.DeltaLog(folder).GetSnapshotAsync(null, token).ConfigureAwait(false)).Metadata.PartitionColumns
            : [];

    private bool Exists(ValueArray<string> name) => (name.Count == 1 && session.Views.Find(name[0]) is not null)
        || (name.Count == 2 && string.Equals(name[0], SessionViews.GlobalSchema, StringComparison.OrdinalIgnoreCase) && session.Views.Find(name[1], global: true) is not null)
        || TableName.Parse(name, session.CurrentSchema) switch
        {
            TableName.AtPath path => DeltaTables.Exists(FileUris.ToLocal(path.Path)),
            TableName.InSchema table => session.Catalog.FindTable(table.Schema, table.Table) is not null,
            _ => false,
        };

    private async Task ForgetAsync(PersistedFrame? frame)
    {
        if (frame?.Table is { } table)
        {
            await SessionTables.DropAsync(session, table).ConfigureAwait(false);
        }
    }

    private static CreateTable ToStatement(CreateCatalogTable create) => new(Parts(create.Table), create.Schema, IfNotExists: false)
    {
        Provider = create.Source,
        Location = create.Path ?? create.Options["path"],
        Comment = create.Description,
        Options = create.Options,
    };

    private static ReadTable Table(string name) => new(Parts(name), OptionMap.Empty);

    private static ValueArray<string> Name(string table, string? database) => database is null ? Parts(table) : [.. Parts(database), table];

    private static ValueArray<string> Parts(string name) => SqlParser.ParseName(name);

    private static string SchemaName(string name)
    {
        ValueArray<string> parts = Parts(name);
        return parts.Count == 2 && TableName.IsSessionCatalog(parts[0]) ? parts[1] : parts.Count == 1 ? parts[0] : throw NoCatalog(parts[0]);
    }

    private static Sql.SparkException NoCatalog(string name) =>
        SparkErrors.Create("CATALOG_NOT_FOUND", ("catalogName", $"`{name}`"), ("config", $"\"spark.sql.catalog.{name}\""));

    private static CommandResult Text(string value) => new(new StructType(new StructField("current", DataTypes.String, isNullable: false)), [[value]]);

    private static CommandResult Flag(bool value) => new(new StructType(new StructField("value", DataTypes.Boolean, isNullable: false)), [[value]]);
}
