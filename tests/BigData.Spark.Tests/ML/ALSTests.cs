using BigData.Spark.Engine;
using BigData.Spark.ML.Recommendation;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Tests.Engine;

namespace BigData.Spark.Tests.ML;

public sealed class ALSTests
{
    [Fact]
    public void Only_parameters_that_were_set_are_sent()
    {
        using SparkSession spark = Session(out FakeBackend backend);
        ALS als = new ALS("ALS_1").SetRank(3).SetImplicitPrefs(true).SetRegParam(0.5).SetNumBlocks(4).SetSeed(9).SetCheckpointInterval(-1);

        ALSModel model = als.Fit(spark.Range(1));

        MlCommand.Types.Fit fit = backend.LastPlan.Command.MlCommand.Fit;
        Assert.Equal(("org.apache.spark.ml.recommendation.ALS", "ALS_1", MlOperator.Types.OperatorType.Estimator), (fit.Estimator.Name, fit.Estimator.Uid, fit.Estimator.Type));
        Assert.Equal(["checkpointInterval", "implicitPrefs", "numItemBlocks", "numUserBlocks", "rank", "regParam", "seed"], fit.Params.Params.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, 0.5, 9L), (fit.Params.Params["rank"].Integer, fit.Params.Params["regParam"].Double, fit.Params.Params["seed"].Long));
        Assert.Equal((3, 10, 1.0, "nan"), (als.GetRank(), als.GetMaxIter(), als.GetAlpha(), als.GetColdStartStrategy()));
        Assert.Equal("ALS_server", model.Uid);
    }

    [Fact]
    public void Frames_of_a_model_name_it_and_its_methods()
    {
        using SparkSession spark = Session(out _);
        ALSModel model = new ALS().SetUserCol("u").Fit(spark.Range(1)).SetColdStartStrategy("drop");

        MlRelation transform = model.Transform(spark.Range(2)).Relation.MlRelation;
        Fetch subset = model.RecommendForUserSubset(spark.Range(3), 5).Relation.MlRelation.Fetch;

        Assert.Equal("model-1", transform.Transform.ObjRef.Id);
        Assert.Equal(2, transform.Transform.Input.Range.End);
        Assert.Equal(("u", "drop"), (transform.Transform.Params.Params["userCol"].String, transform.Transform.Params.Params["coldStartStrategy"].String));
        Assert.Equal(("model-1", "recommendForUserSubset"), (subset.ObjRef.Id, subset.Methods[0].Method_));
        Assert.Equal((3, 5), (subset.Methods[0].Args[0].Input.Range.End, subset.Methods[0].Args[1].Param.Integer));
    }

    [Fact]
    public void A_model_is_deleted_once()
    {
        using SparkSession spark = Session(out FakeBackend backend);
        ALSModel model = new ALS().Fit(spark.Range(1));

        model.Dispose();
        model.Dispose();

        Assert.Equal(2, backend.Executed.Count);
        Assert.Equal("model-1", Assert.Single(backend.LastPlan.Command.MlCommand.Delete.ObjRefs).Id);
        Assert.Throws<ObjectDisposedException>(() => model.UserFactors());
    }

    [Fact]
    public void Values_that_make_no_sense_are_refused_where_they_are_set()
    {
        ALS als = new();

        Assert.Contains("rank must be 1 or more", Assert.Throws<ArgumentOutOfRangeException>(() => als.SetRank(0)).Message, StringComparison.Ordinal);
        Assert.Contains("regParam", Assert.Throws<ArgumentOutOfRangeException>(() => als.SetRegParam(double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("'skip'; expected nan", Assert.Throws<ArgumentException>(() => als.SetColdStartStrategy("skip")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => als.SetCheckpointInterval(0));
    }

    private static SparkSession Session(out FakeBackend backend)
    {
        SparkSession spark = FakeBackend.Session(out backend);
        MlCommandResult fitted = new() { OperatorInfo = new() { ObjRef = new() { Id = "model-1" }, Uid = "ALS_server" } };
        backend.OnExecute = (plan, _) => plan.Command?.MlCommand?.Fit is null ? FakeBackend.Events() : FakeBackend.Events(new MlResultEvent(fitted));
        return spark;
    }
}
