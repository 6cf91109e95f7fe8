namespace BigData.Customers;

/// <summary>Days of a business time zone as instants.</summary>
internal static class BusinessTime
{
    /// <summary>The zone of a source that names none.</summary>
    internal const string DefaultZone = "UTC";

    /// <summary>
    /// The instant at which a day starts. Where 00:00 happens twice it is the earlier one; where it is skipped, the clock's
    /// first instant of the day.
    /// </summary>
    internal static DateTimeOffset StartOfDay(DateOnly day, string zoneId)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        TimeSpan offset = zone.IsAmbiguousTime(midnight)
            ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(zone.IsInvalidTime(midnight) ? midnight.AddDays(-1) : midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
