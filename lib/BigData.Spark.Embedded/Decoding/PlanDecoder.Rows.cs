using BigData.Spark.Embedded.Plans;
using RelationCase = BigData.Spark.Proto.Relation.RelTypeOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Relations that choose, order, join or group rows.</summary>
internal sealed partial class PlanDecoder
{
    private Relation? DecodeRows(Proto.Relation relation) => relation.RelTypeCase switch
    {
        RelationCase.Filter => new Filter(Input(relation.Filter.Input, "Filter"), Required(relation.Filter.Condition, "Filter", "condition")),
        RelationCase.Join => Join(relation.Join),
        RelationCase.LateralJoin => new LateralJoin(
            Input(relation.LateralJoin.Left, "LateralJoin"),
            Input(relation.LateralJoin.Right, "LateralJoin"),
            Kind(relation.LateralJoin.JoinType),
            Optional(relation.LateralJoin.JoinCondition)),
        RelationCase.AsOfJoin => AsOf(relation.AsOfJoin),
        RelationCase.SetOp => SetOperation(relation.SetOp),
        RelationCase.Sort => new Sort(
            Input(relation.Sort.Input, "Sort"), Decode(relation.Sort.Order), !relation.Sort.HasIsGlobal || relation.Sort.IsGlobal),
        RelationCase.Limit => new Limit(Input(relation.Limit.Input, "Limit"), relation.Limit.Limit_),
        RelationCase.Offset => new Offset(Input(relation.Offset.Input, "Offset"), relation.Offset.Offset_),
        RelationCase.Tail => new Tail(Input(relation.Tail.Input, "Tail"), relation.Tail.Limit),
        RelationCase.Deduplicate => Deduplicate(relation.Deduplicate),
        RelationCase.Repartition => new Repartition(
            Input(relation.Repartition.Input, "Repartition"),
            relation.Repartition.NumPartitions,
            relation.Repartition.HasShuffle && relation.Repartition.Shuffle,
            default),
        RelationCase.RepartitionByExpression => new Repartition(
            Input(relation.RepartitionByExpression.Input, "RepartitionByExpression"),
            relation.RepartitionByExpression.HasNumPartitions ? relation.RepartitionByExpression.NumPartitions : null,
            Shuffle: true,
            Decode(relation.RepartitionByExpression.PartitionExprs)),
        RelationCase.Sample => Sample(relation.Sample),
        RelationCase.Aggregate => Aggregate(relation.Aggregate),
        _ => null,
    };

    private Join Join(Proto.Join join)
    {
        if (join.JoinCondition is not null && join.UsingColumns.Count > 0)
        {
            throw DecodeErrors.Invalid("USING_COLUMNS_OR_JOIN_CONDITION_SET_IN_JOIN");
        }

        if (join.JoinDataType is not null)
        {
            throw DecodeErrors.Unsupported(
                "RELATION", "JoinWith", "Joins of typed datasets are for Scala clients.", "Use Join.");
        }

        return new Join(
            Input(join.Left, "Join"), Input(join.Right, "Join"), Kind(join.JoinType), Optional(join.JoinCondition), join.UsingColumns.ToValueArray());
    }

    private static JoinKind Kind(Proto.Join.Types.JoinType type) => type switch
    {
        Proto.Join.Types.JoinType.Inner => JoinKind.Inner,
        Proto.Join.Types.JoinType.FullOuter => JoinKind.FullOuter,
        Proto.Join.Types.JoinType.LeftOuter => JoinKind.LeftOuter,
        Proto.Join.Types.JoinType.RightOuter => JoinKind.RightOuter,
        Proto.Join.Types.JoinType.LeftAnti => JoinKind.LeftAnti,
        Proto.Join.Types.JoinType.LeftSemi => JoinKind.LeftSemi,
        Proto.Join.Types.JoinType.Cross => JoinKind.Cross,
        _ => throw DecodeErrors.BadEnum("Join.JoinType", type),
    };

    private AsOfJoin AsOf(Proto.AsOfJoin join) => new(
        Input(join.Left, "AsOfJoin"),
        Input(join.Right, "AsOfJoin"),
        Required(join.LeftAsOf, "AsOfJoin", "left_as_of"),
        Required(join.RightAsOf, "AsOfJoin", "right_as_of"))
    {
        Condition = Optional(join.JoinExpr),
        Using = join.UsingColumns.ToValueArray(),
        Kind = join.JoinType.ToUpperInvariant() switch
        {
            "INNER" => JoinKind.Inner,
            "LEFT" or "LEFTOUTER" or "LEFT_OUTER" => JoinKind.LeftOuter,
            _ => throw DecodeErrors.Unsupported(
                "RELATION", $"as-of join '{join.JoinType}'", "Only inner and left exist.", "Use 'inner' or 'left'."),
        },
        Tolerance = Optional(join.Tolerance),
        AllowExactMatches = join.AllowExactMatches,
        Direction = join.Direction,
    };

