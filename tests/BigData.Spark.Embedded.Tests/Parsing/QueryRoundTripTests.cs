using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;
using CsCheck;

namespace BigData.Spark.Embedded.Tests.Parsing;

/// <summary>Random queries: what is printed is read back, and no text breaks the parser.</summary>
public sealed class QueryRoundTripTests
{
    private static readonly Gen<string> Name = Pick("a", "b", "Id", "order", "select", "from", "left", "x y", "limit", "values", "on", "lateral", "except");

    private static readonly Gen<Expression> Leaf = Gen.OneOf<Expression>(
        Name.Array[1, 2].Select(p => (Expression)new UnresolvedAttribute(ValueArray.From(p))),
        Gen.Int[-9, 9].Select(n => (Expression)new FunctionCall("+", new UnresolvedAttribute(["n"]), new Literal(DataTypes.Integer, n))),
        Gen.String[0, 4].Where(s => !s.Any(char.IsSurrogate)).Select(s => (Expression)new FunctionCall("==", new UnresolvedAttribute(["s"]), new Literal(DataTypes.String, s))));

    private static readonly Gen<Relation> Any = Gen.Recursive<Relation>((depth, inner) => depth > 3 ? Block(Table, Leaf) : Gen.OneOf(Block(From(inner), Condition(inner)), Outer(inner)));

    private static Gen<Relation> Table => Gen.OneOf<Relation>(
        Name.Array[1, 3].Select(p => (Relation)new ReadTable(ValueArray.From(p), OptionMap.Empty)),
        Name.Select(n => (Relation)new TableFunction("f" + n, [new Literal(DataTypes.Integer, 1)])));

    [Fact]
    public void A_printed_query_is_read_back_to_an_equal_tree() => Any.Sample(
        tree => Assert.Equal(new QueryStatement(tree), SqlParser.ParseStatement(QueryPrinter.Print(tree))), seed: "0000KOIKKeB1", iter: 5_000);

    [Fact]
    public void No_text_makes_the_parser_fail_in_another_way_than_by_an_error()
    {
        Gen<string> text = Pick(
            "SELECT", "a", "1", "'s'", "(", ")", "*", ",", ".", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "JOIN", "LEFT", "ON", "USING (a)", "UNION", "EXCEPT",
            "WITH t AS (", "VALUES", "LATERAL", "VIEW explode(x) e", "OVER", "WINDOW w AS", "ROLLUP(", "GROUPING SETS", "QUALIFY", "AS", "IN", "EXISTS", "DISTINCT", "ALL", "NATURAL",
            "TABLESAMPLE (", "VERSION AS OF", "CREATE TEMP VIEW v", ";", "?", ":p").Array[0, 14].Select(w => "SELECT " + string.Join(' ', w));
        text.Sample(
            t =>
            {
                try
                {
                    _ = SqlParser.ParseStatement(t).ToString();
                }
                catch (Sql.SparkException e)
                {
                    Assert.NotNull(e.ErrorClass);
                }
            },
            seed: "0000KOIKKeB2",
            iter: 20_000);
    }

    [Fact]
    public void Nesting_without_end_is_an_error()
    {
        string text = string.Concat(Enumerable.Repeat("SELECT * FROM (", 20_000));

        Sql.SparkException e = Assert.ThrowsAny<Sql.SparkException>(() => SqlParser.ParseStatement(text));

        Assert.Equal("FAILED_TO_PARSE_TOO_COMPLEX", e.ErrorClass);
    }

    private static Gen<Expression> Condition(Gen<Relation> query) => Gen.OneOf(
        Leaf,
        Gen.Select(query, Leaf).Select((q, v) => (Expression)new SubqueryExpression(SubqueryKind.In, q, [v])),
        query.Select(q => (Expression)new FunctionCall("not", new SubqueryExpression(SubqueryKind.Exists, q, default))),
        Gen.Select(query, Leaf).Select((q, v) => (Expression)new FunctionCall(">", v, new SubqueryExpression(SubqueryKind.Scalar, q, default))));

