using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Spark.Tests.Engine;
using StorageLevel = BigData.Spark.Sql.StorageLevel;
using StructType = BigData.Spark.Sql.Types.StructType;

namespace BigData.Spark.Tests.Sql;

public sealed class DataFrameActionTests : IDisposable
{
    private static readonly StructType Schema = new(
        new StructField("id", DataTypes.Long), new StructField("name", DataTypes.String));

    private readonly StringWriter _output = new();
    private readonly FakeBackend _backend;
    private readonly SparkSession _spark;

    public DataFrameActionTests() => _spark = FakeBackend.Session(out _backend, _output);

    public void Dispose()
    {
        _spark.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void Collect_gives_the_rows_of_all_batches()
    {
        Answer([.. FakeBackend.Rows(Schema, [1L, "a"], [2L, null]), .. FakeBackend.Rows(Schema, [3L, "c"]).Skip(1)]);

        IReadOnlyList<Row> rows = _spark.Table("t").Collect();

        Assert.Equal([new Row(1L, "a"), new Row(2L, null), new Row(3L, "c")], rows);
        Assert.Equal("a", rows[0]["name"]);
        Assert.Empty(_backend.Interrupted);
    }

    [Fact]
    public async Task Collect_as_records_maps_columns_by_name()
    {
        Answer(FakeBackend.Rows(Schema, [1L, "a"]));

        IReadOnlyList<Named> records = await _spark.Table("t").CollectAsync<Named>();

        Assert.Equal(new Named("a", 1), Assert.Single(records));
    }

    [Fact]
    public void Count_is_an_aggregate_of_all_rows()
    {
        Answer(FakeBackend.Rows(new StructType(new StructField("count", DataTypes.Long)), [42L]));

        Assert.Equal(42, _spark.Table("t").Count());
        Aggregate aggregate = _backend.LastPlan.Root.Limit.Input.Aggregate;
        Assert.Equal((0, Aggregate.Types.GroupType.Groupby), (aggregate.GroupingExpressions.Count, aggregate.GroupType));
    }

    [Fact]
    public void First_of_no_rows_says_so_and_Head_gives_null()
    {
        Answer(FakeBackend.Rows(Schema));

        Assert.Throws<InvalidOperationException>(() => _spark.Table("t").First());
        Assert.Null(_spark.Table("t").Head());
        Assert.True(_spark.Table("t").IsEmpty());
        Assert.Equal(1, _backend.LastPlan.Root.Limit.Limit_);
    }

    [Fact]
    public void Show_writes_the_engines_table_to_the_sessions_output()
    {
        Answer(FakeBackend.Rows(new StructType(new StructField("show_string", DataTypes.String)), ["+--+\n|id|\n+--+\n"]));

        _spark.Table("t").Show(5, truncate: 0, vertical: true);

        ShowString show = _backend.LastPlan.Root.ShowString;
        Assert.Equal((5, 0, true), (show.NumRows, show.Truncate, show.Vertical));
        Assert.Equal("+--+\n|id|\n+--+\n" + Environment.NewLine, _output.ToString());
    }

    [Fact]
    public void Schema_is_asked_for_once()
    {
        AnswerSchema(Schema);
        DataFrame frame = _spark.Table("t");

        Assert.Equal(Schema, frame.Schema());
        Assert.Equal(["id", "name"], frame.Columns());
        Assert.Equal([("id", "bigint"), ("name", "string")], frame.Dtypes());
        frame.PrintSchema();

        Assert.Single(_backend.Analyzed);
        Assert.StartsWith("root\n |-- id: long (nullable = true)\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_asks_for_the_mode_and_writes_the_plan()
    {
        _backend.OnAnalyze = _ => new AnalyzePlanResponse { Explain = new() { ExplainString = "== Physical Plan ==" } };

        _spark.Table("t").Explain("formatted");

        Assert.Equal("Formatted", Assert.Single(_backend.Analyzed).Explain.ExplainMode.ToString());
        Assert.Equal("== Physical Plan ==" + Environment.NewLine, _output.ToString());
        Assert.Throws<ArgumentException>(() => _spark.Table("t").Explain("backwards"));
    }

    [Fact]
    public async Task A_cancelled_action_interrupts_its_own_operation()
    {
        using CancellationTokenSource source = new();
        _backend.OnExecute = (_, token) => Endless(source, token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _spark.Table("t").CollectAsync(source.Token));

        InterruptScope.ByOperation scope = Assert.IsType<InterruptScope.ByOperation>(Assert.Single(_backend.Interrupted));
        Assert.Equal(_backend.Executed[0].Options.OperationId, scope.OperationId);
    }

    [Fact]
    public void Leaving_the_loop_interrupts_the_operation()
    {
        Answer([.. FakeBackend.Rows(Schema, [1L, "a"], [2L, "b"])]);

        Assert.Equal(new Row(1L, "a"), _spark.Table("t").ToLocalIterator().First());

        Assert.IsType<InterruptScope.ByOperation>(Assert.Single(_backend.Interrupted));
    }

    [Fact]
    public void An_error_of_the_engine_reaches_the_caller_as_it_is()
    {
        _backend.OnExecute = (_, _) => Failing();

        SparkArithmeticException error = Assert.Throws<SparkArithmeticException>(() => _spark.Table("t").Collect());

        Assert.Equal("DIVIDE_BY_ZERO", error.ErrorClass);
    }

    [Fact]
    public async Task Batches_are_given_to_the_caller()
    {
        Answer([.. FakeBackend.Rows(Schema, [1L, "a"])]);
        int rows = 0;
        await foreach (RecordBatch batch in _spark.Table("t").ToArrowAsync())
        {
            rows += batch.Length;
            batch.Dispose();
        }

        Assert.Equal(1, rows);
    }

    [Fact]
    public async Task Observed_values_reach_their_observation()
    {
        Observation observation = new("m");
        DataFrame frame = _spark.Table("t").Observe(observation, Functions.Count("*").Alias("rows"));
        long planId = frame.Relation.Common.PlanId;
        Answer([.. FakeBackend.Rows(Schema), new ObservedEvent("m", planId, ["rows"], [Literals.Of(7L)])]);

        frame.Collect();

        Assert.Equal(7L, (await observation.GetAsync(TestContext.Current.CancellationToken))["rows"]);
        Assert.Throws<InvalidOperationException>(() => _spark.Table("u").Observe(observation, Functions.Count("*").Alias("rows")));
    }

    [Fact]
    public void Persist_and_Unpersist_are_told_to_the_engine()
    {
        DataFrame frame = _spark.Table("t");

        Assert.Same(frame, frame.Persist());
        Assert.Same(frame, frame.Unpersist(blocking: true));

        Assert.Equal(StorageLevel.MemoryAndDisk, StorageLevel.FromProto(_backend.Analyzed[0].Persist.StorageLevel));
        Assert.Same(frame.Relation, _backend.Analyzed[0].Persist.Relation);
        Assert.True(_backend.Analyzed[1].Unpersist.Blocking);
    }

    [Fact]
    public void A_sync_action_does_not_wait_for_the_callers_context()
    {
        Answer([.. FakeBackend.Rows(Schema, [1L, "a"])]);
        SynchronizationContext? before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            Assert.Single(_spark.Table("t").Collect());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Answer(IEnumerable<ExecuteEvent> events) => _backend.OnExecute = (_, _) => FakeBackend.Events(events);

    private void AnswerSchema(StructType schema) =>
        _backend.OnAnalyze = _ => new AnalyzePlanResponse { Schema = new() { Schema_ = DataTypeProto.ToProto(schema) } };

    private static async IAsyncEnumerable<ExecuteEvent> Endless(
        CancellationTokenSource source, [EnumeratorCancellation] CancellationToken token = default)
    {
        yield return new SchemaEvent(Schema);
        await source.CancelAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
    }

    private static async IAsyncEnumerable<ExecuteEvent> Failing()
    {
        yield return new SchemaEvent(Schema);
        await Task.Yield();
        throw SparkErrors.Create("DIVIDE_BY_ZERO", ("config", "\"spark.sql.ansi.enabled\""));
    }

    private sealed record Named(string Name, long Id);

    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
