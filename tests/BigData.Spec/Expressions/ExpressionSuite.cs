using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Base of the suites of single SQL expressions.</summary>
public abstract class ExpressionSuite(SpecEngine engine) : SpecSuite(engine)
{
    /// <summary>The type and the only value of an expression.</summary>
    /// <param name="all">All values of the suite, of which some are asked at once.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its value.</param>
    protected void AssertValue(TheoryData<string, string, string> all, string expression, string type, string value) => Case(
        () =>
        {
            string[] answered = [.. all.Select(row => row.Data.Item1).Where(e => !Engine.Gaps.ContainsKey(e))];
            Answer answer = Engine.Answers.Find(Spark, GetType(), answered, expression);
            Assert.Equal(type, answer.Type);
            Assert.Equal(value, answer.Value);
        },
        expression);

    /// <summary>The error that an expression gives when it is resolved or computed.</summary>
    protected void AssertMistake(string expression, string errorClass, Type exception) => Case(
        () =>
        {
            SparkException error = Assert.ThrowsAny<SparkException>(() => One(expression).Collect());
            Assert.Equal(errorClass, error.ErrorClass);
            Assert.IsType(exception, error);
        },
        expression);
}
