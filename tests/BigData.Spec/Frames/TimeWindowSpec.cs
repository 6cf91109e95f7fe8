using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Windows of time.</summary>
public abstract class TimeWindowSpec(SpecEngine engine) : SpecSuite(engine)
{
    private const string Shape = "struct<start:timestamp,end:timestamp>";

    private DataFrame Clicks => Rows("n:int;s:string", [1, "2020-01-01 00:07:00"], [2, "2020-01-01 00:08:00"], [3, "2020-01-01 00:12:00"], [4, null])
        .SelectExpr("n", "CAST(s AS timestamp) AS t");

    [Fact]
    public void Rows_are_grouped_by_windows_and_rows_without_a_time_are_left_out() => Case(() => AssertRows(
        Clicks.GroupBy(Expr("window(t, '5 minutes')")).Agg(Sum("n").As("total")),
        $"window:{Shape},total:bigint",
        "{2020-01-01 00:05:00+00:00, 2020-01-01 00:10:00+00:00} | 3",
        "{2020-01-01 00:10:00+00:00, 2020-01-01 00:15:00+00:00} | 3"));

    [Fact]
    public void A_row_lies_in_each_of_the_windows_that_overlap() => Case(() => AssertRows(
        Clicks.GroupBy(Expr("window(t, '10 minutes', '5 minutes')")).Agg(Count(Lit(1)).As("rows")).SelectExpr("window.start AS start", "rows"),
        "start:timestamp,rows:bigint",
        "2020-01-01 00:00:00+00:00 | 2", "2020-01-01 00:05:00+00:00 | 3", "2020-01-01 00:10:00+00:00 | 1"));

    [Fact]
    public void Windows_may_begin_at_another_minute() => Case(() => AssertRows(
        Clicks.Where("n = 1").SelectExpr("window(t, '10 minutes', '5 minutes', '2 minutes') AS w", "n").SelectExpr("w.start", "w.end", "n"),
        "start:timestamp,end:timestamp,n:int",
        "2020-01-01 00:02:00+00:00 | 2020-01-01 00:12:00+00:00 | 1", "2020-01-01 00:07:00+00:00 | 2020-01-01 00:17:00+00:00 | 1"));

    [Fact]
    public void Windows_that_do_not_tile_hold_only_their_own_times() => Case(() => AssertRows(
        Clicks.Where("n = 1").SelectExpr("window(t, '10 minutes', '4 minutes').start AS start"), "start:timestamp", "2020-01-01 00:00:00+00:00", "2020-01-01 00:04:00+00:00"));

    [Fact]
    public void A_window_can_be_a_column_of_its_own() => Case(() => AssertRows(
        Clicks.SelectExpr("*", "window(t, '1 hour')").SelectExpr("n", "window.start AS start", "window_time(window) AS last"),
        "n:int,start:timestamp,last:timestamp",
        "1 | 2020-01-01 00:00:00+00:00 | 2020-01-01 00:59:59.999999+00:00",
        "2 | 2020-01-01 00:00:00+00:00 | 2020-01-01 00:59:59.999999+00:00",
        "3 | 2020-01-01 00:00:00+00:00 | 2020-01-01 00:59:59.999999+00:00"));

    [Fact]
    public void A_window_in_a_filter_leaves_the_columns_as_they_are() => Case(() => AssertRows(
        Clicks.Where("window(t, '5 minutes').start > timestamp'2020-01-01 00:05:00'").Select("n"), "n:int", "3"));

    [Fact]
    public void The_same_window_in_keys_and_values_is_one() => Case(() => AssertRows(
        Clicks.GroupBy(Expr("window(t, '1 day')").As("day"), Col("n")).Agg(Expr("max(t) AS latest")).Where("n < 3").SelectExpr("day.end AS ends", "n"),
        "ends:timestamp,n:int",
        "2020-01-02 00:00:00+00:00 | 1", "2020-01-02 00:00:00+00:00 | 2"));

    [Fact]
    public void Times_before_1970_fall_into_their_window() => Case(() => AssertRows(
        One("window(timestamp'1969-12-31 23:58:00', '5 minutes').start AS s"), "s:timestamp", "1969-12-31 23:55:00+00:00"));

    [Fact]
    public void Local_times_give_local_windows() => Case(() => AssertRows(
        One("window(timestamp_ntz'2020-01-01 00:07:00', '1 day').end AS e"), "e:timestamp_ntz", "2020-01-02 00:00:00"));

    [Fact]
    public void A_slide_that_is_longer_than_the_window_is_refused() => Case(() =>
        AssertError<AnalysisException>("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", () => Clicks.SelectExpr("window(t, '5 minutes', '10 minutes')").Collect()));

    [Fact]
    public void A_length_that_is_no_interval_is_refused() => Case(() =>
        AssertError<AnalysisException>("CANNOT_PARSE_INTERVAL", () => Clicks.SelectExpr("window(t, 'x')").Collect()));
}
