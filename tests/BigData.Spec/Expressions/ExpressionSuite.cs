using BigData.Spark.Sql;

namespace BigData.Spec.Expressions;

/// <summary>Base of the suites of single SQL expressions.</summary>
public abstract class ExpressionSuite(SpecEngine engine) : SpecSuite(engine)
{
    /// <summary>The type and the only value of an expression.</summary>
    protected void AssertValue(string expression, string type, string value) => Case(
        () =>
        {
            DataFrame frame = One(expression);
            Assert.Equal(type, frame.Schema()[0].DataType.SimpleString);
            Assert.Equal(value, SpecText.Value(frame.Collect().Single().Get(0)));
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
