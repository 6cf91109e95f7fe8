using System.Globalization;
using BigData.Hosting.Scheduling;
using BigData.Pipelines;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>Which days a cron stands for, where clocks go forward and back.</summary>
public sealed class ScheduleClockTests
{
    [Theory]
    // The local time does not exist on 27 March: as soon as the clocks have gone forward. On 30 October it comes twice: the first counts.
    [InlineData("Europe/London", "0 30 1 * * ?", "2011-03-25T12:00:00Z", "2011-03-28T12:00:00Z", "2011-03-26 01:30, 2011-03-27 01:00, 2011-03-28 00:30")]
    [InlineData("Europe/London", "0 30 1 * * ?", "2011-10-28T12:00:00Z", "2011-10-31T12:00:00Z", "2011-10-29 00:30, 2011-10-30 00:30, 2011-10-31 01:30")]
    // A day whose midnight is left out, and one that ends with the doubled hour.
    [InlineData("America/Santiago", "0 0 0 * * ?", "2019-09-07T12:00:00Z", "2019-09-09T12:00:00Z", "2019-09-08 04:00, 2019-09-09 03:00")]
    [InlineData("America/Santiago", "0 30 23 * * ?", "2019-04-06T12:00:00Z", "2019-04-08T12:00:00Z", "2019-04-07 02:30, 2019-04-08 03:30")]
    // Several firings in a day are one interval.
    [InlineData("UTC", "0 0 6-8 * * ?", "2026-01-01T06:30:00Z", "2026-01-03T07:00:00Z", "2026-01-01 07:00, 2026-01-02 06:00, 2026-01-03 06:00")]
    [InlineData("UTC", "0 0 6 ? * MON", "2026-01-01T00:00:00Z", "2026-01-14T00:00:00Z", "2026-01-05 06:00, 2026-01-12 06:00")]
    public void Each_day_with_a_firing_is_one_interval(string zone, string cron, string after, string until, string expected)
    {
        ScheduleClock clock = new("daily", cron, TimeZoneInfo.FindSystemTimeZoneById(zone));
        Interval[] intervals = [.. clock.Between(Instant(after), Instant(until))];
        Assert.Equal(expected, string.Join(", ", intervals.Select(one => one.FiresAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))));
        Assert.All(intervals, one => Assert.Equal(clock.DayOf(one.FiresAt), one.AsOf));
        Assert.Equal(intervals.Length, intervals.Select(one => one.AsOf).Distinct().Count());
    }

    [Theory]
    [InlineData("30 3 * * *")]
    [InlineData("0 0 3 31 2 ?")]
    [InlineData("at night")]
    public void What_is_no_cron_is_said_with_an_example(string cron)
    {
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => new ScheduleClock("daily", cron, TimeZoneInfo.Utc));
        Assert.Contains($"The schedule daily has the cron '{cron}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("0 30 3 * * ?", error.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
