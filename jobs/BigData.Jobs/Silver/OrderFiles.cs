using BigData.Pipelines;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary>
/// From records as received to the records that count: of each file the newest delivery, of an order that several files hold the
/// file whose name sorts last, each with its line number.
/// </summary>
internal static class OrderFiles
{
    internal const string OrderKey = "_order";
    internal const string FirstSeen = "_first_seen";
    internal const string LineNo = "line_no";
    internal const string Superseded = "_superseded_by";

    internal static readonly string[] SourceColumns =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    private static readonly string[] Carried =
        [OrderKey, FileColumns.File, FileColumns.Row, FileColumns.Batch, FirstSeen, .. SourceColumns, FileColumns.Rescued, FileColumns.CorruptRecord];

    private const string Newest = "_newest";
    private const string FirstFile = "_first_file";
    private const string LastFile = "_last_file";
    private const string Content = "_content";
    private const string LastContent = "_last_content";
    private const string Verdict = "_verdict";
    private const string SameContent = "same";

    /// <summary>Adds the key of the order; empty where the record names none.</summary>
    internal static DataFrame WithOrderKey(DataFrame bronze) =>
        bronze.WithColumn(OrderKey, Coalesce(Trim(Col("InvoiceNo")), Lit("")));

    /// <summary>
    /// The records of the newest delivery of each file, with the time when a file of that name was first seen, and only those columns of
    /// bronze that a line or its rejection needs: what follows sorts and keeps all of them.
    /// </summary>
    internal static DataFrame NewestDeliveries(DataFrame bronze)
    {
        DataFrame deliveries = bronze.GroupBy(FileColumns.File)
            .Agg(Max(Col(FileColumns.Batch)).As(Newest), Min(Col(FileColumns.IngestedAt)).As(FirstSeen));
        return bronze.Join(deliveries, [FileColumns.File], "inner")
            .Filter(Col(FileColumns.Batch).EqualTo(Col(Newest)))
            .Select([.. Carried.Select(Col)]);
    }

    /// <summary>The records of every delivery, old and new, of the files that came anew or again.</summary>
    internal static DataFrame Redelivered(DataFrame bronze, DataFrame changes) =>
        bronze.Join(changes.Select(FileColumns.File).Distinct(), [FileColumns.File], "left_semi");

    /// <summary>
    /// The orders that new records may have changed: those in any delivery of the files that came again or anew. Records without
    /// an order (the empty key) are always among them.
    /// </summary>
    internal static DataFrame Touched(DataFrame bronze, DataFrame changes)
    {
        DataFrame orders = Redelivered(bronze, changes).Select(OrderKey);
        return orders.Union(bronze.Filter(Col(OrderKey).EqualTo(Lit(""))).Select(OrderKey)).Distinct();
    }

    /// <summary>
    /// Numbers the lines of an order in each file and settles orders that several files hold: files with the same content as the
    /// last one are dropped, others are marked in <see cref="Superseded"/> with the name of the file that wins.
    /// </summary>
    internal static DataFrame Settled(DataFrame records)
    {
        WindowSpec order = Window.PartitionBy(FileColumns.File, OrderKey).OrderBy(FileColumns.Row);
        DataFrame numbered = records.WithColumn(LineNo, RowNumber().Over(order));
        DataFrame contested = records.Filter(Col(OrderKey).NotEqual(Lit("")))
            .GroupBy(OrderKey)
            .Agg(Min(Col(FileColumns.File)).As(FirstFile), Max(Col(FileColumns.File)).As(LastFile))
            .Filter(Col(FirstFile).Lt(Col(LastFile)))
            .Select(OrderKey, LastFile);
        return numbered
            .Join(Verdicts(records, contested), [OrderKey, FileColumns.File], "left_outer")
            .Filter(Col(Verdict).IsNull().Or(Col(Verdict).NotEqual(Lit(SameContent))))
            .WithColumn(Superseded, Col(Verdict))
            .Drop(Verdict);
    }

    // One row per contested order and file that does not win: "same", or the name of the winner.
    private static DataFrame Verdicts(DataFrame records, DataFrame contested)
    {
        Column record = ToJson(Struct([.. SourceColumns.Select(Col)]));
        DataFrame contents = records.Join(contested, [OrderKey], "inner")
            .GroupBy(OrderKey, FileColumns.File, LastFile)
            .Agg(SortArray(CollectList(record)).As(Content));
        DataFrame winners = contents.Filter(Col(FileColumns.File).EqualTo(Col(LastFile)))
            .Select(Col(OrderKey), Col(Content).As(LastContent));
        return contents.Filter(Col(FileColumns.File).NotEqual(Col(LastFile)))
            .Join(winners, [OrderKey], "inner")
            .Select(
                Col(OrderKey),
                Col(FileColumns.File),
                When(Col(Content).EqualTo(Col(LastContent)), Lit(SameContent)).Otherwise(Col(LastFile)).As(Verdict));
    }
}
