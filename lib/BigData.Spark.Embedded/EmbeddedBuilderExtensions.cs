using BigData.Spark.Embedded;

namespace BigData.Spark.Sql;

/// <summary>Chooses the embedded engine for a session.</summary>
public static class EmbeddedBuilderExtensions
{
    /// <summary>
    /// Runs the session on the embedded engine: DuckDB in this process and a lakehouse of Delta tables in a folder, without any server. The folder is the catalog: a Delta
    /// table at <c>&lt;lakehouse&gt;/&lt;schema&gt;/&lt;table&gt;</c> has the name <c>schema.table</c>. Settings of the builder that begin with <c>bigdata.duckdb.</c>
    /// (<c>memoryLimit</c>, <c>tempDirectory</c>, <c>maxTempDirectorySize</c>, <c>threads</c>) are DuckDB's.
    /// </summary>
    /// <param name="builder">The builder of the session.</param>
    /// <param name="lakehouse">The folder of the lakehouse, absolute or relative to the working folder; it is made when first written to.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The folder is empty.</exception>
    public static Builder Embedded(this Builder builder, string lakehouse)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(lakehouse);
        return builder.UseBackend(context => new EmbeddedBackend(lakehouse, context));
    }
}
