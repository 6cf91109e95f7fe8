using System.Text.RegularExpressions;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Tests.Errors;

public sealed partial class SparkErrorsTests
{
    public static TheoryData<string> Classes => new(ErrorConditions.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_message_renders_with_all_of_its_parameters(string errorClass)
    {
        ErrorCondition condition = ErrorConditions.Get(errorClass);
        (string, string)[] parameters = [.. Placeholder().Matches(condition.Template).Select(m => m.Groups["name"].Value).Distinct().Select(n => (n, $"value of {n}"))];

        SparkException error = SparkErrors.Create(errorClass, parameters);

        Assert.StartsWith($"[{errorClass}] ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(Placeholder(), error.Message);
        Assert.All(parameters, p => Assert.Contains(p.Item2, error.Message, StringComparison.Ordinal));
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Equal(condition.SqlState, error.SqlState);
        Assert.True(condition.SqlState is null || error.Message.Contains($" SQLSTATE: {condition.SqlState}", StringComparison.Ordinal));
        Assert.Equal(condition.Kind, error.GetType().Name);
        Assert.Contains(condition.Kind, SparkErrors.KindNames);
    }

    [Fact]
    public void Message_is_rendered_as_Spark_does()
    {
        SparkException error = SparkErrors.Create("UNRESOLVED_COLUMN.WITH_SUGGESTION", ("objectName", "`x`"), ("proposal", "`a`, `b`"));

        Assert.Equal(
            "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `x` cannot be resolved. "
            + "Did you mean one of the following? [`a`, `b`]. SQLSTATE: 42703",
            error.Message);
        Assert.IsType<AnalysisException>(error);
        Assert.Equal("`x`", error.MessageParameters["objectName"]);
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_stays_as_it_is()
    {
        SparkException error = SparkErrors.Create("COLUMN_NOT_FOUND", ("colName", "<caseSensitiveConfig>"), ("caseSensitiveConfig", "c"));

        Assert.Contains("<caseSensitiveConfig>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_follows_the_message()
    {
        QueryContext place = new() { Fragment = "1 / 0", Summary = "== SQL ==\n1 / 0" };

        SparkException error = SparkErrors.Create("DIVIDE_BY_ZERO", [place], cause: null, ("config", "\"spark.sql.ansi.enabled\""));

        Assert.EndsWith("SQLSTATE: 22012\n== SQL ==\n1 / 0", error.Message, StringComparison.Ordinal);
        Assert.IsType<SparkArithmeticException>(error);
        Assert.Equal("1 / 0", Assert.Single(error.QueryContext).Fragment);
    }

    [Theory]
    [InlineData("org.apache.spark.sql.catalyst.parser.ParseException,org.apache.spark.sql.AnalysisException", typeof(ParseException))]
    [InlineData("org.apache.spark.sql.catalyst.ExtendedAnalysisException,org.apache.spark.sql.AnalysisException", typeof(AnalysisException))]
    [InlineData("org.apache.spark.SparkArithmeticException,java.lang.ArithmeticException", typeof(SparkArithmeticException))]
    [InlineData("org.apache.spark.SparkDateTimeException,java.time.DateTimeException", typeof(SparkDateTimeException))]
    [InlineData("io.delta.exceptions.ConcurrentAppendException,io.delta.exceptions.DeltaConcurrentModificationException", typeof(DeltaConcurrentModificationException))]
    [InlineData("java.lang.OutOfMemoryError,java.lang.Throwable", typeof(SparkException))]
    public void Exceptions_of_a_server_become_the_kind_of_their_first_known_class(string classes, Type expected)
    {
        SparkException error = SparkErrors.FromServer(
            classes.Split(','), new SparkErrorInfo { Message = "m", ErrorClass = "A.B", SqlState = "42000", ServerStackTrace = "at x" });

        Assert.IsType(expected, error);
        Assert.Equal(("m", "A.B", "42000", "at x"), (error.Message, error.ErrorClass, error.SqlState, error.ServerStackTrace));
    }

    [Fact]
    public void An_error_class_that_is_not_in_the_table_still_names_itself() =>
        Assert.Contains("NO_SUCH_CLASS", SparkErrors.Create("NO_SUCH_CLASS").Message, StringComparison.Ordinal);

    [GeneratedRegex("<(?<name>[A-Za-z0-9_]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
