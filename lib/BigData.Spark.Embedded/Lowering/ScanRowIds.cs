using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>
/// Takes from a scan what it knows about the places of its rows: <c>monotonically_increasing_id()</c>, and the row numbers that count it up
/// in each file. Computed afterwards, the first makes DuckDB read all rows in order on one thread, and the second sorts them.
/// </summary>
internal static class ScanRowIds
{
    private const string IdFunction = "monotonically_increasing_id";
    private const string NumberFunction = "row_number";

    public static ResolvedRelation Apply(ResolvedRelation plan) => PlanFacts.TransformUp(plan, node => node is ResolvedProject project ? Numbers(Ids(project)) : node);

    private static ResolvedProject Ids(ResolvedProject project)
        => project.Expressions.Items.Any(e => ExpressionFacts.DescendantsAndSelf(e.Value).Any(IsId)) && WithRowId(project.Input) is var (input, id)
            ? project with { Input = input, Expressions = project.Expressions.Map(e => e with { Value = Replaced(e.Value, id) }) }
            : project;

    private static bool IsId(TypedExpression value) => value is TypedCall { Function: IdFunction };

    private static TypedExpression Replaced(TypedExpression value, OutputColumn id)
        => ExpressionFacts.TransformUp(value, e => IsId(e) ? new ColumnReference(id) : e);

    // The relation with the id among its columns; null where rows do not come straight from a scan that has one.
    private static (ResolvedRelation Input, OutputColumn Id)? WithRowId(ResolvedRelation node)
    {
        switch (node)
        {
            case ScanRelation scan when scan.Hidden.Items.FirstOrDefault(c => c.Name == FileMetadata.RowIdColumn) is { } id:
                bool isRead = scan.Fields.Items.Any(f => f.Column.Id == id.Id);
                return (isRead ? scan : scan with { Fields = new([.. scan.Fields, new ScanField(id.Name, id)]) }, id);
            case ResolvedFilter filter when WithRowId(filter.Input) is var (input, id):
                return (filter with { Input = input }, id);
            case ResolvedProject project when WithRowId(project.Input) is var (input, id):
                return (project with { Input = input, Expressions = new([.. project.Expressions, NamedExpression.PassThrough(id)]) }, id);
            default:
                return null;
        }
    }

    private static ResolvedProject Numbers(ResolvedProject project) => !project.Expressions.Items.Any(e => ExpressionFacts.HasWindow(e.Value))
        ? project
        : project with
        {
            Expressions = project.Expressions.Map(e => e with
            {
                Value = ExpressionFacts.TransformUp(e.Value, v => v is TypedWindow window && RowIdOfFile(window, project.Input) is { } id ? Number(id) : v),
            }),
        };

    // Lower bits of the id count the records of a file.
    private static SqlExpression Number(OutputColumn id) => new(
        $"CAST(({{0}} & {FileMetadata.RowIdMask}) + 1 AS INTEGER)", [new ColumnReference(id)], DataTypes.Integer, false);

    // The id by which a window numbers all records of each file; null for any other window.
    private static OutputColumn? RowIdOfFile(TypedWindow window, ResolvedRelation input)
        => window is { Function: TypedCall { Function: NumberFunction }, PartitionBy.Count: 1, OrderBy: { Count: 1 } order }
            && order[0] is { IsDescending: false, Value: ColumnReference id }
            && Source(id, input) is var (scan, origin) && origin is ColumnReference { Column.Name: FileMetadata.RowIdColumn }
            && Source(window.PartitionBy[0], input) is var (_, part) && IsFilePath(part)
            && scan is { Scan: IFileScan { Files: var files } } && files.Distinct(StringComparer.Ordinal).Count() == files.Count
                ? id.Column
                : null;

    private static bool IsFilePath(TypedExpression value) => value is TypedCall { Function: AccessFamily.Field } field
        && field.Arguments[0] is ColumnReference { Column.Name: FileMetadata.ColumnName }
        && field.Arguments[1] is TypedLiteral { Value: FileMetadata.FilePath };

    // What an expression is over the scan below; null when something other than projections lies between, which may change the rows.
    private static (ScanRelation Scan, TypedExpression Value)? Source(TypedExpression value, ResolvedRelation node) => node switch
    {
        ScanRelation scan => (scan, value),
        ResolvedProject project when !project.Expressions.Items.Any(e => ExpressionFacts.HasGenerator(e.Value)) => Source(
            ExpressionFacts.TransformUp(value, v => v is ColumnReference r && project.Expressions.Items.FirstOrDefault(e => e.Column.Id == r.Column.Id) is { } e ? e.Value : v),
            project.Input),
        _ => null,
    };
}
