using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Catalog;

/// <summary>What a table name of one to three parts means: a path with its format, or a name in a schema.</summary>
internal abstract record TableName
{
    private protected TableName()
    {
    }

    /// <summary>A table given by its folder, such as delta.`/data/t`.</summary>
    internal sealed record AtPath(string Format, string Path) : TableName;

    /// <summary>A table of the catalog; both parts in lower case.</summary>
    internal sealed record InSchema(string Schema, string Table) : TableName;

    /// <summary>Reads name parts; formats before a quoted path win over schemas of the same name.</summary>
    /// <exception cref="Sql.AnalysisException">Too many parts, or a catalog that does not exist.</exception>
    internal static TableName Parse(ValueArray<string> parts, string currentSchema)
    {
        if (parts.Count == 2 && IsFormat(parts[0]) && IsPath(parts[1]))
        {
            return new AtPath(parts[0].ToLowerInvariant(), parts[1]);
        }

        return parts.Count switch
        {
            1 => new InSchema(currentSchema, parts[0].ToLowerInvariant()),
            2 => new InSchema(parts[0].ToLowerInvariant(), parts[1].ToLowerInvariant()),
            3 when IsSessionCatalog(parts[0]) => new InSchema(parts[1].ToLowerInvariant(), parts[2].ToLowerInvariant()),
            3 => throw SparkErrors.Create("CATALOG_NOT_FOUND", ("catalogName", Quote([parts[0]])), ("config", "\"spark.sql.catalog." + parts[0] + "\"")),
            _ => throw SparkErrors.Create("REQUIRES_SINGLE_PART_NAMESPACE", ("sessionCatalog", LakehouseCatalog.CatalogName), ("namespace", Quote(parts))),
        };
    }

    /// <summary>The name parts by which columns of a table may be qualified.</summary>
    internal static ValueArray<string> Qualifier(ValueArray<string> parts, string currentSchema) => Parse(parts, currentSchema) switch
    {
        InSchema name => [LakehouseCatalog.CatalogName, name.Schema, name.Table],
        _ => parts,
    };

    /// <summary>The parts as Spark's messages show them: each in back-ticks.</summary>
    internal static string Quote(IEnumerable<string> parts) =>
        string.Join('.', parts.Select(part => "`" + part.Replace("`", "``", StringComparison.Ordinal) + "`"));

    internal static bool IsSessionCatalog(string name) => string.Equals(name, LakehouseCatalog.CatalogName, StringComparison.OrdinalIgnoreCase);

    private static bool IsFormat(string name) => name.ToLowerInvariant() is "delta" or "parquet" or "csv" or "json" or "orc" or "text";

    private static bool IsPath(string name) => name.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || Path.IsPathRooted(name);
}
