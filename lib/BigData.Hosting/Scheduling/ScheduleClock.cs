using BigData.Pipelines;
using Quartz;

namespace BigData.Hosting.Scheduling;

/// <summary>One data interval of a schedule: the day that a firing stands for.</summary>
/// <param name="AsOf">The local date of the firing, which is the as-of date of the run.</param>
/// <param name="FiresAt">The first firing on that date, UTC.</param>
internal sealed record Interval(DateOnly AsOf, DateTimeOffset FiresAt);

/// <summary>
/// When a schedule fires, and the days that its firings stand for. The cron is meant in local time: in a night that lacks the local time, the
/// firing comes as soon as the clocks have gone forward; in one that has it twice, it comes at the first.
/// </summary>
internal sealed class ScheduleClock
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CronExpression _cron;

    /// <exception cref="PipelineUsageException">The text is no cron expression.</exception>
    public ScheduleClock(string name, string cron, TimeZoneInfo zone)
    {
        Zone = zone;
        try
        {
            _cron = new CronExpression(cron, zone);
            if (Next(DateTimeOffset.UnixEpoch) is null)
            {
                throw new FormatException("It never fires.");
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new PipelineUsageException(
                $"The schedule {name} has the cron '{cron}': {e.Message} Expected second, minute, hour, day of month, month, day of week; "
                + "one of the two days is ?. For example 0 30 3 * * ? for 03:30 every day, 0 0 6 ? * MON-FRI for 06:00 on working days.",
                e);
        }
    }

    public TimeZoneInfo Zone { get; }

    public string Cron => _cron.CronExpressionString;

    /// <summary>The first firing after an instant; null when there is none any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _cron.GetNextValidTimeAfter(after.ToUniversalTime())?.ToUniversalTime();

    /// <summary>The local date of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The intervals whose first firing, after an instant, is not later than another one; each day once, in order.</summary>
    public IEnumerable<Interval> Between(DateTimeOffset after, DateTimeOffset until)
    {
        DateOnly last = DateOnly.MinValue;
        DateTimeOffset? fire = Next(after);
        while (fire is { } at && at <= until)
        {
            DateOnly day = DayOf(at);
            if (day > last)
            {
                yield return new Interval(day, at);
                last = day;
                DateTimeOffset nextDay = BeforeStartOf(day.AddDays(1));
                fire = Next(nextDay > at ? nextDay : at);
            }
            else
            {
                fire = Next(at);
            }
        }
    }

    /// <summary>The last whole second before a local date begins; a day whose midnight is left out begins when the clocks go forward.</summary>
    public DateTimeOffset BeforeStartOf(DateOnly day)
    {
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        TimeSpan offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime() - Second;
    }
}
