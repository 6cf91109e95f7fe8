using System.Globalization;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using SparkWindow = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Pipelines;

internal sealed record UniqueExpectation(IReadOnlyList<string> Keys) : Expectation
{
    public override string Rule => $"unique({string.Join(", ", Keys)})";

    internal override IReadOnlyList<string> Columns => Keys;

    // A struct is counted as one value, so rows with a null take part.
    internal override Column CountFailed() => Count(Lit(1)).Minus(CountDistinct(Struct([.. Keys.Select(Col)])));

    internal override Column IsFailed()
    {
        Column[] keys = [.. Keys.Select(Col)];
        return RowNumber().Over(SparkWindow.PartitionBy(keys).OrderBy(keys)).Gt(1);
    }
}

internal sealed record NotNullExpectation(IReadOnlyList<string> Required) : Expectation
{
    public override string Rule => $"not_null({string.Join(", ", Required)})";

    internal override IReadOnlyList<string> Columns => Required;

    internal override Column CountFailed() => Count(When(IsFailed(), Lit(1)));

    internal override Column IsFailed() => Required.Select(name => Col(name).IsNull()).Aggregate((left, right) => left.Or(right));
}

internal sealed record BetweenExpectation(string Name, object Low, object High) : Expectation
{
    public override string Rule => string.Create(CultureInfo.InvariantCulture, $"between({Name}, {Low}, {High})");

    internal override IReadOnlyList<string> Columns => [Name];

    internal override Column CountFailed() => Count(When(IsFailed(), Lit(1)));

    internal override Column IsFailed() => Coalesce(Col(Name).Lt(Lit(Low)).Or(Col(Name).Gt(Lit(High))), Lit(false));
}
