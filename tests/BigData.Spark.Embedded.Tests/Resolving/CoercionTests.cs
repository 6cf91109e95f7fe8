using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Resolving;

/// <summary>The casts that resolving puts into expressions, and the types that come out.</summary>
public sealed class CoercionTests
{
    private readonly TypedTable _table = new();

    private static readonly string[] Expressions =
    [
        "i + l", "b + s", "i + f", "i / 2", "i + m", "m + 1", "m * m", "m / 3", "m + d", "text + 1", "text = i", "text > day", "day = at",
        "i = NULL", "i IN (1L, 2.5)", "CASE WHEN yes THEN i ELSE m END", "coalesce(NULL, i, l)", "if(yes, day, at)", "array(1, 2L, NULL)",
        "concat(text, i)", "day + 1", "day - day", "day + INTERVAL '1' DAY", "at - INTERVAL '1' MONTH", "sum(i)", "sum(m)", "avg(m)",
        "avg(i)", "size(list)", "list[0]", "names['a']", "transform(list, x -> x + 1L)", "CAST(text AS int)", "CAST(m AS tinyint)", "TRY_CAST(text AS date)",
    ];

    [Fact]
    public async Task Operands_meet_in_the_type_of_Spark() => Golden.Match("ansi", await PrintAsync(_table));

    [Fact]
    public async Task Without_ANSI_casts_are_the_lenient_ones() => Golden.Match("legacy", await PrintAsync(new TypedTable(new ResolveOptions { Ansi = false })));

    private static async Task<string> PrintAsync(TypedTable table)
    {
        List<string> lines = [];
        foreach (string expression in Expressions)
        {
            lines.Add($"{expression,-34} {await table.ResolveAsync(expression)}");
        }

        return string.Join('\n', lines);
    }

    [Theory]
    [InlineData("yes + 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("yes = 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("day = 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("list = 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES")]
    [InlineData("NOT i", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("yes AND i", "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE")]
    [InlineData("upper(list)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("sum(yes)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("coalesce(yes, 1)", "DATATYPE_MISMATCH.DATA_DIFF_TYPES")]
    [InlineData("names < names", "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE")]
    [InlineData("names = names", "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE")]
    [InlineData("CAST(day AS int)", "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION")]
    [InlineData("CAST(list AS int)", "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION")]
    [InlineData("no_such(i)", "UNRESOLVED_ROUTINE")]
    [InlineData("upper()", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION")]
    [InlineData("upper(text, text)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION")]
    [InlineData("pair.c", "FIELD_NOT_FOUND")]
    [InlineData("i.c", "INVALID_EXTRACT_BASE_FIELD_TYPE")]
    [InlineData("upper(x -> x)", "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION")]
    public async Task Types_that_do_not_fit_are_refused_with_the_class_of_Spark(string expression, string errorClass)
        => Assert.Equal(errorClass, (await _table.FailsAsync(expression)).ErrorClass);

    [Fact]
    public async Task An_error_points_at_the_place_in_the_text()
    {
        SparkException error = await _table.FailsAsync("i + upper(text, text)");

        QueryContext context = Assert.Single(error.QueryContext);
        Assert.Equal("upper(text, text)", context.Fragment);
        Assert.Equal((4, 20), (context.StartIndex, context.StopIndex));
    }

    [Theory]
    [InlineData("i", false)]
    [InlineData("l", true)]
    [InlineData("i + 1", false)]
    [InlineData("i + l", true)]
    [InlineData("i / 2", true)]
    [InlineData("l IS NULL", false)]
    [InlineData("l <=> 1", false)]
    [InlineData("coalesce(l, 0L)", false)]
    [InlineData("TRY_CAST(i AS tinyint)", true)]
    [InlineData("CAST(i AS tinyint)", false)]
    [InlineData("CAST(i AS string)", false)]
    [InlineData("list[0]", true)]
    [InlineData("sum(i)", true)]
    [InlineData("count(l)", false)]
    [InlineData("CASE WHEN yes THEN 1 END", true)]
    [InlineData("CASE WHEN yes THEN 1 ELSE 2 END", false)]
    [InlineData("get_json_object('{}', '$.a')", true)]
    public async Task Whether_a_value_may_be_null_is_derived_as_Spark_does(string expression, bool isNullable)
        => Assert.Equal(isNullable, (await _table.ResolveAsync(expression)).IsNullable);
}
