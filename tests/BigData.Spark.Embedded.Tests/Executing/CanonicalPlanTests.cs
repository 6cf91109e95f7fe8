using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Executing;

public sealed class CanonicalPlanTests
{
    [Fact]
    public void Frames_built_alike_are_equal_whatever_their_plan_ids()
    {
        Assert.Equal(CanonicalPlan.Of(Above(1, first: 5)), CanonicalPlan.Of(Above(1, first: 40)));
        Assert.NotEqual(CanonicalPlan.Of(Above(1, first: 5)), CanonicalPlan.Of(Above(2, first: 5)));
    }

    [Fact]
    public void A_column_of_another_relation_is_another_plan()
    {
        Relation left = new RangeRelation(0, 3, 1) { PlanId = 1 };
        Relation right = new RangeRelation(0, 3, 1) { PlanId = 2 };
        Join join = new(left, right, JoinKind.Cross, null, default);
        Project ofLeft = new(join, [new UnresolvedAttribute(["id"], PlanId: 1)]);
        Project ofRight = new(join, [new UnresolvedAttribute(["id"], PlanId: 2)]);

        Assert.NotEqual(CanonicalPlan.Of(ofLeft), CanonicalPlan.Of(ofRight));
    }

    private static Filter Above(int limit, long first) => new(
        new RangeRelation(0, 3, 1) { PlanId = first },
        new FunctionCall(">", new UnresolvedAttribute(["id"], PlanId: first), new Literal(Sql.Types.DataTypes.Integer, limit)))
    {
        PlanId = first + 1,
    };
}
