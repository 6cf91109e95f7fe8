using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;
using CsCheck;

namespace BigData.Delta.Tests.Predicates;

public sealed class FileSkippingTests
{
    private const string Schema =
        """
        {"type":"struct","fields":[
        {"name":"n","type":"long","nullable":true,"metadata":{}},
        {"name":"s","type":"string","nullable":true,"metadata":{}},
        {"name":"d","type":"double","nullable":true,"metadata":{}},
        {"name":"t","type":"timestamp","nullable":true,"metadata":{}},
        {"name":"m","type":"decimal(38,10)","nullable":true,"metadata":{}},
        {"name":"st","type":{"type":"struct","fields":[{"name":"x.y","type":"date","nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}},
        {"name":"p","type":"integer","nullable":true,"metadata":{}},
        {"name":"pt","type":"timestamp","nullable":true,"metadata":{}}]}
        """;

    private static readonly Metadata Table = Metadata.Create(Schema, ["p", "pt"]);
    private static readonly ColumnPath N = "n";

    [Fact]
    public void A_file_is_skipped_exactly_when_no_row_can_match_and_never_when_one_does()
    {
        Gen<long?> value = Gen.Frequency((4, Gen.Long[-4, 4].Select(v => (long?)v)), (1, Gen.Const((long?)null)));
        Gen<(long?[] Rows, bool KnowsBounds, bool KnowsNulls)> file = Gen.Select(value.Array[1, 6], Gen.Bool, Gen.Bool);
        Gen.Select(file, Conditions(3)).Sample((f, condition) =>
        {
            AddFile add = NewFile(f.Rows, f.KnowsBounds, f.KnowsNulls);
            bool matches = f.Rows.Any(row => Holds(condition, row) == true);
            bool may = new FileEvaluator(Table).MayMatch(add, condition);
            return may || !matches;
        });
    }

