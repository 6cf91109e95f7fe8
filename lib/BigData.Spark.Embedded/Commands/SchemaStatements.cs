using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>CREATE, DROP and USE of schemas, SHOW SCHEMAS, SHOW TABLES and SHOW TABLE EXTENDED.</summary>
internal sealed class SchemaStatements(EmbeddedSession session)
{
    internal void Create(CreateSchema statement)
    {
        string name = Name(statement.NameParts);
        if (session.Catalog.FindSchema(name) is not null)
        {
            if (!statement.IfNotExists)
            {
                throw SparkErrors.Create("SCHEMA_ALREADY_EXISTS", ("schemaName", TableName.Quote([name])));
            }

            return;
        }

        string? location = statement.Location is { } given ? FileUris.ToLocal(given) : null;
        session.Catalog.CreateSchema(name, location, statement.Comment, statement.Properties.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal));
    }

    internal void Drop(DropSchema statement)
    {
        string name = Name(statement.NameParts);
        if (session.Catalog.FindSchema(name) is not { } schema)
        {
            if (!statement.IfExists)
            {
                throw NotFound(name);
            }

            return;
        }

        if (schema.Name == LakehouseCatalog.DefaultSchema)
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.COMMAND", ("name", "DROP SCHEMA default"), ("reason", "The default schema always exists."), ("remedy", "Drop its tables one by one."));
        }

        IReadOnlyList<CatalogTable> tables = session.Catalog.Tables(schema.Name);
        if (tables.Count > 0 && !statement.Cascade)
        {
            throw SparkErrors.Create("SCHEMA_NOT_EMPTY", ("schemaName", TableName.Quote([name])));
        }

        foreach (CatalogTable table in tables)
        {
            session.Catalog.Drop(table);
        }

        session.Catalog.DropSchema(schema);
        if (session.CurrentSchema == schema.Name)
        {
            session.CurrentSchema = LakehouseCatalog.DefaultSchema;
        }
    }

    internal void Use(UseSchema statement)
    {
        string name = Name(statement.NameParts);
        session.CurrentSchema = (session.Catalog.FindSchema(name) ?? throw NotFound(name)).Name;
    }

    internal CommandResult Show(ShowSchemas statement) => new(
        new StructType(new StructField("namespace", DataTypes.String, isNullable: false)),
        [.. session.Catalog.Schemas().Where(schema => NamePattern.Matches(statement.Pattern, schema.Name)).Select(schema => new object?[] { schema.Name })]);

    internal CommandResult Show(ShowTables statement)
    {
        string schema = statement.SchemaParts.IsEmpty ? session.CurrentSchema : Name(statement.SchemaParts);
        List<Shown> found = [];
        if (string.Equals(schema, SessionViews.GlobalSchema, StringComparison.OrdinalIgnoreCase))
        {
            found.AddRange(session.Views.Names(global: true).Select(name => Shown.View(SessionViews.GlobalSchema, name)));
        }
        else
        {
            found.AddRange(session.Catalog.Tables(schema).Select(table => Shown.Table(schema.ToLowerInvariant(), table)));
        }

        found.AddRange(session.Views.Names(global: false).Select(name => Shown.View(string.Empty, name)));
        List<StructField> fields =
        [
            new("namespace", DataTypes.String, isNullable: false),
            new("tableName", DataTypes.String, isNullable: false),
            new("isTemporary", DataTypes.Boolean, isNullable: false),
        ];
        if (statement.IsExtended)
        {
            fields.Add(new StructField("information", DataTypes.String, isNullable: false));
        }

        return new CommandResult(
            new StructType([.. fields]),
            [.. found.Where(shown => NamePattern.Matches(statement.Pattern, shown.Name)).Select(shown => shown.Values(statement.IsExtended))]);
    }

    private static string Name(ValueArray<string> parts) => parts.Count switch
    {
        1 => parts[0],
        2 when TableName.IsSessionCatalog(parts[0]) => parts[1],
        _ => throw SparkErrors.Create("REQUIRES_SINGLE_PART_NAMESPACE", ("sessionCatalog", LakehouseCatalog.CatalogName), ("identifier", TableName.Quote(parts))),
    };

    private static Sql.SparkException NotFound(string name) =>
        SparkErrors.Create("SCHEMA_NOT_FOUND", ("schemaName", TableName.Quote([LakehouseCatalog.CatalogName, name])));

    // One row; the information is Spark's, as far as it is known here.
    private sealed record Shown(string Schema, string Name, bool IsTemporary, string Information)
    {
        public static Shown Table(string schema, CatalogTable table) => new(
            schema,
            table.Name,
            false,
            $"Catalog: {LakehouseCatalog.CatalogName}\nDatabase: {schema}\nTable: {table.Name}\nType: {(table.Managed ? "MANAGED" : "EXTERNAL")}\n"
            + $"Provider: {table.Provider}\nLocation: {FileUris.ToUri(table.Location)}\n");

        public static Shown View(string schema, string name) => new(schema, name, true, $"Table: {name}\nType: VIEW\n");

        public object?[] Values(bool isExtended) => isExtended ? [Schema, Name, IsTemporary, Information] : [Schema, Name, IsTemporary];
    }
}
