using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation;

/// <summary>The difference of two versions of a table, as one frame: the table's columns and <see cref="KindColumn"/>.</summary>
internal static class TableChanges
{
    public const string KindColumn = "__change";

    private const string Add = "add";
    private const string Change = "change";
    private const string Remove = "remove";
    private const string New = "__new_";
    private const string Old = "__old_";
    private const string There = "there";

    /// <summary>Every key whose row differs, once. Both frames hold each key once and no null in a key.</summary>
    public static DataFrame Between(PublishedTable table, DataFrame before, DataFrame now)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        DataFrame joined = Prefixed(now, names, New).Join(Prefixed(before, names, Old), Equal(table.Keys), "full_outer");
        Column differs = Not(AllSame(names.Except(table.Keys, StringComparer.Ordinal)));
        Column kind = When(Names.Column(Old + There).IsNull(), Lit(Add))
            .When(Names.Column(New + There).IsNull(), Lit(Remove))
            .When(differs, Lit(Change));
        Column isRemoved = Names.Column(New + There).IsNull();
        return joined
            .Select([
                .. names.Select(name => When(isRemoved, Names.Column(Old + name)).Otherwise(Names.Column(New + name)).As(name)),
                kind.As(KindColumn),
            ])
            .Filter(Col(KindColumn).IsNotNull());
    }

    public static async Task<(long Added, long Changed, long Removed)> CountAsync(DataFrame changes, CancellationToken token)
    {
        IReadOnlyList<Row> counts = await changes.GroupBy(KindColumn).Agg(Count(Lit(1)).As("rows")).CollectAsync(token).ConfigureAwait(false);
        long Of(string kind) => counts.Where(row => row.GetAs<string>(0) == kind).Sum(row => row.GetAs<long>(1));
        return (Of(Add), Of(Change), Of(Remove));
    }

    public static ChangeKind Kind(string word) => word switch
    {
        Add => ChangeKind.Add,
        Change => ChangeKind.Change,
        Remove => ChangeKind.Remove,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "unknown kind of change"),
    };

    public static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Add => Add,
        ChangeKind.Change => Change,
        ChangeKind.Remove => Remove,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of change"),
    };

    private static DataFrame Prefixed(DataFrame frame, string[] names, string prefix) => frame.Select(
        [.. names.Select(name => Names.Column(name).As(prefix + name)), Lit(true).As(prefix + There)]);

    private static Column Equal(IReadOnlyList<string> keys) => keys
        .Select(key => Names.Column(New + key).EqualTo(Names.Column(Old + key)))
        .Aggregate((first, second) => first.And(second));

    private static Column AllSame(IEnumerable<string> names) => names
        .Select(name => Names.Column(New + name).EqNullSafe(Names.Column(Old + name)))
        .Aggregate(Lit(true), (first, second) => first.And(second));
}
