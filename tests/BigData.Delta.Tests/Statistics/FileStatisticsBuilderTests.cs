using BigData.Delta.Actions;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;
using CsCheck;

namespace BigData.Delta.Tests.Statistics;

public sealed class FileStatisticsBuilderTests
{
    [Fact]
    public void The_first_thirty_two_leaves_get_statistics_partitions_none()
    {
        string fields = string.Join(',', Enumerable.Range(0, 40).Select(i => Field($"c{i}", "\"long\"")));
        FileStatisticsBuilder builder = new(Metadata.Create($$"""{"type":"struct","fields":[{{Field("p", "\"string\"")}},{{fields}}]}""", ["p"]));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"c{i}"), builder.Columns.Select(c => c.Column.ToString()));
    }

    [Fact]
    public void Properties_choose_the_columns()
    {
        string schema = $$"""{"type":"struct","fields":[{{Field("a", "\"long\"")}},{{Field("s", "{\"type\":\"struct\",\"fields\":[" + Field("x", "\"string\"") + "," + Field("y", "\"boolean\"") + "]}")}},{{Field("b", "\"binary\"")}}]}""";
        Assert.Equal(["a:True", "s.x:True", "s.y:False", "b:False"], Choose(schema, null, null));
        Assert.Equal(["a:True", "s.x:True"], Choose(schema, "delta.dataSkippingNumIndexedCols", "2"));
        Assert.Equal(["a:True", "s.x:True", "s.y:False", "b:False"], Choose(schema, "delta.dataSkippingNumIndexedCols", "-1"));
        Assert.Equal(["s.x:True", "s.y:False", "b:False"], Choose(schema, "delta.dataSkippingStatsColumns", "s, `b`"));
    }

    [Fact]
    public void Statistics_have_the_text_that_spark_writes()
    {
        FileStatisticsBuilder builder = new(TestTable.NewMetadata());
        FileStatistics statistics = builder.Build(
            7,
            [
                new("n", DeltaValue.Long(-1), DeltaValue.Long(long.MaxValue), 2),
                new("s", DeltaValue.String("a\"b"), DeltaValue.String("zß"), 0),
                new("m", DeltaValue.Decimal(1.50m), Decimal("12345678901234567890123456789012345678"), 0),
                new("d", DeltaValue.Double(0.1), DeltaValue.Double(double.PositiveInfinity), 0),
                new("nan", null, null, 1),
                new("day", DeltaValue.Date(new DateOnly(1582, 10, 4)), DeltaValue.Date(new DateOnly(9999, 12, 31)), null),
                new("t", DeltaValue.Timestamp(1_700_000_000_123_456), DeltaValue.Timestamp(1_700_000_000_123_456), 0),
                new("l", DeltaValue.TimestampNtz(-1), DeltaValue.TimestampNtz(-1), 0),
                new(new ColumnPath(["st", "a"]), DeltaValue.Long(1), DeltaValue.Long(1), 0),
            ]);
        Assert.Equal(
            """
            {"numRecords":7,
            "minValues":{"n":-1,"s":"a\"b","m":1.50,"d":0.1,"day":"1582-10-04","t":"2023-11-14T22:13:20.123Z","l":"1969-12-31T23:59:59.999","st":{"a":1}},
            "maxValues":{"n":9223372036854775807,"s":"zß","m":12345678901234567890123456789012345678,"day":"9999-12-31","t":"2023-11-14T22:13:20.124Z","l":"1970-01-01T00:00:00.000","st":{"a":1}},
            "nullCount":{"n":2,"s":0,"m":0,"d":0,"nan":1,"t":0,"l":0,"st":{"a":0}}}
            """.ReplaceLineEndings(string.Empty),
            statistics.ToJson());
        Assert.Equal(7, statistics.NumRecords);
        Assert.Equal(2, statistics.GetColumn("n", DeltaPrimitiveType.Parse("long")).NullCount);
        Assert.Equal(DeltaValue.Long(-1), statistics.GetColumn("n", DeltaPrimitiveType.Parse("long")).Min);
    }

    [Theory]
    [InlineData("aaaa", "aaaa")]
    [InlineData("aaaab", "aaaa\u007F")]
    [InlineData("aaaa\u007Fb", "aaaa\U0010FFFF")]
    [InlineData("aaaaéb", "aaaa\U0010FFFF")]
    [InlineData("aaa😀b", "aaa\U0010FFFF")]
    [InlineData("aaaa\U0010FFFFb", "aaaa\U0010FFFF\u007F")]
    [InlineData("aaaa\U0010FFFF\U0010FFFF\U0010FFFF\U0010FFFF\U0010FFFF", null)]
    public void A_long_maximum_is_cut_to_a_text_above_it(string text, string? cut) => Assert.Equal(cut, BoundText.CutUpper(text, 4));

    [Fact]
    public void Cut_bounds_enclose_the_text_for_every_text()
    {
        Gen<string> text = Gen.OneOf(Gen.Char['a', 'c'].Select(c => c.ToString()), Gen.Const("\u007F"), Gen.Const("é"), Gen.Const("😀"), Gen.Const("\uFFFD"), Gen.Const("\U0010FFFF"))
            .Array[0, 16].Select(string.Concat);
        text.Sample(t =>
        {
            DeltaValue value = DeltaValue.String(t);
            bool lower = DeltaValue.String(BoundText.CutLower(t, 4)).CompareTo(value) <= 0;
            bool upper = BoundText.CutUpper(t, 4) is not { } cut || DeltaValue.String(cut).CompareTo(value) >= 0;
            return lower && upper;
        });
    }

    private static string[] Choose(string schema, string? key, string? value) =>
    [
        .. new FileStatisticsBuilder(Metadata.Create(schema, configuration: key is null ? null : new Dictionary<string, string?> { [key] = value }))
            .Columns.Select(c => $"{c.Column}:{c.WantsBounds}"),
    ];

    private static DeltaValue Decimal(string text) => DeltaValue.TryParse(DeltaPrimitiveType.Parse("decimal(38,0)"), text)!;

    private static string Field(string name, string type) => $$$"""{"name":"{{{name}}}","type":{{{type}}},"nullable":true,"metadata":{}}""";
}
