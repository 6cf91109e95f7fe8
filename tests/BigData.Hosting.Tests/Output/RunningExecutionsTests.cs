using BigData.Hosting.Output;
using BigData.Spark.Sql;

namespace BigData.Hosting.Tests.Output;

public sealed class RunningExecutionsTests
{
    [Fact]
    public void Executions_that_run_at_once_are_told_together_and_forgotten_when_they_end()
    {
        RunningExecutions running = new();
        Assert.Null(running.Line());

        running.Take(new ExecutionProgress("a", [new StageProgress(1, 40, 40, 2_000_000, Done: true), new StageProgress(2, 1200, 3, 0, Done: false)], 2, IsDone: false));
        running.Take(new ExecutionProgress("b", [new StageProgress(3, 4, 0, 500_000, Done: false)], 1, IsDone: false));
        Assert.Equal("43 of 1,244 tasks done, 3 running, 2.5 MB read", running.Line());

        running.Take(new ExecutionProgress("a", [], 0, IsDone: true));
        running.Take(new ExecutionProgress("b", [new StageProgress(3, 4, 4, 0, Done: true)], 0, IsDone: false));
        Assert.Equal("4 of 4 tasks done, 0 running", running.Line());

        running.Take(new ExecutionProgress("b", [], 0, IsDone: true));
        Assert.Null(running.Line());
    }
}
