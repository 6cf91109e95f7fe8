using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Writing;

/// <summary>
/// The rows by which a table's content has to change, as one frame for a MERGE: columns of the contract under
/// <see cref="SourcePrefix"/> and <see cref="Deletes"/>. A row that only another run id sets apart is no difference.
/// </summary>
internal static class RowDifference
{
    public const string SourcePrefix = "__new_";
    public const string Deletes = "__deletes";

    private const string TargetPrefix = "__old_";

    /// <summary>Rows to insert or update that are known to differ from those of the target.</summary>
    public static DataFrame OfNew(TableContract table, DataFrame rows) => Renamed(table, rows, isDelete: false);

    /// <summary>Rows to insert or update, and rows to delete.</summary>
    /// <param name="table">The contract.</param>
    /// <param name="rows">The built rows.</param>
    /// <param name="target">The table as committed.</param>
    /// <param name="replaced">Rows of the target with these values are deleted unless they are built again; null deletes none.</param>
    public static DataFrame OfMerge(TableContract table, DataFrame rows, DataFrame target, DataFrame? replaced)
    {
        DataFrame upserts = Upserts(table, rows, target);
        if (replaced is null)
        {
            return upserts;
        }

        DataFrame touched = Matching(target, replaced.Distinct());
        return upserts.Union(Vanished(table, rows, touched));
    }

    /// <summary>The same for rows that are the whole table.</summary>
    public static DataFrame OfWhole(TableContract table, DataFrame rows, DataFrame target) =>
        Upserts(table, rows, target).Union(Vanished(table, rows, target));

    private static DataFrame Upserts(TableContract table, DataFrame rows, DataFrame target)
    {
        string[] compared = [.. table.Columns.Select(column => column.Name).Where(name => name != FileColumns.RunId)];
        DataFrame old = target.Select([.. compared.Select(name => Column(name).As(TargetPrefix + name))]);
        DataFrame fresh = Renamed(table, rows, isDelete: false);
        return fresh.Join(old, AllEqual(compared, SourcePrefix, TargetPrefix), "left_anti");
    }

    private static DataFrame Vanished(TableContract table, DataFrame rows, DataFrame target)
    {
        DataFrame built = rows.Select([.. table.Keys.Select(name => Column(name).As(TargetPrefix + name))]);
        DataFrame old = Renamed(table, target, isDelete: true);
        return old.Join(built, AllEqual(table.Keys, SourcePrefix, TargetPrefix), "left_anti");
    }

    private static DataFrame Matching(DataFrame target, DataFrame keys)
    {
        IReadOnlyList<string> names = keys.Columns();
        DataFrame wanted = keys.Select([.. names.Select(name => Column(name).As(TargetPrefix + name))]);
        return target.Join(wanted, AllEqual(names, string.Empty, TargetPrefix), "left_semi");
    }

    private static DataFrame Renamed(TableContract table, DataFrame rows, bool isDelete) => rows.Select(
    [
        .. table.Columns.Select(column => Column(column.Name).As(SourcePrefix + column.Name)),
        Lit(isDelete).As(Deletes),
    ]);

    private static Column AllEqual(IEnumerable<string> names, string left, string right) => names
        .Select(name => Column(left + name).EqNullSafe(Column(right + name)))
        .Aggregate((first, second) => first.And(second));

    private static Column Column(string name) => Col(TableStatements.Quote(name));
}
