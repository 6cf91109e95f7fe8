using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>NULL and three-valued logic.</summary>
public abstract class NullLogicSpec(SpecEngine engine) : ExpressionSuite(engine)
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "null", "void", "NULL" },
        { "null = null", "boolean", "NULL" },
        { "null <=> null", "boolean", "true" },
        { "1 <=> null", "boolean", "false" },
        { "null and false", "boolean", "false" },
        { "null and true", "boolean", "NULL" },
        { "null or true", "boolean", "true" },
        { "null or false", "boolean", "NULL" },
        { "not null", "boolean", "NULL" },
        { "null + 1", "int", "NULL" },
        { "1 in (1, null)", "boolean", "true" },
        { "2 in (1, null)", "boolean", "NULL" },
        { "null in (1, 2)", "boolean", "NULL" },
        { "2 not in (1, null)", "boolean", "NULL" },
        { "null is null", "boolean", "true" },
        { "1 is not null", "boolean", "true" },
        { "coalesce(null, null, 3)", "int", "3" },
        { "if(length('x') = 1, 'short', raise_error('boom'))", "string", "short" },
        { "ifnull(null, 5)", "int", "5" },
        { "nvl(null, 'x')", "string", "x" },
        { "nvl2(null, 1, 2)", "int", "2" },
        { "nullif(1, 1)", "int", "NULL" },
        { "nullif(1, 2)", "int", "1" },
        { "if(null, 1, 2)", "int", "2" },
        { "if(1 > 0, 'y', 'n')", "string", "y" },
        { "case 1 when null then 'a' when 1 then 'b' end", "string", "b" },
        { "case when false then 1 end", "int", "NULL" },
        { "case when 1 = 1 then 1 else 2.5 end", "decimal(11,1)", "1.0" },
        { "null between 1 and 2", "boolean", "NULL" },
        { "2 between 1 and 3", "boolean", "true" },
        { "2 not between 1 and 3", "boolean", "false" },
        { "isnull(null)", "boolean", "true" },
        { "isnotnull(null)", "boolean", "false" },
        { "null like 'a'", "boolean", "NULL" },
        { "concat('a', null)", "string", "NULL" },
        { "greatest(null, null)", "void", "NULL" },
        { "true = 'true'", "boolean", "true" },
        { "1 is distinct from null", "boolean", "true" },
        { "null is not distinct from null", "boolean", "true" },
        { "zeroifnull(null)", "int", "0" },
        { "nullifzero(0)", "int", "NULL" },
        { "equal_null(null, null)", "boolean", "true" },
    };

    public static TheoryData<string, string, Type> Mistakes => new()
    {
        { "case when null then 1 else 2 end", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typeof(AnalysisException) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_expression_gives_the_type_and_value_that_Spark_gives(string expression, string type, string value) =>
        AssertValue(Values, expression, type, value);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_wrong_expression_gives_the_error_that_Spark_gives(string expression, string errorClass, Type exception) =>
        AssertMistake(expression, errorClass, exception);
}
