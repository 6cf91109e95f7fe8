using BigData.Spark.Embedded.Plans;
using FetchMethod = BigData.Spark.Proto.Fetch.Types.Method;
using MlCase = BigData.Spark.Proto.MlCommand.CommandOneofCase;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Machine learning.</summary>
internal sealed partial class PlanDecoder
{
    private ModelStatement Model(Proto.MlCommand command) => command.CommandCase switch
    {
        MlCase.Fit => new FitModel(
            Input(command.Fit.Dataset, "MlCommand.Fit"),
            (command.Fit.Estimator ?? throw DecodeErrors.Missing("MlCommand.Fit", "estimator")).Name,
            command.Fit.Estimator.Uid,
            Parameters(command.Fit.Params)),
        MlCase.Fetch => new FetchAttribute(command.Fetch.ObjRef?.Id ?? string.Empty, OnlyMethod(command.Fetch).Method_),
        MlCase.Write when command.Write.TypeCase == Proto.MlCommand.Types.Write.TypeOneofCase.ObjRef => new WriteModel(
            command.Write.ObjRef.Id, Parameters(command.Write.Params), command.Write.Path, Overwrites(command.Write)),
        MlCase.Write when command.Write.Operator is { Type: Proto.MlOperator.Types.OperatorType.Estimator } estimator => new WriteEstimator(
            estimator.Name, estimator.Uid, Parameters(command.Write.Params), command.Write.Path, Overwrites(command.Write)),
        MlCase.Read when command.Read.Operator is { Type: Proto.MlOperator.Types.OperatorType.Estimator } estimator => new ReadEstimator(estimator.Name, command.Read.Path),
        MlCase.Read when command.Read.Operator is { } model => new ReadModel(model.Name, command.Read.Path),
        MlCase.Delete => new DeleteModels(command.Delete.ObjRefs.Select(model => model.Id).ToValueArray()),
        MlCase.CleanCache => new DeleteModels(default),
        MlCase.None => throw DecodeErrors.NotSet("MlCommand", "command"),
        var other => throw DecodeErrors.Unsupported("COMMAND", $"MlCommand.{other}", "It fits, saves, loads and deletes models of ALS, and saves and loads its estimator.", "Run it on Spark with Remote(...)."),
    };

    private static bool Overwrites(Proto.MlCommand.Types.Write write) => write is { HasShouldOverwrite: true, ShouldOverwrite: true };

    private Relation Model(Proto.MlRelation relation) => relation.MlTypeCase switch
    {
        Proto.MlRelation.MlTypeOneofCase.Transform when relation.Transform.OperatorCase == Proto.MlRelation.Types.Transform.OperatorOneofCase.ObjRef =>
            new ModelTransform(Input(relation.Transform.Input, "MlRelation.Transform"), relation.Transform.ObjRef.Id, Parameters(relation.Transform.Params)),
        Proto.MlRelation.MlTypeOneofCase.Fetch => Frame(relation.Fetch),
        Proto.MlRelation.MlTypeOneofCase.None => throw DecodeErrors.NotSet("MlRelation", "ml_type"),
        _ => throw DecodeErrors.Unsupported("RELATION", "MlRelation.Transform", "It has no transformers of features.", "Use functions of columns, or run it on Spark with Remote(...)."),
    };

    private ModelFrame Frame(Proto.Fetch fetch)
    {
        FetchMethod method = OnlyMethod(fetch);
        return new ModelFrame(
            fetch.ObjRef?.Id ?? string.Empty,
            method.Method_,
            method.Args.Where(arg => arg.Input is not null).Select(arg => Decode(arg.Input)).ToValueArray(),
            method.Args.Where(arg => arg.Param is not null).Select(arg => LiteralDecoder.Decode(arg.Param)).ToValueArray());
    }

    private static FetchMethod OnlyMethod(Proto.Fetch fetch) => fetch.Methods.Count == 1
        ? fetch.Methods[0]
        : throw DecodeErrors.Unsupported(
            "COMMAND", $"Fetch of {string.Join('.', fetch.Methods.Select(m => m.Method_))}", "Its models have no parts with attributes of their own.", "Run it on Spark with Remote(...).");

    private static ValueArray<ModelParameter> Parameters(Proto.MlParams? parameters) => (parameters?.Params ?? [])
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new ModelParameter(pair.Key, LiteralDecoder.Decode(pair.Value)))
        .ToValueArray();
}
