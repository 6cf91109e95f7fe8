using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Sql.Types;
using CatalogCase = BigData.Spark.Proto.Catalog.CatTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Calls of the catalog.</summary>
internal static class CatalogDecoder
{
    public static CatalogOperation Decode(Proto.Catalog call)
        => DecodeList(call) ?? DecodeLookup(call) ?? DecodeChange(call) ?? DecodeCache(call)
            ?? throw (call.CatTypeCase == CatalogCase.None
                ? DecodeErrors.NotSet("Catalog", "cat_type")
                : DecodeErrors.UnsupportedRelation("Catalog." + call.CatTypeCase));

    private static CatalogOperation? DecodeList(Proto.Catalog call) => call.CatTypeCase switch
    {
        CatalogCase.ListDatabases => new ListDatabases(call.ListDatabases.HasPattern ? call.ListDatabases.Pattern : null),
        CatalogCase.ListTables => new ListTables(
            call.ListTables.HasDbName ? call.ListTables.DbName : null, call.ListTables.HasPattern ? call.ListTables.Pattern : null),
        CatalogCase.ListColumns => new ListColumns(call.ListColumns.TableName, call.ListColumns.HasDbName ? call.ListColumns.DbName : null),
        CatalogCase.ListFunctions => new ListFunctions(
            call.ListFunctions.HasDbName ? call.ListFunctions.DbName : null,
            call.ListFunctions.HasPattern ? call.ListFunctions.Pattern : null),
        CatalogCase.ListCatalogs => new ListCatalogs(call.ListCatalogs.HasPattern ? call.ListCatalogs.Pattern : null),
        CatalogCase.CurrentDatabase => new CurrentDatabase(),
        CatalogCase.CurrentCatalog => new CurrentCatalog(),
        _ => null,
    };

    private static CatalogOperation? DecodeLookup(Proto.Catalog call) => call.CatTypeCase switch
    {
        CatalogCase.GetDatabase => new GetDatabase(call.GetDatabase.DbName),
        CatalogCase.GetTable => new GetTable(call.GetTable.TableName, call.GetTable.HasDbName ? call.GetTable.DbName : null),
        CatalogCase.GetFunction => new GetFunction(
            call.GetFunction.FunctionName, call.GetFunction.HasDbName ? call.GetFunction.DbName : null),
        CatalogCase.DatabaseExists => new DatabaseExists(call.DatabaseExists.DbName),
        CatalogCase.TableExists => new TableExists(
            call.TableExists.TableName, call.TableExists.HasDbName ? call.TableExists.DbName : null),
        CatalogCase.FunctionExists => new FunctionExists(
            call.FunctionExists.FunctionName, call.FunctionExists.HasDbName ? call.FunctionExists.DbName : null),
        _ => null,
    };

    private static CatalogOperation? DecodeChange(Proto.Catalog call) => call.CatTypeCase switch
    {
        CatalogCase.SetCurrentDatabase => new SetCurrentDatabase(call.SetCurrentDatabase.DbName),
        CatalogCase.SetCurrentCatalog => new SetCurrentCatalog(call.SetCurrentCatalog.CatalogName),
        CatalogCase.CreateExternalTable => new CreateCatalogTable(
            call.CreateExternalTable.TableName,
            call.CreateExternalTable.HasPath ? call.CreateExternalTable.Path : null,
            call.CreateExternalTable.HasSource ? call.CreateExternalTable.Source : null,
            Schema(call.CreateExternalTable.Schema),
            new OptionMap(call.CreateExternalTable.Options)),
        CatalogCase.CreateTable => new CreateCatalogTable(
            call.CreateTable.TableName,
            call.CreateTable.HasPath ? call.CreateTable.Path : null,
            call.CreateTable.HasSource ? call.CreateTable.Source : null,
            Schema(call.CreateTable.Schema),
            new OptionMap(call.CreateTable.Options))
        {
            Description = call.CreateTable.HasDescription ? call.CreateTable.Description : null,
        },
        CatalogCase.DropTempView => new DropTempView(call.DropTempView.ViewName, IsGlobal: false),
        CatalogCase.DropGlobalTempView => new DropTempView(call.DropGlobalTempView.ViewName, IsGlobal: true),
        CatalogCase.DropTable => new DropCatalogTable(call.DropTable.TableName, call.DropTable.IfExists, call.DropTable.Purge),
        CatalogCase.DropView => new DropCatalogView(call.DropView.ViewName, call.DropView.IfExists),
        CatalogCase.CreateDatabase => new CreateDatabase(
            call.CreateDatabase.DbName, call.CreateDatabase.IfNotExists, new OptionMap(call.CreateDatabase.Properties)),
        CatalogCase.DropDatabase => new DropDatabase(call.DropDatabase.DbName, call.DropDatabase.IfExists, call.DropDatabase.Cascade),
        _ => null,
    };

    private static CatalogOperation? DecodeCache(Proto.Catalog call) => call.CatTypeCase switch
    {
        CatalogCase.IsCached => new IsCached(call.IsCached.TableName),
        CatalogCase.CacheTable => new CacheTable(call.CacheTable.TableName),
        CatalogCase.UncacheTable => new UncacheTable(call.UncacheTable.TableName),
        CatalogCase.ClearCache => new ClearCache(),
        CatalogCase.RefreshTable => new RefreshTable(call.RefreshTable.TableName),
        CatalogCase.RefreshByPath => new RefreshByPath(call.RefreshByPath.Path),
        CatalogCase.RecoverPartitions => new RecoverPartitions(call.RecoverPartitions.TableName),
        _ => null,
    };

    private static StructType? Schema(Proto.DataType? type) => type is null
        ? null
        : DataTypeProto.FromProto(type) as StructType
            ?? throw DecodeErrors.Invalid("INVALID_SCHEMA_NON_STRUCT_TYPE", ("inputSchema", "schema"), ("dataType", type.KindCase.ToString()));
}