    [Fact]
    public void A_partition_value_decides_a_condition_exactly()
    {
        Gen<long?> value = Gen.Frequency((4, Gen.Long[-4, 4].Select(v => (long?)v)), (1, Gen.Const((long?)null)));
        Gen.Select(value, Conditions(3)).Sample((partition, condition) =>
        {
            AddFile add = NewFile([1], false, false) with
            {
                PartitionValues = new Dictionary<string, string?> { ["p"] = partition?.ToString(CultureInfo.InvariantCulture), ["pt"] = null },
            };
            return new FileEvaluator(Table).MayMatch(add, OnColumn(condition, "P")) == (Holds(condition, partition) == true);
        });
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Bounds_of_numbers_skip_files(int wanted, bool kept) =>
        Assert.Equal(kept, MayMatch("""{"numRecords":3,"minValues":{"n":10},"maxValues":{"n":20},"nullCount":{"n":0}}""", DeltaPredicate.EqualTo(N, DeltaValue.Long(wanted))));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"numRecords":"3","minValues":[],"maxValues":{"n":"x"},"nullCount":7}""")]
    [InlineData("""{"numRecords":3,"minValues":{"n":1e400},"maxValues":{"n":{"a":1}},"nullCount":{"n":null}}""")]
    [InlineData("""{"numRecords":3,"minValues":{"n":1.5},"maxValues":{"n":true}}""")]
    public void Statistics_that_are_missing_or_odd_keep_the_file(string stats)
    {
        Assert.True(MayMatch(stats, DeltaPredicate.EqualTo(N, DeltaValue.Long(99))));
        Assert.True(MayMatch(stats, new IsNullPredicate(N)));
        Assert.True(MayMatch(stats, new IsNullPredicate(N).Not()));
    }

    [Fact]
    public void Null_counts_decide_conditions_on_nulls()
    {
        const string NoNulls = """{"numRecords":3,"nullCount":{"n":0}}""";
        const string OnlyNulls = """{"numRecords":3,"nullCount":{"n":3}}""";
        Assert.False(MayMatch(NoNulls, new IsNullPredicate(N)));
        Assert.True(MayMatch(NoNulls, new IsNullPredicate(N).Not()));
        Assert.True(MayMatch(OnlyNulls, new IsNullPredicate(N)));
        Assert.False(MayMatch(OnlyNulls, new IsNullPredicate(N).Not()));
        Assert.False(MayMatch(OnlyNulls, DeltaPredicate.Compare(N, ComparisonOperator.NotEqual, DeltaValue.Long(1))));
        Assert.True(MayMatch(OnlyNulls, DeltaPredicate.Compare(N, ComparisonOperator.NullSafeEqual, null)));
        Assert.False(MayMatch(NoNulls, DeltaPredicate.Compare(N, ComparisonOperator.NullSafeEqual, null)));
        Assert.False(MayMatch(NoNulls, DeltaPredicate.EqualTo(N, null)));
    }

    [Fact]
    public void Upper_bounds_of_doubles_are_not_trusted_because_of_nan()
    {
        DeltaPredicate above = DeltaPredicate.Compare("d", ComparisonOperator.GreaterThan, DeltaValue.Double(5));
        DeltaPredicate below = DeltaPredicate.Compare("d", ComparisonOperator.LessThan, DeltaValue.Double(1));
        Assert.True(MayMatch("""{"numRecords":3,"minValues":{"d":1.0},"maxValues":{"d":2.0},"nullCount":{"d":0}}""", above));
        Assert.False(MayMatch("""{"numRecords":3,"minValues":{"d":1.0},"maxValues":{"d":2.0},"nullCount":{"d":0}}""", below));
        Assert.True(MayMatch("""{"numRecords":3,"minValues":{"d":"NaN"},"maxValues":{"d":"NaN"},"nullCount":{"d":0}}""", below));
        Assert.True(MayMatch("""{"numRecords":3,"minValues":{"d":"-Infinity"},"maxValues":{"d":"Infinity"},"nullCount":{"d":0}}""", below));
    }

    [Fact]
    public void The_maximum_of_a_timestamp_may_be_up_to_a_millisecond_later()
    {
        const string Stats = """{"numRecords":1,"minValues":{"t":"2024-01-01T00:00:00.123Z"},"maxValues":{"t":"2024-01-01T01:00:00.123+01:00"},"nullCount":{"t":0}}""";
        long millisecond = DateTimeOffset.Parse("2024-01-01T00:00:00.123Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000;
        Assert.True(MayMatch(Stats, DeltaPredicate.EqualTo("t", DeltaValue.Timestamp(millisecond + 999))));
        Assert.False(MayMatch(Stats, DeltaPredicate.EqualTo("t", DeltaValue.Timestamp(millisecond + 1000))));
        Assert.False(MayMatch(Stats, DeltaPredicate.EqualTo("t", DeltaValue.Timestamp(millisecond - 1))));
    }

    [Fact]
    public void Decimals_are_compared_with_all_digits()
    {
        const string Stats = """{"numRecords":1,"minValues":{"m":1234567890123456789012345678.0000000001},"maxValues":{"m":1234567890123456789012345678.0000000003},"nullCount":{"m":0}}""";
        Assert.True(MayMatch(Stats, DeltaPredicate.EqualTo("m", Parse("1234567890123456789012345678.0000000002"))));
        Assert.False(MayMatch(Stats, DeltaPredicate.EqualTo("m", Parse("1234567890123456789012345678.0000000004"))));
        Assert.False(MayMatch(Stats, DeltaPredicate.EqualTo("m", DeltaValue.Long(5))));
    }

    [Fact]
    public void Prefixes_and_cut_texts_are_bounds()
    {
        string stats = $$$"""{"numRecords":1,"minValues":{"s":"apple"},"maxValues":{"s":"{{{new string('m', 32)}}}\u007f"},"nullCount":{"s":0}}""";
        Assert.False(MayMatch(stats, new StartsWithPredicate("s", "a b")));
        Assert.True(MayMatch(stats, new StartsWithPredicate("s", "app")));
        Assert.True(MayMatch(stats, new StartsWithPredicate("s", new string('m', 40))));
        Assert.False(MayMatch(stats, new StartsWithPredicate("s", "mn")));
        Assert.True(MayMatch(stats, DeltaPredicate.EqualTo("s", DeltaValue.String(new string('m', 50)))));
        Assert.False(MayMatch("""{"numRecords":1,"minValues":{"s":"ab"},"maxValues":{"s":"abz"},"nullCount":{"s":0}}""", new StartsWithPredicate("s", "ab").Not()));
    }

    [Fact]
    public void Nested_fields_are_found_by_path_whatever_their_names_hold()
    {
        const string Stats = """{"numRecords":1,"minValues":{"st":{"x.y":"2024-01-01"}},"maxValues":{"st":{"x.y":"2024-01-31"}},"nullCount":{"st":{"x.y":0}}}""";
        ColumnPath path = new(["ST", "x.y"]);
        Assert.True(MayMatch(Stats, DeltaPredicate.EqualTo(path, DeltaValue.Date(new DateOnly(2024, 1, 15)))));
        Assert.False(MayMatch(Stats, DeltaPredicate.EqualTo(path, DeltaValue.Date(new DateOnly(2024, 2, 1)))));
    }

    [Fact]
    public void What_is_unknown_or_of_another_family_keeps_the_file()
    {
        const string Stats = """{"numRecords":3,"minValues":{"n":10},"maxValues":{"n":20},"nullCount":{"n":0}}""";
        Assert.True(MayMatch(Stats, DeltaPredicate.Unknown));
        Assert.True(MayMatch(Stats, DeltaPredicate.Unknown.Not()));
        Assert.True(MayMatch(Stats, DeltaPredicate.EqualTo(N, DeltaValue.String("5"))));
        Assert.True(MayMatch(Stats, DeltaPredicate.EqualTo("no such column", DeltaValue.Long(5))));
        Assert.False(MayMatch(Stats, DeltaPredicate.Unknown.And(DeltaPredicate.EqualTo(N, DeltaValue.Long(5)))));
        Assert.True(MayMatch(Stats, DeltaPredicate.Unknown.Or(DeltaPredicate.EqualTo(N, DeltaValue.Long(5)))));
    }

    [Fact]
    public void A_partition_timestamp_of_an_unknown_zone_keeps_the_file()
    {
        DeltaPredicate noon = DeltaPredicate.EqualTo("pt", DeltaValue.Timestamp(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero)));
        Assert.True(WithPartitionTime("2024-01-01T12:00:00.000000Z", noon));
        Assert.False(WithPartitionTime("2024-01-01T12:00:00.000001Z", noon));
        Assert.True(WithPartitionTime("2024-01-01 13:00:00", noon));
        Assert.False(WithPartitionTime(null, noon));
        Assert.False(WithPartitionTime(string.Empty, noon));
    }

    private static DeltaValue Parse(string text) => DeltaValue.TryParse(DeltaPrimitiveType.Parse("decimal(38,10)"), text)!;

    private static bool WithPartitionTime(string? text, DeltaPredicate predicate) => new FileEvaluator(Table).MayMatch(
        NewFile([1], false, false) with { PartitionValues = new Dictionary<string, string?> { ["p"] = "1", ["pt"] = text } }, predicate);

    private static bool MayMatch(string stats, DeltaPredicate predicate) =>
        new FileEvaluator(Table).MayMatch(NewFile([1], false, false) with { Statistics = FileStatistics.FromJson(stats) }, predicate);

    private static AddFile NewFile(long?[] rows, bool knowsBounds, bool knowsNulls)
    {
        long[] values = [.. rows.OfType<long>()];
        ColumnStatistics column = new(
            N,
            knowsBounds && values.Length > 0 ? DeltaValue.Long(values.Min()) : null,
            knowsBounds && values.Length > 0 ? DeltaValue.Long(values.Max()) : null,
            knowsNulls ? rows.Count(r => r is null) : null);
        return new AddFile
        {
            Path = "f",
            Size = 1,
            ModificationTime = 1,
            DataChange = true,
            PartitionValues = new Dictionary<string, string?> { ["p"] = null, ["pt"] = null },
            Statistics = new FileStatisticsBuilder(Table).Build(rows.Length, [column]),
        };
    }

    private static Gen<DeltaPredicate> Conditions(int depth)
    {
        Gen<DeltaValue?> literal = Gen.Frequency((5, Gen.Long[-5, 5].Select(v => (DeltaValue?)DeltaValue.Long(v))), (1, Gen.Const((DeltaValue?)null)));
        Gen<DeltaPredicate> leaf = Gen.OneOf(
            Gen.Select(Gen.Enum<ComparisonOperator>(), literal, (o, v) => DeltaPredicate.Compare(N, o, v)),
            literal.Array[1, 3].Select(v => (DeltaPredicate)new InPredicate(N, v)),
            Gen.Const((DeltaPredicate)new IsNullPredicate(N)));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<DeltaPredicate> inner = Conditions(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, inner, (a, b) => a.And(b)),
            Gen.Select(inner, inner, (a, b) => a.Or(b)),
            inner.Select(a => a.Not()));
    }

    private static DeltaPredicate OnColumn(DeltaPredicate predicate, ColumnPath column) => predicate switch
    {
        ComparisonPredicate p => p with { Column = column },
        InPredicate p => p with { Column = column },
        IsNullPredicate p => p with { Column = column },
        AndPredicate p => OnColumn(p.Left, column).And(OnColumn(p.Right, column)),
        OrPredicate p => OnColumn(p.Left, column).Or(OnColumn(p.Right, column)),
        NotPredicate p => OnColumn(p.Operand, column).Not(),
        _ => predicate,
    };

    // SQL's meaning of a condition for one row, written down a second time and plainly.
    private static bool? Holds(DeltaPredicate predicate, long? row) => predicate switch
    {
        ComparisonPredicate { Operator: ComparisonOperator.NullSafeEqual } p => row == (long?)p.Value?.Value,
        ComparisonPredicate p => row is null || p.Value is null ? null : p.Operator switch
        {
            ComparisonOperator.Equal => row == (long)p.Value.Value,
            ComparisonOperator.NotEqual => row != (long)p.Value.Value,
            ComparisonOperator.LessThan => row < (long)p.Value.Value,
            ComparisonOperator.LessThanOrEqual => row <= (long)p.Value.Value,
            ComparisonOperator.GreaterThan => row > (long)p.Value.Value,
            _ => row >= (long)p.Value.Value,
        },
        InPredicate p => row is null ? null : p.Values.Any(v => v is not null && (long)v.Value == row) ? true : p.Values.Contains(null) ? null : false,
        IsNullPredicate => row is null,
        AndPredicate p => (Holds(p.Left, row), Holds(p.Right, row)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null },
        OrPredicate p => (Holds(p.Left, row), Holds(p.Right, row)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null },
        NotPredicate p => !Holds(p.Operand, row),
        _ => null,
    };
}