    private SetOperation SetOperation(Proto.SetOperation operation)
    {
        if (operation.LeftInput is null || operation.RightInput is null)
        {
            throw DecodeErrors.Invalid("SET_OPERATION_MUST_HAVE_TWO_INPUTS");
        }

        SetOperationKind kind = operation.SetOpType switch
        {
            Proto.SetOperation.Types.SetOpType.Union => SetOperationKind.Union,
            Proto.SetOperation.Types.SetOpType.Intersect => SetOperationKind.Intersect,
            Proto.SetOperation.Types.SetOpType.Except => SetOperationKind.Except,
            _ => throw DecodeErrors.BadEnum("SetOperation.SetOpType", operation.SetOpType),
        };
        if (kind != SetOperationKind.Union && operation.ByName)
        {
            throw DecodeErrors.Invalid(
                kind == SetOperationKind.Except ? "EXCEPT_DOES_NOT_SUPPORT_UNION_BY_NAME" : "INTERSECT_DOES_NOT_SUPPORT_UNION_BY_NAME");
        }

        if (operation.AllowMissingColumns && !operation.ByName)
        {
            throw DecodeErrors.Invalid("UNION_BY_NAME_ALLOW_MISSING_COL_REQUIRES_BY_NAME");
        }

        return new SetOperation(
            Decode(operation.LeftInput), Decode(operation.RightInput), kind, operation.HasIsAll ? operation.IsAll : kind == SetOperationKind.Union)
        {
            ByName = operation.ByName,
            AllowMissingColumns = operation.AllowMissingColumns,
        };
    }

    private Deduplicate Deduplicate(Proto.Deduplicate rows)
    {
        if (rows.Input is null)
        {
            throw DecodeErrors.Invalid("DEDUPLICATE_NEEDS_INPUT");
        }

        if (rows.AllColumnsAsKeys == rows.ColumnNames.Count > 0)
        {
            throw DecodeErrors.Invalid(
                rows.AllColumnsAsKeys ? "DEDUPLICATE_ALL_COLUMNS_AND_SUBSET" : "DEDUPLICATE_REQUIRES_COLUMNS_OR_ALL");
        }

        return rows.WithinWatermark
            ? throw DecodeErrors.UnsupportedRelation("DropDuplicatesWithinWatermark")
            : new Deduplicate(Decode(rows.Input), rows.ColumnNames.ToValueArray(), rows.AllColumnsAsKeys);
    }

    private Sample Sample(Proto.Sample sample) => new(
        Input(sample.Input, "Sample"),
        sample.LowerBound,
        sample.UpperBound,
        sample.HasWithReplacement && sample.WithReplacement,
        sample.HasSeed ? sample.Seed : null)
    {
        DeterministicOrder = sample.DeterministicOrder,
    };

    private Aggregate Aggregate(Proto.Aggregate aggregate)
    {
        if (aggregate.Input is null)
        {
            throw DecodeErrors.Invalid("AGGREGATE_NEEDS_PLAN_INPUT");
        }

        GroupKind kind = aggregate.GroupType switch
        {
            Proto.Aggregate.Types.GroupType.Groupby => GroupKind.GroupBy,
            Proto.Aggregate.Types.GroupType.Rollup => GroupKind.Rollup,
            Proto.Aggregate.Types.GroupType.Cube => GroupKind.Cube,
            Proto.Aggregate.Types.GroupType.Pivot => GroupKind.Pivot,
            Proto.Aggregate.Types.GroupType.GroupingSets => GroupKind.GroupingSets,
            _ => throw DecodeErrors.BadEnum("Aggregate.GroupType", aggregate.GroupType),
        };
        if (kind == GroupKind.Pivot && aggregate.Pivot is null)
        {
            throw DecodeErrors.Invalid("AGGREGATE_WITH_PIVOT_REQUIRES_PIVOT");
        }

        return new Aggregate(
            Decode(aggregate.Input), kind, Decode(aggregate.GroupingExpressions), Decode(aggregate.AggregateExpressions))
        {
            Pivot = kind == GroupKind.Pivot ? Pivot(aggregate.Pivot) : null,
            GroupingSets = aggregate.GroupingSets.Select(s => new GroupingSet(Decode(s.GroupingSet))).ToValueArray(),
        };
    }

    private Pivot Pivot(Proto.Aggregate.Types.Pivot pivot) => new(
        Required(pivot.Col, "Aggregate.Pivot", "col"), pivot.Values.Select(v => (Expression)LiteralDecoder.Decode(v)).ToValueArray());
}
