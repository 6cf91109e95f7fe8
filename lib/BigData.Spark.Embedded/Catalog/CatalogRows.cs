using BigData.Spark.Embedded.Commands;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Catalog;

/// <summary>Rows about catalogs, schemas, tables and columns, with the columns that <c>spark.Catalog</c> gives.</summary>
internal static class CatalogRows
{
    private static readonly StructType TableSchema = new(
        Text("name"), Text("catalog"), new StructField("namespace", new ArrayType(DataTypes.String)), Text("description"), Text("tableType"), Flag("isTemporary"));

    internal static CommandResult Catalogs(IEnumerable<string> names) =>
        new(new StructType(Text("name"), Text("description")), [.. names.Select(name => new object?[] { name, null })]);

    internal static CommandResult Databases(IEnumerable<CatalogSchema> schemas) => new(
        new StructType(Text("name"), Text("catalog"), Text("description"), Text("locationUri")),
        [.. schemas.Select(schema => new object?[] { schema.Name, LakehouseCatalog.CatalogName, schema.Comment ?? string.Empty, FileUris.ToUri(schema.Location) })]);

    internal static CommandResult Tables(EmbeddedSession session, string schema, string? pattern)
    {
        if (string.Equals(schema, SessionViews.GlobalSchema, StringComparison.OrdinalIgnoreCase))
        {
            return new CommandResult(TableSchema, [.. Views(session, global: true, pattern), .. Views(session, global: false, pattern)]);
        }

        IEnumerable<object?[]> tables = session.Catalog.Tables(schema).Where(table => NamePattern.Matches(pattern, table.Name)).Select(Row);
        return new CommandResult(TableSchema, [.. tables, .. Views(session, global: false, pattern)]);
    }

    /// <exception cref="Sql.SparkException">TABLE_OR_VIEW_NOT_FOUND.</exception>
    internal static CommandResult Table(EmbeddedSession session, ValueArray<string> name)
    {
        if (name.Count == 1 && session.Views.Find(name[0]) is not null)
        {
            return new CommandResult(TableSchema, [View(name[0].ToLowerInvariant(), global: false)]);
        }

        CatalogTable? table = TableName.Parse(name, session.CurrentSchema) is TableName.InSchema found ? session.Catalog.FindTable(found.Schema, found.Table) : null;
        return table is null ? throw SourceFinder.TableNotFound(session, name) : new CommandResult(TableSchema, [Row(table)]);
    }

    internal static CommandResult Columns(StructType schema, IReadOnlyList<string> partitions) => new(
        new StructType(Text("name"), Text("description"), Text("dataType"), Flag("nullable"), Flag("isPartition"), Flag("isBucket"), Flag("isCluster")),
        [.. schema.Fields.Select(field => new object?[]
        {
            field.Name, field.Comment, field.DataType.CatalogString, field.IsNullable,
            partitions.Contains(field.Name, StringComparer.OrdinalIgnoreCase), false, false,
        })]);

    private static IEnumerable<object?[]> Views(EmbeddedSession session, bool global, string? pattern) =>
        session.Views.Names(global).Where(name => NamePattern.Matches(pattern, name)).Select(name => View(name, global));

    private static object?[] View(string name, bool global) =>
        [name, null, global ? new object?[] { SessionViews.GlobalSchema } : System.Array.Empty<object?>(), null, "TEMPORARY", true];

    private static object?[] Row(CatalogTable table) =>
        [table.Name, LakehouseCatalog.CatalogName, new object?[] { table.Schema }, null, table.Managed ? "MANAGED" : "EXTERNAL", false];

    private static StructField Text(string name) => new(name, DataTypes.String);

    private static StructField Flag(string name) => new(name, DataTypes.Boolean, isNullable: false);
}
