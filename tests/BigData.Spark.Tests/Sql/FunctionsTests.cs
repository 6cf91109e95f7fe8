using BigData.Spark.Catalogue;
using BigData.Spark.Sql;
using BigData.Spark.Tests.Catalogue;

namespace BigData.Spark.Tests.Sql;

public sealed class FunctionsTests
{
    [Fact]
    public void Every_member_calls_the_function_of_its_name()
    {
        foreach (FunctionInfo function in FunctionCatalogue.All.Where(f => f.Member != "-"))
        {
            System.Reflection.MethodInfo[] members = [.. typeof(Functions).GetMethods().Where(m => m.Name == FunctionsSource.MemberName(function))];
            Assert.NotEmpty(members);
            IEnumerable<string> called = members.Select(Call).OfType<Column>().Select(c => c.Expression.UnresolvedFunction?.FunctionName ?? "");
            Assert.Contains(function.Name, called);
        }
    }

    [Fact]
    public void Arguments_that_are_left_out_at_the_end_are_not_sent()
    {
        Assert.Single(Functions.ToDate("a").Expression.UnresolvedFunction.Arguments);
        Assert.Equal(2, Functions.ToDate("a", "yyyy").Expression.UnresolvedFunction.Arguments.Count);
    }

    [Fact]
    public void An_argument_before_a_given_one_cannot_be_left_out()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Functions.Lag("a", defaultValue: 0));

        Assert.Contains("lag", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_a_name_for_a_column_and_a_literal_for_a_value()
    {
        Proto.Expression.Types.UnresolvedFunction call = Functions.LPad("a", 5, "a").Expression.UnresolvedFunction;

        Assert.Equal("a", call.Arguments[0].UnresolvedAttribute.UnparsedIdentifier);
        Assert.Equal("a", call.Arguments[2].Literal.String);
    }

    private static object? Call(System.Reflection.MethodInfo member)
    {
        object?[] arguments = [.. member.GetParameters().Select(p => Argument(p.ParameterType))];
        return member.Invoke(null, arguments);
    }

    private static object? Argument(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(ColumnOrName) => (ColumnOrName)"a",
            _ when type == typeof(ColumnOrValue) => (ColumnOrValue)1,
            _ when type == typeof(ColumnOrName[]) => new ColumnOrName[] { "a", "b" },
            _ when type == typeof(ColumnOrValue[]) => new ColumnOrValue[] { 1, 2 },
            _ when type == typeof(IEnumerable<Column>) => new[] { Functions.Col("a") },
            _ when type == typeof(Func<Column, Column>) => (Func<Column, Column>)(x => x),
            _ when type == typeof(Func<Column, Column, Column>) => (Func<Column, Column, Column>)((x, _) => x),
            _ when type == typeof(Func<Column, Column, Column, Column>) => (Func<Column, Column, Column, Column>)((x, _, _) => x),
            _ when type == typeof(BigData.Spark.Sql.Types.DataType) => BigData.Spark.Sql.Types.DataTypes.Long,
            _ when type == typeof(string) => "a",
            _ when type == typeof(Column) => Functions.Col("a"),
            _ => null,
        };
    }
}
