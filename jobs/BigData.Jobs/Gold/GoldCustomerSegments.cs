using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.customer_segments</c>: who is and was in which segment, in the built-in sets and those of the configuration.</summary>
internal sealed class GoldCustomerSegments : TableJob
{
    private const string MapsKey = "segments";

    public override TableContract Table => Gold.CustomerSegments;

    public override IReadOnlyList<Input> Inputs => [Gold.CustomerRfm.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override bool KeepsHistory => true;

    public override IReadOnlyList<SettingKey> Settings =>
    [
        new(
            MapsKey + ":**",
            SettingType.Text,
            Default: null,
            "segment maps of your own: NAME:rules:N:segment|r|f|m with ranges like 4+, 2-4 or 5, and NAME:otherwise for an ordered list"),
    ];

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "customer_id", "segment_set", "valid_from"),
        Expect.NotNull("source", "customer_id", "segment_set", "segment", "valid_from", "is_current"),
    ];

    public override DataFrame Build(JobContext job)
    {
        IReadOnlyList<SegmentMap> maps = [.. SegmentMaps.BuiltIn, .. Configured(job.Settings.Json(MapsKey))];
        DataFrame segments = SegmentHistory.Assign(job.Read(Gold.CustomerRfm), maps);
        job.Fact("segment_maps", maps.Select(map => new { name = map.Name, bands = map.ToString().Split('\n') }));
        return SegmentHistory.Advance(job.Current(), segments, job.AsOf);
    }

    private static IEnumerable<SegmentMap> Configured(JsonNode? maps) =>
        maps?.Deserialize<Dictionary<string, SegmentMapOptions>>(JsonSerializerOptions.Web)?.Select(pair => pair.Value.Build(pair.Key)) ?? [];
}
