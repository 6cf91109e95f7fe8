using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Wrong queries: class, parameters and suggestions of the errors.</summary>
public abstract class MistakeFrameSpec(SpecEngine engine) : SpecSuite(engine)
{
    private DataFrame Sample => Rows("customer_id:int;country:string", [1, "UK"]);

    [Fact]
    public void An_unknown_column_comes_with_suggestions() => Case(() =>
    {
        AnalysisException error = AssertError<AnalysisException>(
            "UNRESOLVED_COLUMN.WITH_SUGGESTION", () => Sample.Select("customer").Collect());
        Assert.Equal("42703", error.SqlState);
        Assert.Equal("`customer`", error.MessageParameters["objectName"]);
        Assert.Equal("`customer_id`, `country`", error.MessageParameters["proposal"]);
        Assert.Contains("[UNRESOLVED_COLUMN.WITH_SUGGESTION]", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void An_unknown_column_is_found_when_the_schema_is_asked() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_COLUMN.WITH_SUGGESTION", () => Sample.Where("nation = 'UK'").Schema()));

    [Fact]
    public void An_unknown_column_without_any_column_has_no_suggestion() => Case(() => AssertError<AnalysisException>(
        "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", () => Spark.Range(1).Drop("id").Select("x").Collect()));

    [Fact]
    public void An_unknown_table_is_named() => Case(() =>
    {
        AnalysisException error = AssertError<AnalysisException>("TABLE_OR_VIEW_NOT_FOUND", () => Spark.Table("no_such_table").Collect());
        Assert.Equal("`no_such_table`", error.MessageParameters["relationName"]);
    });

    [Fact]
    public void A_text_that_does_not_parse_says_where() => Case(() =>
    {
        ParseException error = AssertError<ParseException>("PARSE_SYNTAX_ERROR", () => Sample.Where("customer_id > > 1").Collect());
        Assert.Equal("'>'", error.MessageParameters["error"]);
    });

    [Fact]
    public void A_filter_that_is_not_boolean_is_an_error() => Case(() => AssertError<AnalysisException>(
        "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", () => Sample.Where(Lit(1)).Collect()));

    [Fact]
    public void A_division_by_zero_is_found_while_rows_are_computed() => Case(() =>
    {
        SparkArithmeticException error = AssertError<SparkArithmeticException>(
            "DIVIDE_BY_ZERO", () => Sample.Select(Lit(1) / (Col("customer_id") - 1)).Collect());
        Assert.Equal("22012", error.SqlState);
    });

    [Fact]
    public void A_bad_cast_is_found_while_rows_are_computed() => Case(() =>
    {
        SparkNumberFormatException error = AssertError<SparkNumberFormatException>(
            "CAST_INVALID_INPUT", () => Sample.Select(Col("country").Cast("int")).Collect());
        Assert.Equal("'UK'", error.MessageParameters["expression"]);
    });

    [Fact]
    public void The_same_name_twice_in_a_new_table_is_an_error() => Case(() => AssertError<AnalysisException>(
        "COLUMN_ALREADY_EXISTS", () => Sample.Select(Col("country"), Col("country")).Write().Parquet(Engine.NewPath("t"))));

    [Fact]
    public void A_path_that_does_not_exist_is_an_error() => Case(() => AssertError<AnalysisException>(
        "PATH_NOT_FOUND", () => Spark.Read().Csv(Engine.NewPath("missing")).Collect()));

    [Fact]
    public void A_folder_that_exists_is_not_written_over_by_default() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Sample.Write().Parquet(path);
        AssertError<AnalysisException>("PATH_ALREADY_EXISTS", () => Sample.Write().Parquet(path));
    });

    [Fact]
    public void An_unknown_format_is_an_error() => Case(() => AssertError<SparkException>(
        "DATA_SOURCE_NOT_FOUND", () => Spark.Read().Format("nosuchformat").Load("/tmp").Collect()));

    [Fact]
    public void Names_of_the_wrong_count_are_an_error() => Case(() => AssertError<AnalysisException>(
        "ASSIGNMENT_ARITY_MISMATCH", () => Sample.ToDF("only_one").Collect()));
}
