using BigData.Spark.Plans;
using BigData.Spark.Proto;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <content>Transformations of rows.</content>
public sealed partial class DataFrame
{
    private const double WholeRange = 1.0;

    /// <summary>The rows for which a condition is true; NULL is not true.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Filter(Column condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Next(new Relation { Filter = new() { Input = Relation, Condition = condition.Expression } });
    }

    /// <summary>The rows for which a condition is true; NULL is not true.</summary>
    /// <param name="conditionExpr">A SQL expression such as <c>price &gt; 2</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Filter(string conditionExpr) => Filter(new Column(PlanExpressions.Text(conditionExpr)));

    /// <summary>The rows for which a condition is true; NULL is not true.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Where(Column condition) => Filter(condition);

    /// <summary>The rows for which a condition is true; NULL is not true.</summary>
    /// <param name="conditionExpr">A SQL expression such as <c>price &gt; 2</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Where(string conditionExpr) => Filter(conditionExpr);

    /// <summary>The rows in order; ascending with NULL first unless a column says otherwise.</summary>
    /// <param name="columns">Columns, such as <c>Col("a").Desc()</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame OrderBy(params Column[] columns) => Sorted(columns, isGlobal: true);

    /// <summary>The rows in ascending order with NULL first.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame OrderBy(string column, params string[] columns) => OrderBy([.. Named(column, columns)]);

    /// <summary>The rows in order; ascending with NULL first unless a column says otherwise.</summary>
    /// <param name="columns">Columns, such as <c>Col("a").Desc()</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Sort(params Column[] columns) => OrderBy(columns);

    /// <summary>The rows in ascending order with NULL first.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Sort(string column, params string[] columns) => OrderBy(column, columns);

    /// <summary>Each partition's rows in order.</summary>
    /// <param name="columns">Columns, such as <c>Col("a").Desc()</c>.</param>
    /// <returns>A new frame.</returns>
    public DataFrame SortWithinPartitions(params Column[] columns) => Sorted(columns, isGlobal: false);

    /// <summary>Each partition's rows in ascending order.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame SortWithinPartitions(string column, params string[] columns) => SortWithinPartitions([.. Named(column, columns)]);

    /// <summary>Some of the rows: the first ones if the frame is ordered.</summary>
    /// <param name="n">How many at most.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Limit(int n) => Next(new Relation { Limit = new() { Input = Relation, Limit_ = n } });

    /// <summary>The rows without the first ones.</summary>
    /// <param name="n">How many are left out.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Offset(int n) => Next(new Relation { Offset = new() { Input = Relation, Offset_ = n } });

    /// <summary>Each different row once.</summary>
    /// <returns>A new frame.</returns>
    public DataFrame Distinct() => Next(new Relation { Deduplicate = new() { Input = Relation, AllColumnsAsKeys = true } });

    /// <summary>Each different row once.</summary>
    /// <returns>A new frame.</returns>
    public DataFrame DropDuplicates() => Distinct();

    /// <summary>One row for each different combination of some columns; which one is not told.</summary>
    /// <param name="column">The first name.</param>
    /// <param name="columns">More names.</param>
    /// <returns>A new frame.</returns>
    public DataFrame DropDuplicates(string column, params string[] columns) =>
        Next(new Relation { Deduplicate = new() { Input = Relation, ColumnNames = { column, columns } } });

    /// <summary>The rows of both, matched by position, with duplicates.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Union(DataFrame other) => SetOperation(other, Proto.SetOperation.Types.SetOpType.Union, isAll: true);

    /// <summary>The rows of both, matched by position, with duplicates.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame UnionAll(DataFrame other) => Union(other);

    /// <summary>The rows of both, matched by the names of the columns, with duplicates.</summary>
    /// <param name="other">The other frame.</param>
    /// <param name="allowMissingColumns">Whether a column that one lacks is NULL there; else it is an error.</param>
    /// <returns>A new frame.</returns>
    public DataFrame UnionByName(DataFrame other, bool allowMissingColumns = false)
    {
        SetOperation operation = Operation(other, Proto.SetOperation.Types.SetOpType.Union, isAll: true);
        operation.ByName = true;
        operation.AllowMissingColumns = allowMissingColumns;
        return Next(new Relation { SetOp = operation });
    }

    /// <summary>The different rows that both have.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Intersect(DataFrame other) => SetOperation(other, Proto.SetOperation.Types.SetOpType.Intersect, isAll: false);

    /// <summary>The rows that both have, as often as both have them.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame IntersectAll(DataFrame other) => SetOperation(other, Proto.SetOperation.Types.SetOpType.Intersect, isAll: true);

    /// <summary>The different rows that the other frame does not have.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Except(DataFrame other) => SetOperation(other, Proto.SetOperation.Types.SetOpType.Except, isAll: false);

    /// <summary>The rows that this frame has more often than the other.</summary>
    /// <param name="other">The other frame.</param>
    /// <returns>A new frame.</returns>
    public DataFrame ExceptAll(DataFrame other) => SetOperation(other, Proto.SetOperation.Types.SetOpType.Except, isAll: true);

    /// <summary>A random part of the rows.</summary>
    /// <param name="fraction">The expected part, 0 to 1.</param>
    /// <param name="withReplacement">Whether a row may come twice.</param>
    /// <param name="seed">The seed; the same one gives the same rows on the same engine and data.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Sample(double fraction, bool withReplacement = false, long seed = 0) => Next(new Relation
    {
        Sample = new() { Input = Relation, LowerBound = 0, UpperBound = fraction, WithReplacement = withReplacement, Seed = seed },
    });

    /// <summary>Splits the rows at random.</summary>
    /// <param name="weights">The expected parts, in any unit.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>One frame per weight; each row is in exactly one.</returns>
    public IReadOnlyList<DataFrame> RandomSplit(IReadOnlyList<double> weights, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double total = weights.Sum();
        if (weights.Count == 0 || !(total > 0) || weights.Any(w => w < 0))
        {
            throw new ArgumentException("Weights must be positive; there must be at least one.", nameof(weights));
        }

        List<DataFrame> parts = [];
        double lower = 0;
        double sum = 0;
        for (int i = 0; i < weights.Count; i++)
        {
            sum += weights[i];
            double upper = i == weights.Count - 1 ? WholeRange : sum / total;
            Sample sample = new()
            {
                Input = Relation,
                LowerBound = lower,
                UpperBound = upper,
                WithReplacement = false,
                Seed = seed,
                DeterministicOrder = true,
            };
            parts.Add(Next(new Relation { Sample = sample }));
            lower = upper;
        }

        return parts;
    }

    /// <summary>A hint to the engine, such as <c>broadcast</c>.</summary>
    /// <param name="name">The hint; one that the engine does not know is left out.</param>
    /// <param name="parameters">Values or columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Hint(string name, params object?[] parameters) => Next(new Relation
    {
        Hint = new() { Input = Relation, Name = name, Parameters = { parameters.Select(PlanExpressions.Value) } },
    });

    /// <summary>The rows in another count of partitions, shuffled.</summary>
    /// <param name="numPartitions">The count.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Repartition(int numPartitions) => Next(new Relation
    {
        Repartition = new() { Input = Relation, NumPartitions = numPartitions, Shuffle = true },
    });

    /// <summary>The rows in partitions by columns: equal values share one.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Repartition(params Column[] columns) => ByExpression(null, columns);

    /// <summary>The rows in partitions by columns: equal values share one.</summary>
    /// <param name="numPartitions">The count.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Repartition(int numPartitions, params Column[] columns) => ByExpression(numPartitions, columns);

    /// <summary>The rows in partitions by ranges of columns.</summary>
    /// <param name="numPartitions">The count.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame RepartitionByRange(int numPartitions, params Column[] columns) => ByExpression(
        numPartitions, [.. columns.Select(c => new Column(new Expression { SortOrder = PlanExpressions.Order(c.Expression) }))]);

    /// <summary>The rows in fewer partitions, without a shuffle.</summary>
    /// <param name="numPartitions">The count.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Coalesce(int numPartitions) => Next(new Relation
    {
        Repartition = new() { Input = Relation, NumPartitions = numPartitions, Shuffle = false },
    });

    /// <summary>Computes aggregates of the rows that pass here while the frame runs for another purpose.</summary>
    /// <param name="observation">Receives the values after the first action; serves one frame.</param>
    /// <param name="expression">The first aggregate, under an alias.</param>
    /// <param name="expressions">More aggregates.</param>
    /// <returns>A new frame with the same rows.</returns>
    public DataFrame Observe(Observation observation, Column expression, params Column[] expressions)
    {
        ArgumentNullException.ThrowIfNull(observation);
        observation.Claim();
        DataFrame frame = Observe(observation.Name, expression, expressions);
        SparkSession.Engine.Observe(frame.Relation.Common.PlanId, observation);
        return frame;
    }

    /// <summary>Computes aggregates of the rows that pass here; they appear in the engine's own metrics.</summary>
    /// <param name="name">The name of the metrics.</param>
    /// <param name="expression">The first aggregate, under an alias.</param>
    /// <param name="expressions">More aggregates.</param>
    /// <returns>A new frame with the same rows.</returns>
    public DataFrame Observe(string name, Column expression, params Column[] expressions)
    {
        ArgumentNullException.ThrowIfNull(expression);
        CollectMetrics metrics = new() { Input = Relation, Name = name };
        metrics.Metrics.Add(expressions.Prepend(expression).Select(e => e.Expression));
        return Next(new Relation { CollectMetrics = metrics });
    }

    private DataFrame Sorted(Column[] columns, bool isGlobal) => Next(new Relation
    {
        Sort = new() { Input = Relation, Order = { columns.Select(c => PlanExpressions.Order(c.Expression)) }, IsGlobal = isGlobal },
    });

    private DataFrame ByExpression(int? numPartitions, Column[] columns)
    {
        RepartitionByExpression repartition = new() { Input = Relation, PartitionExprs = { columns.Select(c => c.Expression) } };
        if (numPartitions is { } n)
        {
            repartition.NumPartitions = n;
        }

        return Next(new Relation { RepartitionByExpression = repartition });
    }

    private DataFrame SetOperation(DataFrame other, SetOperation.Types.SetOpType type, bool isAll) =>
        Next(new Relation { SetOp = Operation(other, type, isAll) });

    private SetOperation Operation(DataFrame other, SetOperation.Types.SetOpType type, bool isAll)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SetOperation { LeftInput = Relation, RightInput = other.Relation, SetOpType = type, IsAll = isAll };
    }
}
