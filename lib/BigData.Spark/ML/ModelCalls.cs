using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.ML;

/// <summary>The commands of Spark Connect for models that live in the cache of an engine, as calls.</summary>
/// <param name="session">The session whose engine has the models.</param>
internal sealed class ModelCalls(SparkSession session)
{
    public async Task<MlCommandResult.Types.MlOperatorInfo> FitAsync(MlOperator estimator, MlParams parameters, DataFrame dataset, CancellationToken token) =>
        Model(await RunAsync(new MlCommand { Fit = new() { Estimator = estimator, Params = parameters, Dataset = dataset.Relation } }, token).ConfigureAwait(false), "Fit");

    public async Task<MlCommandResult.Types.MlOperatorInfo> ReadAsync(string className, string path, CancellationToken token)
    {
        MlOperator model = new() { Name = className, Type = MlOperator.Types.OperatorType.Model };
        return Model(await RunAsync(new MlCommand { Read = new() { Operator = model, Path = path } }, token).ConfigureAwait(false), "Read");
    }

    public Task WriteAsync(string model, MlParams parameters, string path, bool overwrite, CancellationToken token) => session.Engine.RunMlAsync(
        new MlCommand { Write = new() { ObjRef = new() { Id = model }, Params = parameters, Path = path, ShouldOverwrite = overwrite } }, token);

    public async Task<MlCommandResult.Types.MlOperatorInfo> ReadEstimatorAsync(string className, string path, CancellationToken token)
    {
        MlOperator estimator = new() { Name = className, Type = MlOperator.Types.OperatorType.Estimator };
        MlCommandResult result = await RunAsync(new MlCommand { Read = new() { Operator = estimator, Path = path } }, token).ConfigureAwait(false);
        return result is { OperatorInfo.HasUid: true } ? result.OperatorInfo : throw ParamMap.Unexpected("Read");
    }

    public Task WriteEstimatorAsync(MlOperator estimator, MlParams parameters, string path, bool overwrite, CancellationToken token) => session.Engine.RunMlAsync(
        new MlCommand { Write = new() { Operator = estimator, Params = parameters, Path = path, ShouldOverwrite = overwrite } }, token);

    public Task DeleteAsync(string model, CancellationToken token) =>
        session.Engine.RunMlAsync(new MlCommand { Delete = new() { ObjRefs = { new ObjectRef { Id = model } } } }, token);

    /// <summary>An attribute that is a single value.</summary>
    public async Task<object?> FetchAsync(string model, string attribute, CancellationToken token)
    {
        MlCommandResult result = await RunAsync(new MlCommand { Fetch = Call(model, attribute) }, token).ConfigureAwait(false);
        return result.ResultTypeCase == MlCommandResult.ResultTypeOneofCase.Param ? LiteralValues.Read(result.Param) : throw ParamMap.Unexpected(attribute);
    }

    /// <summary>An attribute or method whose value is a frame; it is computed when the frame is.</summary>
    public DataFrame Frame(string model, string method, params ReadOnlySpan<object> arguments) =>
        session.Frame(new Relation { MlRelation = new MlRelation { Fetch = Call(model, method, arguments) } });

    public DataFrame Transform(string model, MlParams parameters, DataFrame input) => session.Frame(new Relation
    {
        MlRelation = new MlRelation { Transform = new() { ObjRef = new() { Id = model }, Input = input.Relation, Params = parameters } },
    });

    private static Fetch Call(string model, string method, params ReadOnlySpan<object> arguments)
    {
        Fetch.Types.Method call = new() { Method_ = method };
        foreach (object argument in arguments)
        {
            call.Args.Add(argument is DataFrame frame ? new Fetch.Types.Method.Types.Args { Input = frame.Relation } : new() { Param = Literals.Of(argument) });
        }

        return new Fetch { ObjRef = new() { Id = model }, Methods = { call } };
    }

    private async Task<MlCommandResult> RunAsync(MlCommand command, CancellationToken token) =>
        await session.Engine.RunMlAsync(command, token).ConfigureAwait(false) ?? throw SparkErrors.Internal($"The engine did not answer {command.CommandCase}.");

    private static MlCommandResult.Types.MlOperatorInfo Model(MlCommandResult result, string call) =>
        result is { OperatorInfo.ObjRef: not null } ? result.OperatorInfo : throw ParamMap.Unexpected(call);
}
