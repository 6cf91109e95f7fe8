using BigData.Spark.Embedded.Decoding;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Filter = BigData.Spark.Proto.Filter;
using Join = BigData.Spark.Embedded.Plans.Join;
using Limit = BigData.Spark.Proto.Limit;
using PlanRelation = BigData.Spark.Embedded.Plans.Relation;
using Relation = BigData.Spark.Proto.Relation;

namespace BigData.Spark.Embedded.Tests.Decoding;

public sealed class PlanDecoderTests
{
    private static readonly PlanDecoder Decoder = new();

    public static TheoryData<string> RelationKinds => [.. Cases(Relation.Descriptor, "rel_type")];

    public static TheoryData<string> ExpressionKinds => [.. Cases(Proto.Expression.Descriptor, "expr_type")];

    public static TheoryData<string> CommandKinds => [.. Cases(Command.Descriptor, "command_type")];

    public static TheoryData<string> CatalogKinds => [.. Cases(Proto.Catalog.Descriptor, "cat_type")];

    [Theory]
    [MemberData(nameof(RelationKinds))]
    public void Every_kind_of_relation_is_decoded_or_refused_with_a_class(string kind) => DecodedOrRefused(Filled<Relation>(kind), r => Decoder.Decode(r));

    [Theory]
    [MemberData(nameof(ExpressionKinds))]
    public void Every_kind_of_expression_is_decoded_or_refused_with_a_class(string kind)
        => DecodedOrRefused(Filled<Proto.Expression>(kind), e => Decoder.Decode(e));

    [Theory]
    [MemberData(nameof(CommandKinds))]
    public void Every_kind_of_command_is_decoded_or_refused_with_a_class(string kind) => DecodedOrRefused(Filled<Command>(kind), c => Decoder.Decode(c));

    [Theory]
    [MemberData(nameof(CatalogKinds))]
    public void Every_call_of_the_catalog_is_decoded_or_refused_with_a_class(string kind)
        => DecodedOrRefused(new Relation { Catalog = Filled<Proto.Catalog>(kind) }, r => Decoder.Decode(r));

    [Fact]
    public void A_chain_of_five_hundred_relations_is_decoded()
    {
        Relation relation = new() { Range = new Proto.Range { End = 3, Step = 1 } };
        for (int i = 0; i < 500; i++)
        {
            relation = new Relation
            {
                Common = new RelationCommon { PlanId = i },
                Filter = new Filter { Input = relation, Condition = new Proto.Expression { ExpressionString = new() { Expression = $"id >= {i % 3}" } } },
            };
        }

        PlanRelation tree = Decoder.Decode(relation);

        Assert.Equal(499, tree.PlanId);
        Assert.Equal(501, tree.DescendantsAndSelf().Count(n => n is PlanRelation));
    }

    [Fact]
    public void A_plan_that_is_nested_beyond_all_bounds_is_refused()
    {
        Relation relation = new() { Range = new Proto.Range { End = 3, Step = 1 } };
        for (int i = 0; i < 300_000; i++)
        {
            relation = new Relation { Limit = new Limit { Input = relation, Limit_ = 1 } };
        }

        Assert.Equal("FAILED_TO_PARSE_TOO_COMPLEX", Assert.ThrowsAny<SparkException>(() => Decoder.Decode(relation)).ErrorClass);
    }

    [Fact]
    public void Text_and_messages_give_the_same_tree()
    {
        Proto.Expression attribute = new() { UnresolvedAttribute = new() { UnparsedIdentifier = "a" } };
        Proto.Expression one = new() { Literal = new() { Integer = 1 } };
        Proto.Expression sum = new() { UnresolvedFunction = new() { FunctionName = "+", Arguments = { attribute, one } } };
        Proto.Expression compared = new() { UnresolvedFunction = new() { FunctionName = "==", Arguments = { sum, one } } };
        Proto.Expression negated = new() { UnresolvedFunction = new() { FunctionName = "not", Arguments = { compared } } };

        Assert.Equal(BigData.Spark.Embedded.Parsing.SqlParser.ParseExpression("a + 1 <> 1"), Decoder.Decode(negated));
    }

    [Fact]
    public void Decimals_keep_their_scale()
    {
        Proto.Expression.Types.Literal literal = new() { Decimal = new() { Value = "-12.5", Precision = 10, Scale = 3 } };

        Assert.Equal(new Literal(DataTypes.Decimal(10, 3), (System.Numerics.BigInteger)(-12500)), LiteralDecoder.Decode(literal));
    }

    [Fact]
    public void A_join_with_condition_and_columns_is_refused()
    {
        Relation side = new() { Range = new Proto.Range { End = 1, Step = 1 } };
        Relation join = new()
        {
            Join = new Proto.Join
            {
                Left = side,
                Right = side,
                JoinType = Proto.Join.Types.JoinType.Inner,
                UsingColumns = { "id" },
                JoinCondition = new() { Literal = new() { Boolean = true } },
            },
        };

        Assert.Equal(
            "CONNECT_INVALID_PLAN.USING_COLUMNS_OR_JOIN_CONDITION_SET_IN_JOIN",
            Assert.Throws<SparkException>(() => Decoder.Decode(join)).ErrorClass);
        join.Join.JoinCondition = null;
        Assert.Equal(["id"], Assert.IsType<Join>(Decoder.Decode(join)).Using);
    }

    private static void DecodedOrRefused<T>(T message, Func<T, PlanNode> decode)
    {
        try
        {
            Assert.NotEmpty(decode(message).ToString());
        }
        catch (SparkException e)
        {
            Assert.NotNull(e.ErrorClass);
            Assert.NotEqual("INTERNAL_ERROR", e.ErrorClass);
            Assert.DoesNotContain("not in the table", e.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Cases(MessageDescriptor message, string oneof)
        => message.Oneofs.Single(o => o.Name == oneof).Fields.Select(f => f.Name);

    // The case with every field set: messages one level down, texts, and enums at their first real value.
    private static T Filled<T>(string kind)
        where T : IMessage<T>, new()
    {
        T message = new();
        FieldDescriptor field = message.Descriptor.FindFieldByName(kind);
        field.Accessor.SetValue(message, MessageFiller.Value(field, 0)!);
        return message;
    }
}
