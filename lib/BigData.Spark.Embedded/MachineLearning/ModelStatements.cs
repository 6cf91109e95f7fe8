using System.Runtime.CompilerServices;
using BigData.Spark.Embedded.Decoding;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Proto;

namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Runs commands of machine learning and answers them as Spark does.</summary>
internal sealed class ModelStatements(EmbeddedSession session, SessionCompiler compiler)
{
    internal async IAsyncEnumerable<ExecuteEvent> RunAsync(ModelStatement statement, [EnumeratorCancellation] CancellationToken token)
    {
        yield return new MlResultEvent(await AnswerAsync(statement, token).ConfigureAwait(false));
    }

    private async Task<MlCommandResult> AnswerAsync(ModelStatement statement, CancellationToken token)
    {
        switch (statement)
        {
            case FitModel fit:
                return Answer(await FitAsync(fit, token).ConfigureAwait(false));
            case ReadModel read:
                return Answer(await ReadAsync(read, token).ConfigureAwait(false));
            case WriteModel write:
                StoredModel model = session.Models.Get(write.ModelId);
                await new AlsFiles(session).WriteAsync(model with { Parameters = model.Parameters.With(write.Parameters) }, write.Path, write.Overwrites, token).ConfigureAwait(false);
                return new MlCommandResult();
            case WriteEstimator write:
                OnlyAls("Write", write.Estimator);
                await new AlsFiles(session).WriteEstimatorAsync(write, token).ConfigureAwait(false);
                return new MlCommandResult();
            case ReadEstimator read:
                OnlyAls("Read", read.Estimator);
                AlsMetadata estimator = await AlsFiles.ReadEstimatorAsync(read.Path, token).ConfigureAwait(false);
                return new MlCommandResult { OperatorInfo = new() { Name = read.Estimator, Uid = estimator.Uid, Params = Parameters(estimator.Parameters) } };
            case DeleteModels delete:
                return new MlCommandResult { OperatorInfo = new() { ObjRef = new() { Id = string.Join(',', session.Models.Remove(delete.ModelIds.Items)) } } };
            case FetchAttribute { Attribute: "rank" } fetch:
                return new MlCommandResult { Param = new() { Integer = session.Models.Get(fetch.ModelId).Rank } };
            case FetchAttribute fetch:
                throw SparkErrors.Create("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ("attribute", fetch.Attribute), ("className", AlsParameters.ModelClass));
            default:
                throw SparkErrors.Internal($"The statement {statement.GetType().Name} is not known.");
        }
    }

    private Task<StoredModel> FitAsync(FitModel fit, CancellationToken token)
    {
        OnlyAls("Fit", fit.Estimator);
        return new AlsFit(session, compiler).RunAsync(fit, token);
    }

    private static void OnlyAls(string command, string estimator)
    {
        if (estimator != AlsParameters.EstimatorClass)
        {
            throw DecodeErrors.Unsupported("COMMAND", $"{command} of {estimator}", "Its only estimator is ALS.", "Run it on Spark with Remote(...).");
        }
    }

    private Task<StoredModel> ReadAsync(ReadModel read, CancellationToken token) => read.ModelClass == AlsParameters.ModelClass
        ? new AlsFiles(session).ReadAsync(read.Path, token)
        : throw DecodeErrors.Unsupported("COMMAND", $"Read of {read.ModelClass}", "Its only models are of ALS.", "Run it on Spark with Remote(...).");

    private MlCommandResult Answer(StoredModel model) => new()
    {
        OperatorInfo = new() { ObjRef = new() { Id = session.Models.Add(model) }, Uid = model.Uid, Params = Parameters(model.Parameters) },
    };

    private static MlParams Parameters(AlsParameters parameters)
    {
        MlParams message = new();
        foreach ((string name, object value) in parameters.Values)
        {
            message.Params.Add(name, BigData.Spark.Plans.Literals.Of(value));
        }

        return message;
    }
}
