using System.Globalization;
using BigData.Activation.Audiences;

namespace BigData.Activation.Tests.Audiences;

/// <summary>What can go wrong with an audience has a defined answer; who may not be addressed any more leaves in any case.</summary>
public sealed class AudienceScepticTests(EmbeddedSpark spark)
{
    [Fact]
    public async Task A_consent_that_is_withdrawn_leaves_every_destination_by_the_next_publication_whatever_the_guard_says()
    {
        using AudienceBench bench = new(spark.Session);
        (string Platform, string Destination)[] all = [("meta", "ads"), ("google", "search")];
        bench.Add(300);
        foreach ((string platform, string destination) in all)
        {
            Assert.Equal(300, (await bench.PublishAsync(platform, destination: destination)).Added);
        }

        // As many who leave the segment would be refused; that they withdrew is no reason to ask back.
        for (int i = 0; i < 180; i++)
        {
            bench.Say($"p{i}", "withdrawn", 5);
        }

        foreach ((string platform, string destination) in all)
        {
            PublicationResult result = await bench.PublishAsync(platform, destination: destination);
            Assert.Equal((PublicationOutcome.Published, 180L), (result.Outcome, result.Removed));
        }

        // Half of the rest leaves the segment, which is refused; ten have withdrawn, five of them are in no segment any more: those ten leave.
        bench.Members.RemoveAll(member => int.Parse(member.AsSpan(1), CultureInfo.InvariantCulture) >= 215);
        for (int i = 210; i < 220; i++)
        {
            bench.Say($"p{i}", "withdrawn", 5);
        }

        foreach ((string platform, string destination) in all)
        {
            PublicationResult result = await bench.PublishAsync(platform, destination: destination);
            Assert.Equal((PublicationOutcome.Refused, 10L), (result.Outcome, result.Removed));
            Assert.Contains("only 10 who may not be addressed any more were removed", result.Message, StringComparison.Ordinal);
            Assert.Equal(PublicationOutcome.Refused, (await bench.PublishAsync(platform, isDryRun: false, destination: destination)).Outcome);
            PublicationResult forced = await bench.PublishAsync(platform, destination: destination, isForced: true);
            Assert.Equal((PublicationOutcome.Published, 80L), (forced.Outcome, forced.Removed));
        }

        string[] gone = [.. Directory.GetFiles(bench.PathOf("ads", "champions"), "*-remove-*").SelectMany(file => File.ReadAllLines(file).Skip(1))];
        Assert.Equal(270, gone.Distinct().Count());
        Assert.Equal(270, gone.Length);
    }

    [Fact]
    public async Task A_withdrawal_during_a_day_on_which_the_destination_is_down_leaves_when_it_is_back()
    {
        using AudienceBench bench = new(spark.Session);
        bench.Add(150);
        await bench.PublishAsync();
        for (int i = 0; i < 140; i++)
        {
            bench.Say($"p{i}", "withdrawn", 5);
        }

        PublicationResult down = await bench.PublishAsync(isDown: true);
        Assert.Equal((PublicationOutcome.Failed, "it is down today"), (down.Outcome, down.Error!.Message));
        Assert.Equal((PublicationOutcome.Failed, 0), ((await bench.PublishAsync(isDown: true)).Outcome, Directory.GetFiles(bench.PathOf("ads", "champions"), "*-remove-*").Length));
        PublicationResult back = await bench.PublishAsync();
        Assert.Equal((PublicationOutcome.Published, 140L), (back.Outcome, back.Removed));
    }

    [Fact]
    public async Task Nobody_then_one_then_a_segment_that_was_renamed()
    {
        using AudienceBench bench = new(spark.Session);
        PublicationResult nobody = await bench.PublishAsync();
        Assert.Equal((PublicationOutcome.Published, 0L), (nobody.Outcome, nobody.Added));
        Assert.Contains("nobody fits the condition of the audience", nobody.Message, StringComparison.Ordinal);
        Assert.Equal(["_manifest.json"], Directory.GetFiles(bench.PathOf("ads", "champions")).Select(Path.GetFileName));

        bench.Add(1);
        PublicationResult one = await bench.PublishAsync();
        Assert.Equal((PublicationOutcome.Published, 1L, "meta wants at least 100 people"), (one.Outcome, one.Added, one.Message));

        // However small: an audience that nobody fits any more is taken for a mistake.
        bench.Members.Clear();
        PublicationResult renamed = await bench.PublishAsync();
        Assert.Equal(PublicationOutcome.Refused, renamed.Outcome);
        Assert.Contains("shrink from 1 to 0 rows", renamed.Message, StringComparison.Ordinal);
        Assert.Contains("does it name a segment that there is?", renamed.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.PublishAsync(isForced: true)).Removed);
    }

    [Fact]
    public async Task Another_platform_at_the_same_destination_gets_its_own_identifiers_of_everybody()
    {
        using AudienceBench bench = new(spark.Session);
        bench.Add(2);
        await bench.PublishAsync("meta");
        PublicationResult other = await bench.PublishAsync("tiktok");
        Assert.Null(other.Error);
        Assert.Contains("columns have changed", other.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await bench.LinesAsync("000001-replace-001.csv")).Length);
    }

    [Fact]
    public async Task Who_has_come_into_as_many_audiences_as_the_cap_allows_waits_until_the_window_has_passed()
    {
        using AudienceBench bench = new(spark.Session) { Cap = new FrequencyCap(2, 7) };
        bench.Add(2);
        Assert.Equal(2, (await bench.PublishAsync(audience: "first")).Added);

        // A preview and a day of failure are no contacts, another platform of the same channel is one.
        await bench.PublishAsync(audience: "second", isDryRun: true);
        await bench.PublishAsync(audience: "second", isDown: true);
        bench.Members.Remove("p1");
        Assert.Equal(1, (await bench.PublishAsync("google", destination: "search", audience: "second")).Added);
        bench.Members.Add("p1");
        bench.Day = bench.Day.AddDays(3);
        PublicationResult third = await bench.PublishAsync(audience: "third");
        Assert.Equal((1L, "left out: 1 frequency cap; meta wants at least 100 people"), (third.Added, third.Message));

        // Who is in stays in, also with another address, and the window rolls on with the as-of day.
        bench.Customers[0] = "'p0', 'new@example.com', null, null";
        PublicationResult moved = await bench.PublishAsync(audience: "first");
        Assert.Equal((1L, 1L), (moved.Added, moved.Removed));
        bench.Day = bench.Day.AddDays(3);
        Assert.Equal(0, (await bench.PublishAsync(audience: "third")).Added);
        bench.Day = bench.Day.AddDays(1);
        Assert.Equal(1, (await bench.PublishAsync(audience: "third")).Added);
    }

    [Fact]
    public async Task A_kill_between_delivery_and_the_account_of_contacts_loses_no_contact()
    {
        using AudienceBench bench = new(spark.Session) { Cap = new FrequencyCap(1, 7) };
        bench.Add(1);
        await bench.PublishAsync(audience: "first");
        Directory.Delete(bench.PathOf("_contacts"), recursive: true);
        await bench.PublishAsync(audience: "first");
        PublicationResult second = await bench.PublishAsync(audience: "second");
        Assert.Equal(0, second.Added);
        Assert.Contains("1 frequency cap", second.Message, StringComparison.Ordinal);
    }
}
