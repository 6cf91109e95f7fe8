using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Hosting.Output;

/// <summary>What the engine says of all executions that run at this moment, as one line.</summary>
internal sealed class RunningExecutions
{
    private const double BytesPerMegabyte = 1_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ExecutionProgress> _running = new(StringComparer.Ordinal);

    public void Take(ExecutionProgress progress)
    {
        lock (_gate)
        {
            if (progress.IsDone)
            {
                _running.Remove(progress.OperationId);
            }
            else
            {
                _running[progress.OperationId] = progress;
            }
        }
    }

    /// <summary>The line, or null while nothing is known.</summary>
    public string? Line()
    {
        lock (_gate)
        {
            StageProgress[] stages = [.. _running.Values.SelectMany(progress => progress.Stages)];
            if (stages.Length == 0)
            {
                return null;
            }

            long read = stages.Sum(stage => stage.InputBytesRead);
            string bytes = read > 0 ? string.Create(CultureInfo.InvariantCulture, $", {read / BytesPerMegabyte:N1} MB read") : string.Empty;
            return $"{Values.Number(stages.Sum(stage => stage.CompletedTasks))} of {Values.Number(stages.Sum(stage => stage.Tasks))} tasks done, "
                + $"{Values.Number(_running.Values.Sum(progress => progress.RunningTasks))} running{bytes}";
        }
    }
}
