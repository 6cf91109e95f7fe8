using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation;

/// <summary>The rows of a table version that a destination can take, and the others with their reasons.</summary>
internal sealed class PublishableRows
{
    private const string Reason = "__reason";
    private const string Copies = "__copies";
    private const string Single = "__single";

    private readonly PublishedTable _table;
    private readonly DataFrame _judged;

    private PublishableRows(PublishedTable table, DataFrame rows, DataFrame judged, long count, long rejected)
    {
        _table = table;
        Rows = rows;
        _judged = judged;
        Count = count;
        Rejected = rejected;
    }

    /// <summary>Rows with the table's columns, each key once.</summary>
    public DataFrame Rows { get; }

    public long Count { get; }

    public long Rejected { get; }

    /// <summary>Counts first: only a table with bad rows pays for finding them.</summary>
    public static async Task<PublishableRows> OfAsync(PublishedTable table, DataFrame rows, Column? refusal, CancellationToken token)
    {
        Column missing = table.Keys.Select(key => Names.Column(key).IsNull()).Aggregate(Lit(false), (left, right) => left.Or(right));
        Column refused = Count(refusal ?? When(Lit(false), Lit(1)));
        DataFrame perKey = table.Keys.Count == 0
            ? rows.Agg(Count(Lit(1)).As(Copies), refused.As(Reason)).WithColumn(Single, Lit(true))
            : rows.GroupBy(Names.Columns(table.Keys)).Agg(Count(Lit(1)).As(Copies), refused.As(Reason))
                .WithColumn(Single, Col(Copies).EqualTo(Lit(1L)).And(Not(missing)));
        Row counts = (await perKey.Agg(
                Coalesce(Sum(Copies), Lit(0L)).As("rows"), Count(When(Not(Col(Single)).Or(Col(Reason).Gt(Lit(0L))), Lit(1))).As("bad"))
            .CollectAsync(token).ConfigureAwait(false))[0];
        long all = counts.GetAs<long>(0);
        if (counts.GetAs<long>(1) == 0)
        {
            return Clean(table, rows, all);
        }

        DataFrame judged = Judged(table, rows, missing, refusal);
        DataFrame good = judged.Filter(Col(Reason).IsNull()).Select(Names.Columns(table.Columns.Select(column => column.Name)));
        long count = await good.CountAsync(token).ConfigureAwait(false);
        return new PublishableRows(table, good, judged, count, all - count);
    }

    /// <summary>Rows of which somebody else knows that all are good.</summary>
    public static PublishableRows Clean(PublishedTable table, DataFrame rows, long count) => new(table, rows, rows, count, 0);

    /// <summary>The same rows of another version, which held as many bad ones as are given.</summary>
    public static DataFrame OfVersion(PublishedTable table, DataFrame rows, Column? refusal, long rejected)
    {
        if (rejected == 0)
        {
            return rows;
        }

        Column missing = table.Keys.Select(key => Names.Column(key).IsNull()).Aggregate(Lit(false), (left, right) => left.Or(right));
        return Judged(table, rows, missing, refusal).Filter(Col(Reason).IsNull()).Select(Names.Columns(table.Columns.Select(column => column.Name)));
    }

    /// <summary>The bad rows, at most as many as are asked for, in the order of their keys.</summary>
    public async Task<IReadOnlyList<RejectedRow>> RejectsAsync(int limit, CancellationToken token)
    {
        if (Rejected == 0)
        {
            return [];
        }

        Column[] keys = Names.Columns(_table.Keys);
        IReadOnlyList<Row> rows = await _judged.Filter(Col(Reason).IsNotNull())
            .Select([.. keys.Select(key => key.Cast("string")), Col(Reason)])
            .OrderBy([.. keys, Col(Reason)])
            .Limit(limit)
            .CollectAsync(token).ConfigureAwait(false);
        return [.. rows.Select(row => new RejectedRow(Key(row), row.GetAs<string>(keys.Length)))];
    }

    private string Key(Row row) => new JsonObject(
    [
        KeyValuePair.Create("_table", (JsonNode?)_table.Name),
        .. _table.Keys.Select((name, i) => KeyValuePair.Create(name, (JsonNode?)row.GetAs<string?>(i))),
    ]).ToJsonString(JsonSerializerOptions.Web);

    private static DataFrame Judged(PublishedTable table, DataFrame rows, Column missing, Column? refusal)
    {
        if (table.Keys.Count == 0)
        {
            return rows.WithColumn(Reason, refusal ?? Lit(null).Cast("string"));
        }

        WindowSpec same = Window.PartitionBy(Names.Columns(table.Keys));
        Column reason = When(missing, Lit("a column of the key is null"))
            .When(Col(Copies).Gt(Lit(1)), Lit("another row has the same key"));
        return rows
            .WithColumn(Copies, Count(Lit(1)).Over(same))
            .WithColumn(Reason, refusal is null ? reason : reason.Otherwise(refusal));
    }
}

/// <summary>A row that was not published.</summary>
/// <param name="Key">A JSON object with the table's name under <c>_table</c> and the texts of the key columns.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RejectedRow(string Key, string Reason);
