namespace BigData.Spark.Sql;

/// <summary>How far an execution is.</summary>
/// <param name="OperationId">The id of the execution, for <see cref="SparkSession.InterruptOperationAsync"/>.</param>
/// <param name="Stages">Its stages as far as they are known; empty when it is done.</param>
/// <param name="RunningTasks">How many tasks run at this moment.</param>
/// <param name="IsDone">Whether the execution is over, well or not; nothing follows for it.</param>
public sealed record ExecutionProgress(string OperationId, IReadOnlyList<StageProgress> Stages, long RunningTasks, bool IsDone);

/// <summary>How far one stage is.</summary>
/// <param name="StageId">The id of the stage.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="CompletedTasks">How many of them are complete.</param>
/// <param name="InputBytesRead">How many bytes it has read from its sources.</param>
/// <param name="Done">Whether it is complete.</param>
public sealed record StageProgress(long StageId, long Tasks, long CompletedTasks, long InputBytesRead, bool Done);
