using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>A call of <c>spark.Catalog</c>; the answer is a table.</summary>
internal sealed record CatalogCall(CatalogOperation Operation) : Relation;

/// <summary>What is asked of the catalog. Names are as the user wrote them, perhaps with dots.</summary>
internal abstract record CatalogOperation
{
    private protected CatalogOperation()
    {
    }
}

internal sealed record CurrentDatabase : CatalogOperation;

internal sealed record SetCurrentDatabase(string Name) : CatalogOperation;

internal sealed record ListDatabases(string? Pattern) : CatalogOperation;

internal sealed record ListTables(string? Database, string? Pattern) : CatalogOperation;

internal sealed record ListColumns(string Table, string? Database) : CatalogOperation;

internal sealed record ListFunctions(string? Database, string? Pattern) : CatalogOperation;

internal sealed record ListCatalogs(string? Pattern) : CatalogOperation;

internal sealed record GetDatabase(string Name) : CatalogOperation;

internal sealed record GetTable(string Table, string? Database) : CatalogOperation;

internal sealed record GetFunction(string Function, string? Database) : CatalogOperation;

internal sealed record DatabaseExists(string Name) : CatalogOperation;

internal sealed record TableExists(string Table, string? Database) : CatalogOperation;

internal sealed record FunctionExists(string Function, string? Database) : CatalogOperation;

internal sealed record CreateCatalogTable(string Table, string? Path, string? Source, StructType? Schema, OptionMap Options) : CatalogOperation
{
    public string? Description { get; init; }
}

internal sealed record DropTempView(string Name, bool IsGlobal) : CatalogOperation;

internal sealed record IsCached(string Table) : CatalogOperation;

internal sealed record CacheTable(string Table) : CatalogOperation;

internal sealed record UncacheTable(string Table) : CatalogOperation;

internal sealed record ClearCache : CatalogOperation;

internal sealed record RefreshTable(string Table) : CatalogOperation;

internal sealed record RefreshByPath(string Path) : CatalogOperation;

internal sealed record RecoverPartitions(string Table) : CatalogOperation;

internal sealed record CurrentCatalog : CatalogOperation;

internal sealed record SetCurrentCatalog(string Name) : CatalogOperation;

internal sealed record DropCatalogTable(string Table, bool IfExists, bool Purge) : CatalogOperation;

internal sealed record DropCatalogView(string View, bool IfExists) : CatalogOperation;

internal sealed record CreateDatabase(string Name, bool IfNotExists, OptionMap Properties) : CatalogOperation;

internal sealed record DropDatabase(string Name, bool IfExists, bool Cascade) : CatalogOperation;
