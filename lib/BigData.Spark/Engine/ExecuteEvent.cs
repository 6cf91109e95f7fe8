using Apache.Arrow;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Engine;

/// <summary>What an engine reports while it executes a plan, in the order of the cases below.</summary>
internal abstract record ExecuteEvent
{
    private protected ExecuteEvent()
    {
    }
}

/// <summary>The schema of the rows; comes before the first batch.</summary>
internal sealed record SchemaEvent(StructType Schema) : ExecuteEvent;

/// <summary>
/// Rows. The receiver owns the batch and disposes it. <paramref name="StartOffset"/> is the number of rows that came before.
/// </summary>
internal sealed record BatchEvent(RecordBatch Batch, long StartOffset) : ExecuteEvent;

/// <summary>The frame that stands for the result of a SQL text: rows already computed, or the query itself.</summary>
internal sealed record SqlRelationEvent(Relation Relation) : ExecuteEvent;

/// <summary>What a command of machine learning answers.</summary>
internal sealed record MlResultEvent(MlCommandResult Result) : ExecuteEvent;

/// <summary>Counters of the operators of the executed plan.</summary>
internal sealed record MetricsEvent(IReadOnlyList<OperatorMetrics> Operators) : ExecuteEvent;

/// <summary>The values of one <c>Observe</c>: <paramref name="Keys"/> name <paramref name="Values"/> by position.</summary>
internal sealed record ObservedEvent(string Name, long PlanId, IReadOnlyList<string> Keys, IReadOnlyList<Expression.Types.Literal> Values)
    : ExecuteEvent;

/// <summary>How far the execution is; may come at any time.</summary>
internal sealed record ProgressEvent(IReadOnlyList<Sql.StageProgress> Stages, long RunningTasks) : ExecuteEvent;

/// <summary>The execution is complete; nothing follows.</summary>
internal sealed record CompleteEvent : ExecuteEvent;

/// <summary>Counters of one operator; <paramref name="Parent"/> is the plan id of the operator above it.</summary>
internal sealed record OperatorMetrics(string Name, long PlanId, long Parent, IReadOnlyDictionary<string, OperatorMetric> Values);

/// <summary>One counter: its type is Spark's (<c>sum</c>, <c>size</c>, <c>timing</c> in milliseconds, <c>nsTiming</c> …).</summary>
internal sealed record OperatorMetric(string Name, long Value, string MetricType);
