using System.Globalization;

namespace BigData.Customers.Tests;

public sealed class BusinessTimeTests
{
    [Theory]
    [InlineData("2011-12-10", "UTC", "2011-12-10T00:00:00Z")]
    [InlineData("2011-07-01", "Europe/London", "2011-06-30T23:00:00Z")]
    [InlineData("2011-12-10", "Europe/London", "2011-12-10T00:00:00Z")]
    [InlineData("2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00Z")]
    [InlineData("2023-10-27", "Africa/Cairo", "2023-10-26T22:00:00Z")]
    [InlineData("2023-11-05", "America/Havana", "2023-11-05T04:00:00Z")]
    public void A_day_starts_at_its_first_instant(string day, string zone, string instant)
    {
        DateTimeOffset start = BusinessTime.StartOfDay(DateOnly.Parse(day, CultureInfo.InvariantCulture), zone);
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), start);
    }
}
