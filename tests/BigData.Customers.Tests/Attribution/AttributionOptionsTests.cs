namespace BigData.Customers.Tests.Attribution;

public sealed class AttributionOptionsTests
{
    [Fact]
    public void All_that_does_not_fit_is_said_at_once()
    {
        var options = new AttributionOptions
        {
            AsOf = new DateOnly(2024, 1, 1),
            WindowsDays = [0, 7],
            Models = [],
            HalfLifeDays = double.NaN,
            FirstShare = 0.8,
            MaximumPathLength = 0,
            TimeZones = new Dictionary<string, string> { ["shop"] = "Mars/Olympus" },
        };
        ArgumentException error = Assert.Throws<ArgumentException>(() => options.Validate("options"));
        Assert.All(
            ["WindowsDays is [0, 7]", "Models is []", "HalfLifeDays is NaN", "FirstShare 0.8 and LastShare 0.4", "MaximumPathLength is 0", "'Mars/Olympus' of source 'shop'"],
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Models_have_the_names_of_the_tables_and_are_read_by_them()
    {
        Assert.Equal(
            ["first_touch", "last_touch", "last_non_direct", "linear", "position_based", "time_decay", "markov", "markov_2", "markov_3", "markov_4", "shapley", "shapley_ordered"],
            AttributionModels.All.Select(model => model.Name()));
        Assert.All(AttributionModels.All, model => Assert.Equal(model, AttributionModels.Parse(model.Name())));
        Assert.Contains("expected one of first_touch", Assert.Throws<FormatException>(() => AttributionModels.Parse("best")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10 * 365, 14, true)]
    [InlineData(10 * 365, 15, false)]
    [InlineData(0, 62, true)]
    [InlineData(2 * 36_500, 20, false)]
    public void Touches_are_packed_into_a_number_while_time_and_label_fit(long days, int labelBits, bool isPacked) =>
        Assert.Equal(isPacked, TouchLayout.For(days * AttributionColumns.MicrosOfDay, labelBits).IsPacked);

    [Fact]
    public void Transforms_are_read_as_they_are_written()
    {
        PathTransform[] all =
        [
            PathTransform.Unique, PathTransform.CollapseRepeats, PathTransform.First, PathTransform.Frequency, PathTransform.Trim(12),
            PathTransform.RemoveIfNotAll("direct"), PathTransform.RemoveIfLastAndNotAll("paid search"),
        ];
        Assert.All(all, transform => Assert.Equal(transform, PathTransform.Parse(transform.ToString())));
        Assert.All(
            ["last", "trim", "trim(0)", "trim(x)", "unique(3)", "remove_if_not_all()"],
            text => Assert.Contains("expected unique, exposure", Assert.Throws<FormatException>(() => PathTransform.Parse(text)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Transforms_refuse_what_they_cannot_do()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PathTransform.Trim(0));
        Assert.Throws<ArgumentException>(() => PathTransform.RemoveIfNotAll(""));
        Assert.Throws<ArgumentNullException>(() => PathTransform.RemoveIfLastAndNotAll(null!));
    }
}
