using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Expressions that are wrong: which class of error they give.</summary>
public abstract class MistakeSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "no_such_column", "UNRESOLVED_COLUMN.WITH_SUGGESTION", typeof(AnalysisException) },
        { "no_such_function(1)", "UNRESOLVED_ROUTINE", typeof(AnalysisException) },
        { "1 +", "PARSE_SYNTAX_ERROR", typeof(ParseException) },
        { "(1 + 2", "PARSE_SYNTAX_ERROR", typeof(ParseException) },
        { "select 1", "PARSE_SYNTAX_ERROR", typeof(ParseException) },
        { "'unclosed", "PARSE_SYNTAX_ERROR", typeof(ParseException) },
        { "cast(1 as nothing)", "UNSUPPORTED_DATATYPE", typeof(ParseException) },
        { "length(1, 2)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "substring()", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "upper(array(1))", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "1 + array(1)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", typeof(AnalysisException) },
        { "true + 1", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", typeof(AnalysisException) },
        { "not 1", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "'a' and true", "CAST_INVALID_INPUT", typeof(SparkRuntimeException) },
        { "if(1, 2, 3)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "case when 1 then 2 end", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "array(1, array(2))", "DATATYPE_MISMATCH.DATA_DIFF_TYPES", typeof(AnalysisException) },
        { "sum(1, 2)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "date_add('x', 1)", "CAST_INVALID_INPUT", typeof(SparkDateTimeException) },
        { "cast(array(1) as int)", "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "cast(1 as date)", "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION", typeof(AnalysisException) },
        { "element_at(1, 1)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "map(1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "named_struct('a')", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "assert_true(false)", "USER_RAISED_EXCEPTION", typeof(SparkRuntimeException) },
        { "raise_error('boom')", "USER_RAISED_EXCEPTION", typeof(SparkRuntimeException) },
        { "if(length('x') > 1, 'long', raise_error('boom'))", "USER_RAISED_EXCEPTION", typeof(SparkRuntimeException) },
        { "sum(sum(1))", "NESTED_AGGREGATE_FUNCTION", typeof(AnalysisException) },
        { "row_number()", "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", typeof(AnalysisException) },
        { "1 in ('a', array(1))", "DATATYPE_MISMATCH.DATA_DIFF_TYPES", typeof(AnalysisException) },
        { "explode(1)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "transform(array(1), x -> y)", "UNRESOLVED_COLUMN.WITH_SUGGESTION", typeof(AnalysisException) },
        { "year('abc')", "CAST_INVALID_INPUT", typeof(SparkDateTimeException) },
        { "a.b.c", "UNRESOLVED_COLUMN.WITH_SUGGESTION", typeof(AnalysisException) },
        { "`a b`", "UNRESOLVED_COLUMN.WITH_SUGGESTION", typeof(AnalysisException) },
        { "1 = array(1)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", typeof(AnalysisException) },
        { "array(1) = map(1, 2)", "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", typeof(AnalysisException) },
        { "abs('a')", "CAST_INVALID_INPUT", typeof(SparkNumberFormatException) },
        { "sqrt(array(1))", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
        { "greatest(1)", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "coalesce()", "WRONG_NUM_ARGS.WITHOUT_SUGGESTION", typeof(AnalysisException) },
        { "lag(1)", "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", typeof(AnalysisException) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_expression_gives_the_error_that_Spark_gives(string expression, string errorClass, Type exception) =>
        AssertMistake(expression, errorClass, exception);
}
