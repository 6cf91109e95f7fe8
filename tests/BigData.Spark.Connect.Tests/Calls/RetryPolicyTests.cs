using BigData.Spark.Connect.Calls;

namespace BigData.Spark.Connect.Tests.Calls;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Waits_grow_as_those_of_the_reference_clients_and_last_ten_minutes_in_all()
    {
        RetryPolicy policy = RetryPolicy.Reference;

        TimeSpan[] waits = [.. Enumerable.Range(0, policy.MaxRetries).Select(retry => policy.Wait(retry, serverDelay: null, chance: 0))];

        Assert.Equal([50, 200, 800, 3200, 12800, 51200, 60000, 60000], waits.Take(8).Select(wait => wait.TotalMilliseconds));
        Assert.True(waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait) >= TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Long_waits_are_spread_by_chance_and_short_ones_are_not()
    {
        Assert.Equal(800, RetryPolicy.Reference.Wait(2, serverDelay: null, chance: 1).TotalMilliseconds);
        Assert.Equal(3450, RetryPolicy.Reference.Wait(3, serverDelay: null, chance: 0.5).TotalMilliseconds);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(7000, 7000)]
    [InlineData(3_600_000, 600_000)]
    public void A_server_may_ask_for_a_longer_wait_up_to_ten_minutes(int asked, int expected) =>
        Assert.Equal(expected, RetryPolicy.Reference.Wait(0, TimeSpan.FromMilliseconds(asked), chance: 0).TotalMilliseconds);
}
