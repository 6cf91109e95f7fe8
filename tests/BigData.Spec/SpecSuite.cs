using System.Runtime.CompilerServices;
using BigData.Spark.Sql;

namespace BigData.Spec;

/// <summary>Base of the suites: every check states what Spark answers; each engine inherits and must answer the same.</summary>
public abstract class SpecSuite(SpecEngine engine)
{
    /// <summary>The engine under test.</summary>
    protected SpecEngine Engine { get; } = engine;

    /// <summary>The session under test.</summary>
    protected SparkSession Spark => Engine.Spark;

    /// <summary>Runs a case, or asserts its gap when the engine lists one under the case's name.</summary>
    protected void Case(Action check, [CallerMemberName] string name = "")
    {
        _ = Spark;
        if (!Engine.Gaps.TryGetValue(name, out SpecGap? gap))
        {
            check();
            return;
        }

        if (gap.ErrorClass is null)
        {
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(check);
            return;
        }

        AssertGap(name, gap, Record.Exception(check));
    }

    // A check of an error's class fails as an assertion that shows both classes; any other check lets the engine's error through.
    private static void AssertGap(string name, SpecGap gap, Exception? given)
    {
        bool same = given is SparkException error ? error.ErrorClass == gap.ErrorClass
            : given is Xunit.Sdk.XunitException && given.Message.Contains($"\"{gap.ErrorClass}", StringComparison.Ordinal);
        Assert.True(same, $"The gap '{name}' ({gap.Reason}) is not as it is listed: {given?.Message ?? "it answers as Spark does now; delete the gap"}");
    }

    /// <summary>The rows in any order: a schema such as <c>a:int,b:string</c>, and rows such as <c>1 | x</c>.</summary>
    protected static void AssertRows(DataFrame frame, string schema, params string[] rows)
    {
        Assert.Equal(schema, SpecText.Schema(frame.Schema()));
        Assert.Equal(rows.Order(StringComparer.Ordinal), frame.Collect().Select(SpecText.Row).Order(StringComparer.Ordinal));
    }

    /// <summary>The rows in this order.</summary>
    protected static void AssertOrdered(DataFrame frame, string schema, params string[] rows)
    {
        Assert.Equal(schema, SpecText.Schema(frame.Schema()));
        Assert.Equal(rows, frame.Collect().Select(SpecText.Row));
    }

    /// <summary>The error of an action.</summary>
    protected static TException AssertError<TException>(string errorClass, Action action)
        where TException : SparkException
    {
        SparkException error = Assert.ThrowsAny<SparkException>(action);
        Assert.Equal(errorClass, error.ErrorClass);
        return Assert.IsType<TException>(error);
    }

    /// <summary>A frame of one SQL expression list over one row.</summary>
    protected DataFrame One(params string[] expressions) => Spark.Range(1).SelectExpr(expressions);

    /// <summary>A frame of rows given as a list of SQL structs, such as <c>(1, 'a')</c>.</summary>
    protected DataFrame Rows(string schema, params object?[][] rows) =>
        Spark.CreateDataFrame(rows.Select(r => new Row(r)), SpecText.ParseSchema(schema));
}
