using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Looks at plans below one that is being derived.</summary>
internal interface IPlanProbe
{
    /// <summary>Settings of the session.</summary>
    ResolveOptions Options { get; }

    /// <summary>The columns of a plan; nothing is computed.</summary>
    Task<StructType> SchemaAsync(Relation plan, CancellationToken token);

    /// <summary>The rows of a plan, which should be few.</summary>
    Task<IReadOnlyList<Row>> RowsAsync(Relation plan, CancellationToken token);
}