    private static Gen<Relation> From(Gen<Relation> query) => Gen.OneOf(
        Table,
        query,
        Gen.Select(query, Name).Select((q, n) => (Relation)new SubqueryAlias(q, n, default)),
        Gen.Select(Table, Name, Name).Select((t, n, c) => (Relation)new SubqueryAlias(t is TableFunction f ? f with { ColumnNames = [c] } : new ToDF(t, [c]), n, default)),
        Gen.Select(Table, Table, Pick(Enum.GetValues<JoinKind>()), Leaf).Select((l, r, k, c) => (Relation)new Join(l, r, k, c, default)),
        Gen.Select(Table, Table, Name).Select((l, r, n) => (Relation)new Join(l, r, JoinKind.LeftOuter, null, [n])),
        Gen.Select(Table, query, Name, Leaf).Select((l, q, n, c) => (Relation)new LateralJoin(l, new SubqueryAlias(q, n, default), JoinKind.LeftOuter, c)),
        Gen.Select(Table, Name, Name, Gen.Bool).Select((t, n, c, o) => (Relation)new Generate(t, new FunctionCall("explode", new UnresolvedAttribute([c])), o, n, [c])),
        Gen.Select(Leaf.Array[2], Name).Select((v, n) => (Relation)new SubqueryAlias(
            new InlineTable([new RowValues(ValueArray.From(v)), new RowValues(ValueArray.From(v))], [n, n]), n, default)));

    private static Gen<Relation> Block(Gen<Relation> from, Gen<Expression> condition) => Gen.OneOf(
        Gen.Select(from, Items, condition, Gen.Bool).Select((f, i, c, d) => Distinct(new Project(d ? new Filter(f, c) : f, i), d)),
        Gen.Select(from, Items, Leaf.Array[1, 3], condition, Gen.Int[0, 3]).Select((f, i, k, c, kind) => Grouped(f, i, ValueArray.From(k.Distinct()), c, kind)));

    private static Gen<ValueArray<Expression>> Items => Gen.OneOf(
        Gen.Const<ValueArray<Expression>>([new Star(default) { Except = [["a"], ["t", "b"]] }]),
        Gen.Select(Leaf, Name).Array[1, 3].Select(l => l.Select(p => (Expression)new Alias(p.Item1, p.Item2)).ToValueArray()));

    private static Relation Distinct(Relation block, bool distinct) => distinct ? new Deduplicate(block, default, AllColumns: true) : block;

    private static Relation Grouped(Relation from, ValueArray<Expression> items, ValueArray<Expression> keys, Expression condition, int kind)
    {
        Aggregate groups = new(from, (GroupKind)(kind == 3 ? (int)GroupKind.GroupingSets : kind), keys, items)
        {
            IsSelect = true,
            GroupingSets = kind == 3 ? [new GroupingSet(keys), new GroupingSet([keys[0]]), new GroupingSet(default)] : default,
        };
        return kind == 0 ? new Having(groups, condition) : groups;
    }

    private static Gen<Relation> Outer(Gen<Relation> query) => Gen.OneOf(
        Gen.Select(query, query, Pick(Enum.GetValues<SetOperationKind>()), Gen.Bool).Select((l, r, k, all) => (Relation)new SetOperation(l, r, k, all)),
        Gen.Select(query, Leaf).Select((q, v) => (Relation)new Sort(q, [new SortOrder(v, SortDirection.Descending, NullOrdering.First), new SortOrder(new Ordinal(1), SortDirection.Ascending, NullOrdering.First)])),
        Gen.Select(query, Gen.Int[0, 9]).Select((q, n) => (Relation)new Limit(new Offset(q, n), n)),
        query.Select(q => (Relation)new Limit(new Sort(q, [new SortOrder(new EveryColumn(), SortDirection.Ascending, NullOrdering.Last)]), 3)));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
