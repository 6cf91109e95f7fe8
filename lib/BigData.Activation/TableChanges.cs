using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation;

/// <summary>
/// The difference of two versions of a table, as one frame: the table's columns and <see cref="KindColumn"/>. Rows of both, or those that came and
/// went between them, are grouped by all their columns, which is one pass without a join; what is as often on either side has not changed.
/// </summary>
internal static class TableChanges
{
    public const string KindColumn = "__change";

    /// <summary>The column of a change data feed that says whether a row came or went.</summary>
    public const string TypeColumn = "_change_type";

    private const string Add = "add";
    private const string Change = "change";
    private const string Remove = "remove";

    // How often a row is there more than before; how often equal rows came and went, and all rows with the same key.
    private const string Sign = "__sign";
    private const string New = "__new";
    private const string Old = "__old";
    private const string NewOfKey = "__new_of_key";
    private const string OldOfKey = "__old_of_key";

    /// <summary>Every key whose row differs, once. Both frames hold each key once and no null in a key.</summary>
    public static DataFrame Between(PublishedTable table, DataFrame before, DataFrame now) => Kinds(table, Differing(table, before, now));

    /// <summary>Rows that the two frames do not share, with counts; the later frame may hold keys twice or null.</summary>
    public static DataFrame Differing(PublishedTable table, DataFrame before, DataFrame now)
    {
        Column[] columns = Names.Columns(table.Columns.Select(column => column.Name));
        return Netted(table, now.Select([.. columns, Lit(1).As(Sign)]).Union(before.Select([.. columns, Lit(-1).As(Sign)])));
    }

    /// <summary>The same from what came and went in between: a row that went and came back, or the other way round, has not changed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="feed">Rows of a change data feed with <see cref="TypeColumn"/>.</param>
    public static DataFrame FromFeed(PublishedTable table, DataFrame feed)
    {
        Column came = When(Col(TypeColumn).IsIn("insert", "update_postimage"), Lit(1)).Otherwise(Lit(-1));
        return Netted(table, feed.Select([.. Names.Columns(table.Columns.Select(column => column.Name)), came.As(Sign)]));
    }

    private static DataFrame Netted(PublishedTable table, DataFrame signed)
    {
        Column[] columns = Names.Columns(table.Columns.Select(column => column.Name));
        WindowSpec key = Window.PartitionBy(Names.Columns(table.Keys));
        return signed
            .GroupBy(columns)
            .Agg(Sum(Sign).As(Sign))
            .Filter(Col(Sign).NotEqual(Lit(0L)))
            .Select([.. columns, Greatest(Col(Sign), Lit(0L)).As(New), Greatest(Lit(0L) - Col(Sign), Lit(0L)).As(Old)])
            .Select([.. columns, Col(New), Col(Old), Sum(New).Over(key).As(NewOfKey), Sum(Old).Over(key).As(OldOfKey)]);
    }

    /// <summary>The difference from <see cref="Differing"/>, where every key is clean.</summary>
    public static DataFrame Kinds(PublishedTable table, DataFrame differing) => differing
        .Filter(Col(New).Gt(Lit(0L)).Or(Col(NewOfKey).EqualTo(Lit(0L))))
        .Select([
            .. Names.Columns(table.Columns.Select(column => column.Name)),
            When(Col(NewOfKey).EqualTo(Lit(0L)), Lit(Remove)).When(Col(OldOfKey).EqualTo(Lit(0L)), Lit(Add)).Otherwise(Lit(Change)).As(KindColumn),
        ]);

    /// <summary>
    /// How many rows of the later frame among the differing ones are bad: a null in the key, a key that another row has, refused. Zero says
    /// that the whole frame is clean when the earlier one was.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="before">The earlier frame, which is clean.</param>
    /// <param name="differing">From <see cref="Differing"/>, persisted.</param>
    /// <param name="refusal">Why a row is refused; null when none is.</param>
    /// <param name="token">Stops the engine.</param>
    public static async Task<long> BadAsync(PublishedTable table, DataFrame before, DataFrame differing, Column? refusal, CancellationToken token)
    {
        Column missing = table.Keys.Select(key => Names.Column(key).IsNull()).Aggregate((left, right) => left.Or(right));
        Column bad = Col(NewOfKey).Gt(Lit(1L)).Or(missing);
        bad = refusal is null ? bad : bad.Or(refusal.IsNotNull());
        Row counts = (await differing.Filter(Col(New).Gt(Lit(0L)))
            .Agg(Count(When(bad, Lit(1))).As("bad"), Count(When(Col(OldOfKey).EqualTo(Lit(0L)), Lit(1))).As("come"))
            .CollectAsync(token).ConfigureAwait(false))[0];
        if (counts.GetAs<long>(0) > 0 || counts.GetAs<long>(1) == 0)
        {
            return counts.GetAs<long>(0);
        }

        // A key that seems to come may be that of a row that has not changed.
        DataFrame come = differing.Filter(Col(New).Gt(Lit(0L)).And(Col(OldOfKey).EqualTo(Lit(0L)))).Select(Names.Columns(table.Keys));
        return await before.Select(Names.Columns(table.Keys)).Join(come, [.. table.Keys], "left_semi").CountAsync(token).ConfigureAwait(false);
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
}
