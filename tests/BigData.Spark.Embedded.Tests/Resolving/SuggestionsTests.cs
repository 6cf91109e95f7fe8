using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Tests.Resolving;

public sealed class SuggestionsTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "ab", 2)]
    [InlineData("ab", "ba", 2)]
    public void Likeness_is_the_number_of_edits(string a, string b, int edits) => Assert.Equal(edits, Suggestions.Distance(a, b));

    [Fact]
    public void The_most_alike_name_comes_first_then_the_others()
        => Assert.Equal(["`amount`", "`mount`", "`no`", "`id`"], Suggestions.Order("`amont`", 1, [["id"], ["no"], ["amount"], ["mount"]]));

    [Fact]
    public void A_qualifier_that_all_share_is_left_out()
        => Assert.Equal(["`ab`", "`zz`"], Suggestions.Order("`aa`", 1, [["cat", "s", "t", "zz"], ["cat", "s", "t", "ab"]]));

    [Fact]
    public void Qualifiers_that_differ_are_shown()
        => Assert.Equal(["`t`.`id`", "`u`.`id`"], Suggestions.Order("`idd`", 1, [["t", "id"], ["u", "id"]]));
}
