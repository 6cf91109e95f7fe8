using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// Keeps who was in which segment and when: one row per source, customer, segment set and stay, with a half-open interval
/// [valid_from, valid_to) of as-of dates; valid_to is null while the customer is still there.
/// </summary>
public static class SegmentHistory
{
    private const string Source = "source";
    private const string CustomerId = "customer_id";
    private const string SegmentSet = "segment_set";
    private const string Segment = "segment";
    private const string ValidFrom = "valid_from";
    private const string ValidTo = "valid_to";
    private const string IsCurrent = "is_current";
    private const string NewSegment = "new_segment";

    private static readonly string[] Key = [Source, CustomerId, SegmentSet];

    /// <summary>Names the segments of scored customers in several sets.</summary>
    /// <param name="scores">Frame with source, customer_id, r_score, f_score and m_score (1 to 5), as <see cref="Rfm.Score"/> gives it.</param>
    /// <param name="maps">The maps, each with a name of its own.</param>
    /// <returns>One row per customer and map: source, customer_id, segment_set, segment.</returns>
    /// <exception cref="ArgumentException">No map, or two of one name.</exception>
    public static DataFrame Assign(DataFrame scores, IReadOnlyList<SegmentMap> maps)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(maps);
        string[] names = [.. maps.Select(map => map.Name)];
        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException($"Segment maps need names of their own: {string.Join(", ", names)}", nameof(maps));
        }

        return maps
            .Select(map => scores.Select(
                Col(Source),
                Col(CustomerId),
                Lit(map.Name).As(SegmentSet),
                map.Segment(Col(RfmColumns.RScore), Col(RfmColumns.FScore), Col(RfmColumns.MScore)).As(Segment)))
            .Aggregate((left, right) => left.Union(right));
    }

    /// <summary>
    /// The history after an as-of date. What an earlier build of the same date changed is taken back first, so a repeated build
    /// replaces that date's change. A customer who is no longer assigned leaves the segment.
    /// </summary>
    /// <param name="history">The table so far (source, customer_id, segment_set, segment, valid_from, valid_to, is_current), or null for none.</param>
    /// <param name="segments">Who is where at the as-of date, as <see cref="Assign"/> gives it.</param>
    /// <param name="asOf">The as-of date; not before the newest one of the history.</param>
    /// <returns>All rows of the new history; equal to the old one when nobody moved.</returns>
    public static DataFrame Advance(DataFrame? history, DataFrame segments, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (history is null)
        {
            return Stays(segments.Select(Col(Source), Col(CustomerId), Col(SegmentSet), Col(Segment), Lit(asOf).As(ValidFrom), NoDate()));
        }

        DataFrame before = TakeBack(history, asOf);
        DataFrame closed = before.Filter(Col(ValidTo).IsNotNull());
        DataFrame moves = before.Filter(Col(ValidTo).IsNull())
            .Join(segments.WithColumnRenamed(Segment, NewSegment), Key, "full_outer");
        Column stays = Col(Segment).EqNullSafe(Col(NewSegment));
        DataFrame open = moves.Filter(Col(Segment).IsNotNull()).Select(
            Col(Source), Col(CustomerId), Col(SegmentSet), Col(Segment), Col(ValidFrom),
            When(stays, Lit(null).Cast("date")).Otherwise(Lit(asOf)).As(ValidTo));
        DataFrame entered = moves.Filter(Col(NewSegment).IsNotNull().And(!stays)).Select(
            Col(Source), Col(CustomerId), Col(SegmentSet), Col(NewSegment).As(Segment), Lit(asOf).As(ValidFrom), NoDate());
        return Stays(closed.Union(open).Union(entered));
    }

    private static DataFrame TakeBack(DataFrame history, DateOnly asOf) =>
        history.Filter(Col(ValidFrom).Lt(Lit(asOf))).Select(
            Col(Source), Col(CustomerId), Col(SegmentSet), Col(Segment), Col(ValidFrom),
            When(Col(ValidTo).Lt(Lit(asOf)), Col(ValidTo)).As(ValidTo));

    private static DataFrame Stays(DataFrame rows) => rows.WithColumn(IsCurrent, Col(ValidTo).IsNull());

    private static Column NoDate() => Lit(null).Cast("date").As(ValidTo);
}
