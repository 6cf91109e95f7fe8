using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>What stands behind a leaf.</summary>
internal abstract record Source
{
    private protected Source()
    {
    }
}

/// <summary>A plan that takes the place of the leaf, such as that of a view; its rows are seen under the qualifier.</summary>
/// <param name="Plan">The plan, which is resolved in turn.</param>
/// <param name="Qualifier">The name parts by which its columns may be qualified (catalog, schema, name), or empty.</param>
internal sealed record PlanSource(Relation Plan, ValueArray<string> Qualifier) : Source;

/// <summary>Rows that the engine can scan.</summary>
/// <param name="Scan">Writes the SQL of the scan.</param>
/// <param name="Schema">The columns that <c>SELECT *</c> gives, in order.</param>
/// <param name="Qualifier">The name parts by which its columns may be qualified, or empty.</param>
internal sealed record ScanSource(IScan Scan, StructType Schema, ValueArray<string> Qualifier) : Source
{
    /// <summary>
    /// Columns that exist but are not part of <c>*</c>, such as <c>_metadata</c> (a struct with file_path, file_name, file_size,
    /// file_modification_time).
    /// </summary>
    public StructType Metadata { get; init; } = new([]);
}

/// <summary>
/// Rows of a relation that were computed before. Its names, qualifiers and plan ids are those of the relation, which is resolved as ever; its rows
/// come from the scan.
/// </summary>
/// <param name="Scan">Reads the rows.</param>
/// <param name="Schema">The relation's columns under the names that the scan knows.</param>
internal sealed record StoredSource(IScan Scan, StructType Schema) : Source;

/// <summary>A leaf of the rendered query: knows how its rows are read in DuckDB.</summary>
internal interface IScan
{
    /// <summary>A short name for plans that are printed: <c>parquet /folder</c>, <c>delta gold.customers v3</c>, <c>local 3 rows</c>.</summary>
    string Description { get; }

    /// <summary>Writes the FROM item of the scan.</summary>
    /// <param name="request">What the query needs from it.</param>
    /// <returns>SQL that can stand behind FROM (a table function call or a parenthesised query), and which columns it offers.</returns>
    ScanSql Write(ScanRequest request);
}

/// <summary>What a query needs from a scan.</summary>
/// <param name="Columns">Names of the columns that are read (of the schema and of the metadata), in schema order; may be empty.</param>
/// <param name="Filters">
/// Conditions over columns of the scan (each a <see cref="ColumnReference"/> whose name is the source's), all of which must hold for a row to matter. The query applies them itself: a
/// scan may use them to leave out whole files or partitions.
/// </param>
internal sealed record ScanRequest(ValueArray<string> Columns, ValueArray<TypedExpression> Filters);

/// <summary>The FROM item of a scan.</summary>
/// <param name="FromItem">SQL that can stand behind FROM without an alias.</param>
/// <param name="ColumnNames">
/// The names under which the item offers the requested columns, one for each of <see cref="ScanRequest.Columns"/>; they are quoted by the
/// renderer.
/// </param>
internal sealed record ScanSql(string FromItem, ValueArray<string> ColumnNames);
