using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Short forms of the nodes that derived plans are made of.</summary>
internal static class Build
{
    /// <summary>A column by its name as it is, dots included.</summary>
    public static Expression Column(string name) => new UnresolvedAttribute([name]);

    /// <summary>A column by a name as users write it: parts separated by dots, odd ones in back-ticks.</summary>
    public static Expression Parsed(string name) => new UnresolvedAttribute(Parsing.SqlParser.ParseAttributeName(name));

    public static Expression Call(string name, params ReadOnlySpan<Expression> arguments) => new FunctionCall(name, arguments);

    public static Expression Text(string value) => new Literal(DataTypes.String, value);

    public static Expression Number(double value) => new Literal(DataTypes.Double, value);

    public static Expression Cast(Expression value, DataType type, CastMode mode = CastMode.Session) => new Cast(value, type, mode);

    public static Expression Named(Expression value, string name) => new Alias(value, name);

    /// <summary>A number to calculate with: text that is none is null.</summary>
    public static Expression Double(Expression value, DataType type) => Cast(value, DataTypes.Double, type is StringType ? CastMode.Try : CastMode.Session);

    /// <summary>One row of aggregates of all rows.</summary>
    public static Aggregate Total(Relation input, params ReadOnlySpan<Expression> aggregates)
        => new(input, GroupKind.GroupBy, default, ValueArray.Create(aggregates));

    /// <summary>All columns under plain names <c>c0</c>, <c>c1</c> …, so that no name is odd or stands twice.</summary>
    public static Relation Plain(Relation input, int columns) => new ToDF(input, Names(columns));

    public static ValueArray<string> Names(int columns) => Enumerable.Range(0, columns).Select(Name).ToValueArray();

    public static string Name(int column) => FormattableString.Invariant($"c{column}");

    /// <summary>Rows that are given cell by cell as expressions over the single row of the input.</summary>
    /// <param name="input">A relation of one row.</param>
    /// <param name="names">Names of the columns.</param>
    /// <param name="rows">The cells; all of a column have the same type.</param>
    public static Relation Rows(Relation input, ValueArray<string> names, IReadOnlyList<IReadOnlyList<Expression>> rows)
    {
        ValueArray<Expression> structs = rows.Select(cells => (Expression)new FunctionCall(
            ["named_struct"], cells.SelectMany((cell, i) => new[] { Text(Name(i)), cell }).ToValueArray())).ToValueArray();
        Project wide = new(input, [Named(new FunctionCall(["array"], structs), "rows")]);
        return new ToDF(new Project(wide, [Call("inline", Column("rows"))]), names);
    }
}
