using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <content>Joins and groups.</content>
public sealed partial class DataFrame
{
    /// <summary>Pairs of rows for which a condition is true.</summary>
    /// <param name="right">The other frame.</param>
    /// <param name="joinExpr">The condition.</param>
    /// <param name="joinType">
    /// <c>inner</c>, <c>left</c>, <c>right</c>, <c>full</c> (or <c>outer</c>), <c>left_semi</c>, <c>left_anti</c> or <c>cross</c>, in
    /// all spellings of Spark.
    /// </param>
    /// <returns>A new frame with the columns of both, or of this one for semi and anti joins.</returns>
    /// <exception cref="AnalysisException">The type of join is not known.</exception>
    public DataFrame Join(DataFrame right, Column joinExpr, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(joinExpr);
        return Next(new Relation
        {
            Join = new()
            {
                Left = Relation,
                Right = right.Relation,
                JoinCondition = joinExpr.Expression,
                JoinType = JoinTypes.Parse(joinType),
            },
        });
    }

    /// <summary>Pairs of rows that share the values of a column; the column comes once.</summary>
    /// <param name="right">The other frame.</param>
    /// <param name="usingColumn">The column that both have.</param>
    /// <param name="joinType">As in the join by a condition.</param>
    /// <returns>A new frame: the shared column, then the others of both.</returns>
    public DataFrame Join(DataFrame right, string usingColumn, string joinType = "inner") => Join(right, [usingColumn], joinType);

    /// <summary>Pairs of rows that share the values of columns; these come once.</summary>
    /// <param name="right">The other frame.</param>
    /// <param name="usingColumns">The columns that both have.</param>
    /// <param name="joinType">As in the join by a condition.</param>
    /// <returns>A new frame: the shared columns, then the others of both.</returns>
    public DataFrame Join(DataFrame right, IEnumerable<string> usingColumns, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(right);
        return Next(new Relation
        {
            Join = new() { Left = Relation, Right = right.Relation, UsingColumns = { usingColumns }, JoinType = JoinTypes.Parse(joinType) },
        });
    }

    /// <summary>All pairs of rows.</summary>
    /// <param name="right">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame CrossJoin(DataFrame right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return Next(new Relation { Join = new() { Left = Relation, Right = right.Relation, JoinType = Proto.Join.Types.JoinType.Cross } });
    }

    /// <summary>Groups rows by columns, to aggregate them.</summary>
    /// <param name="columns">Columns; none for one group of all rows.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset GroupBy(params Column[] columns) => Grouped(Aggregate.Types.GroupType.Groupby, columns);

    /// <summary>Groups rows by columns, to aggregate them.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset GroupBy(string column, params string[] columns) => GroupBy([.. Named(column, columns)]);

    /// <summary>Groups rows by columns, by all but the last, and so on to one group of all rows.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset Rollup(params Column[] columns) => Grouped(Aggregate.Types.GroupType.Rollup, columns);

    /// <summary>Groups rows by columns, by all but the last, and so on to one group of all rows.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset Rollup(string column, params string[] columns) => Rollup([.. Named(column, columns)]);

    /// <summary>Groups rows by every subset of columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset Cube(params Column[] columns) => Grouped(Aggregate.Types.GroupType.Cube, columns);

    /// <summary>Groups rows by every subset of columns.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset Cube(string column, params string[] columns) => Cube([.. Named(column, columns)]);

    /// <summary>Groups rows by each of several sets of columns.</summary>
    /// <param name="sets">The sets; an empty one is one group of all rows.</param>
    /// <param name="columns">All columns, in the order of the result.</param>
    /// <returns>The groups.</returns>
    public RelationalGroupedDataset GroupingSets(IEnumerable<IEnumerable<Column>> sets, params Column[] columns)
    {
        ArgumentNullException.ThrowIfNull(sets);
        Aggregate aggregate = Group(Aggregate.Types.GroupType.GroupingSets, columns);
        aggregate.GroupingSets.Add(sets.Select(s => new Aggregate.Types.GroupingSets { GroupingSet = { s.Select(c => c.Expression) } }));
        return new RelationalGroupedDataset(this, aggregate);
    }

    /// <summary>Aggregates of all rows.</summary>
    /// <param name="expr">The first aggregate.</param>
    /// <param name="exprs">More aggregates.</param>
    /// <returns>A new frame of one row.</returns>
    public DataFrame Agg(Column expr, params Column[] exprs) => GroupBy().Agg(expr, exprs);

    private RelationalGroupedDataset Grouped(Aggregate.Types.GroupType type, Column[] columns) => new(this, Group(type, columns));

    private Aggregate Group(Aggregate.Types.GroupType type, Column[] columns) =>
        new() { Input = Relation, GroupType = type, GroupingExpressions = { columns.Select(c => c.Expression) } };
}
