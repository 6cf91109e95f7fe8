using System.Numerics;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;
using CsCheck;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class RoundTripTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Pick("a", "b1", "_c", "Id", "order", "select", "null", "x y", "a`b", "1x", "ümlaut", "from", "r", "x", "not", "end"),
        Gen.Char['a', 'z'].Array[1, 6].Select(c => "q" + new string(c)));

    private static readonly Gen<Literal> Constant = Gen.OneOf(
        Gen.Int.Select(v => new Literal(DataTypes.Integer, v)),
        Gen.Long.Select(v => new Literal(DataTypes.Long, v)),
        Gen.SByte.Select(v => new Literal(DataTypes.Byte, v)),
        Gen.Short.Select(v => new Literal(DataTypes.Short, v)),
        Gen.Double.Where(double.IsFinite).Select(v => new Literal(DataTypes.Double, v)),
        Gen.Float.Where(float.IsFinite).Select(v => new Literal(DataTypes.Float, v)),
        Gen.String.Where(s => !s.Any(char.IsSurrogate)).Select(v => new Literal(DataTypes.String, v)),
        Gen.Bool.Select(v => new Literal(DataTypes.Boolean, v)),
        Gen.Int[-719_528, 2_932_896].Select(v => new Literal(DataTypes.Date, v)),
        Gen.Long[-62_000_000_000_000_000, 250_000_000_000_000_000].Select(v => new Literal(DataTypes.Timestamp, v)),
        Gen.Long[-62_000_000_000_000_000, 250_000_000_000_000_000].Select(v => new Literal(DataTypes.TimestampNtz, v)),
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000].Select(v => new Literal(new DayTimeIntervalType(), v)),
        Gen.Int.Select(v => new Literal(new YearMonthIntervalType(), v)),
        Gen.Byte.Array[0, 9].Select(v => new Literal(DataTypes.Binary, ValueArray.Create<byte>(v))),
        Gen.Select(Gen.ULong, Gen.Bool, Gen.Int[0, 9]).Select((v, minus, scale) => Exact(minus ? -(BigInteger)v : v, scale)));

    private static readonly string[] Binary = ["+", "-", "*", "/", "%", "div", "&", "|", "^", "<<", ">>", ">>>", "==", "<=>", "<", "<=", ">", ">=", "and", "or", "like", "ilike", "rlike"];

    private static readonly Gen<Expression> Any = Gen.Recursive<Expression>((depth, inner) => depth > 4 ? Leaf : Gen.OneOf(Leaf, Node(inner)));

    private static Gen<Expression> Leaf => Gen.OneOf<Expression>(
        Constant.Select(l => (Expression)l),
        Name.Array[1, 3].Select(p => (Expression)new UnresolvedAttribute(ValueArray.From(p))),
        Gen.Const((Expression)new Literal(DataTypes.Null, null)));

    private static Gen<Expression> Node(Gen<Expression> inner) => Gen.OneOf<Expression>(
        Gen.Select(Pick(Binary), inner, inner).Select((op, l, r) => (Expression)new FunctionCall(op, l, r)),
        Gen.Select(Pick("not", "negative", "positive", "~", "isNull", "isNotNull"), inner).Select((op, v) => (Expression)new FunctionCall(op, v)),
        Gen.Select(Name, inner.Array[0, 3], Gen.Bool).Select((n, a, d) => (Expression)new FunctionCall(["f" + n], ValueArray.From(a)) { IsDistinct = d && a.Length > 0 }),
        inner.Array[2, 4].Select(a => (Expression)new FunctionCall(["in"], ValueArray.From(a))),
        inner.Array[2, 6].Select(a => (Expression)new FunctionCall(["when"], ValueArray.From(a))),
        inner.Array[3].Select(a => (Expression)new FunctionCall(["between"], ValueArray.From(a))),
        Gen.Select(inner, Pick<DataType>(DataTypes.Integer, DataTypes.Decimal(10, 2), new ArrayType(new MapType(DataTypes.String, DataTypes.Date))), Gen.Bool)
            .Select((v, t, isTry) => (Expression)new Cast(v, t, isTry ? CastMode.Try : CastMode.Session)),
        Gen.Select(inner, inner.Where(i => i is not Literal { Value: string })).Select((v, i) => (Expression)new ExtractValue(v, i)),
        Gen.Select(inner, inner, inner).Select(Windowed));

    private static Expression Windowed(Expression argument, Expression key, Expression order) => new Window(
        new FunctionCall("sum", argument) { Filter = key },
        [key],
        [new SortOrder(order, SortDirection.Descending, NullOrdering.First)],
        new WindowFrame(FrameKind.Rows, new FrameBound(FrameBoundKind.Value, new Literal(DataTypes.Integer, -3)), FrameBound.CurrentRow));

    [Fact]
    public void A_printed_expression_is_read_back_to_an_equal_tree()
        => Any.Sample(tree => Assert.Equal(tree, SqlParser.ParseExpression(tree.ToString())), seed: "0000KOIKKeB1", iter: 20_000);

    [Fact]
    public void No_text_makes_the_parser_fail_in_another_way_than_by_an_error()
    {
        Gen<string> text = Pick(
            "a", "1", "'s'", "(", ")", "+", "-", "*", ",", ".", "case", "when", "then", "end", "not", "in", "is", "null", "between", "and", "like",
            "cast(", "as", "int", "interval", "day", "->", "x", "over", "[", "]", "`q`", "1.5", "::", "=>", "filter", "/*", "--", "$", "?", ":", "date").Array[0, 12].Select(w => string.Join(' ', w));
        text.Sample(
            t =>
            {
                try
                {
                    _ = SqlParser.ParseExpression(t).ToString();
                }
                catch (Sql.SparkException e)
                {
                    Assert.NotNull(e.ErrorClass);
                }
            },
            seed: "0000KOIKKeB1",
            iter: 50_000);
    }

    private static Literal Exact(BigInteger unscaled, int scale)
    {
        int digits = BigInteger.Abs(unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        return new Literal(DataTypes.Decimal(Math.Max(digits, Math.Max(1, scale)), scale), unscaled);
    }

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);
}
