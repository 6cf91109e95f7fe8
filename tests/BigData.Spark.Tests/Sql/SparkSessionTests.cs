using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Spark.Tests.Engine;
using BigData.Testing;
using StructType = BigData.Spark.Sql.Types.StructType;

namespace BigData.Spark.Tests.Sql;

public sealed class SparkSessionTests : IDisposable
{
    private readonly FakeBackend _backend;
    private readonly SparkSession _spark;

    public SparkSessionTests() => _spark = FakeBackend.Session(out _backend);

    public void Dispose() => _spark.Dispose();

    [Fact]
    public void A_builder_without_an_engine_says_how_to_choose_one()
    {
        SparkException error = Assert.Throws<SparkException>(() => SparkSession.Builder().GetOrCreate());

        Assert.Equal("NO_ENGINE", error.ErrorClass);
        Assert.Contains("Embedded(folder)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_builder_are_set_and_the_time_zone_is_UTC()
    {
        ConfigRequest.Types.Set set = Assert.Single(_backend.Configured).Operation.Set;

        Assert.True(set.Silent);
        Assert.Equal(
            ["spark.app.name=test", "spark.sql.session.timeZone=UTC"], set.Pairs.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_time_zone_of_the_user_wins()
    {
        FakeBackend backend = new();
        BackendContext? seen = null;
        Builder builder = SparkSession.Builder().Config("spark.sql.session.timeZone", "Asia/Tokyo").UseBackend(context =>
        {
            seen = context;
            return backend;
        });

        using SparkSession session = builder.GetOrCreate();

        Assert.Equal("Asia/Tokyo", Assert.Single(backend.Configured).Operation.Set.Pairs.Single(p => p.Key.EndsWith("timeZone", StringComparison.Ordinal)).Value);
        Assert.Equal("BigData", seen!.AppName);
    }

    [Fact]
    public void An_engine_that_fails_at_the_start_is_disposed()
    {
        FakeBackend backend = new() { OnConfig = _ => throw new SparkConnectException("no") };

        Assert.Throws<SparkConnectException>(() => SparkSession.Builder().UseBackend(_ => backend).GetOrCreate());
        Assert.True(backend.Disposed);
    }

    [Fact]
    public void A_closed_session_says_so()
    {
        _spark.Stop();
        _spark.Dispose();

        Assert.True(_backend.Disposed);
        Assert.Equal("SESSION_CLOSED", Assert.Throws<SparkException>(() => _spark.Range(1).Collect()).ErrorClass);
        Assert.Equal("SESSION_CLOSED", Assert.Throws<SparkException>(() => _spark.Conf().Get("a")).ErrorClass);
    }

    [Fact]
    public void Sql_runs_the_text_and_frames_its_relation()
    {
        Relation local = new() { LocalRelation = new() { Schema = "a INT" } };
        _backend.OnExecute = (_, _) => FakeBackend.Events(new SqlRelationEvent(local));

        DataFrame frame = _spark.Sql("SELECT :a", new Dictionary<string, object?> { ["a"] = 1 });

        Golden.Match("sql_named_arguments", PlanJson.Of(_backend.LastPlan), "json");
        Assert.Equal("a INT", frame.Relation.LocalRelation.Schema);
        Assert.True(frame.Relation.Common.HasPlanId);
    }

    [Fact]
    public void Sql_takes_arguments_by_position()
    {
        _backend.OnExecute = (_, _) => FakeBackend.Events(new SqlRelationEvent(new Relation { LocalRelation = new() }));

        _spark.Sql("SELECT ?, ?", 1, Functions.Col("x"));

        Golden.Match("sql_positional_arguments", PlanJson.Of(_backend.LastPlan), "json");
    }

    [Fact]
    public void Tags_go_with_each_execution()
    {
        _spark.AddTag("b");
        _spark.AddTag("a");
        _spark.Range(1).CreateOrReplaceTempView("v");
        _spark.RemoveTag("a");

        Assert.Equal(["a", "b"], _backend.Executed[^1].Options.Tags);
        Assert.Equal(["b"], _spark.GetTags());
        Assert.Throws<ArgumentException>(() => _spark.AddTag("a,b"));
    }

    [Fact]
    public async Task Interrupts_are_told_to_the_engine()
    {
        await _spark.InterruptAllAsync(TestContext.Current.CancellationToken);
        await _spark.InterruptTagAsync("t", TestContext.Current.CancellationToken);

        Assert.Equal([new InterruptScope.All(), new InterruptScope.ByTag("t")], _backend.Interrupted);
    }

    [Fact]
    public void Settings_are_read_changed_and_unset()
    {
        _backend.OnConfig = request => new ConfigResponse { Pairs = { new KeyValue { Key = "k", Value = "true" } } };

        Assert.Equal("true", _spark.Conf().Get("k"));
        Assert.Equal("true", _spark.Conf().Get("k", "d"));
        Assert.True(_spark.Conf().IsModifiable("k"));
        Assert.Equal("true", _spark.Conf().GetAll("p")["k"]);
        _spark.Conf().Set("k", 5);
        _spark.Conf().Unset("k");

        Golden.Match("config_requests", string.Join("\n", _backend.Configured.Skip(1).Select(PlanJson.Of)), "json");
    }

    [Fact]
    public void Version_is_the_engines()
    {
        _backend.OnAnalyze = _ => new AnalyzePlanResponse { SparkVersion = new() { Version = "4.2.0" } };

        Assert.Equal("4.2.0", _spark.Version());
    }

    [Fact]
    public void Catalog_operations_are_relations()
    {
        _backend.OnExecute = (_, _) =>
            FakeBackend.Events(FakeBackend.Rows(new StructType(new StructField("value", DataTypes.Boolean)), [true]));

        Assert.True(_spark.Catalog.TableExists("a.b"));
        Assert.True(_spark.Catalog.DropTempView("v"));
        _spark.Catalog.CreateTable("t", path: "/p", source: "delta", schema: new StructType(new StructField("a", DataTypes.Long)), description: "d");
        string lists = PlanJson.Of(_spark.Catalog.ListTables("db", "x*"));

        Golden.Match("catalog", string.Join("\n", _backend.Executed.Select(e => PlanJson.Of(e.Plan)).Append(lists)), "json");
    }
}
