using BigData.DuckDb;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;
using Request = BigData.Spark.Proto.AnalyzePlanRequest;
using Response = BigData.Spark.Proto.AnalyzePlanResponse.Types;
using Mode = BigData.Spark.Proto.AnalyzePlanRequest.Types.Explain.Types.ExplainMode;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Answers questions about plans without producing their rows.</summary>
internal sealed class AnalyzeCommands(EmbeddedSession session, SessionCompiler compiler, PlanReader reader)
{
    /// <summary>The version of Spark whose semantics the engine follows.</summary>
    internal const string SparkVersion = "4.2.0";

    internal async Task<AnalyzePlanResponse> RunAsync(Request request, CancellationToken token)
    {
        switch (request.AnalyzeCase)
        {
            case Request.AnalyzeOneofCase.Schema:
                return new() { Schema = new Response.Schema { Schema_ = DataTypeProto.ToProto(await SchemaAsync(request.Schema.Plan, token).ConfigureAwait(false)) } };
            case Request.AnalyzeOneofCase.Explain:
                return new() { Explain = new Response.Explain { ExplainString = await ExplainAsync(request.Explain, token).ConfigureAwait(false) } };
            case Request.AnalyzeOneofCase.TreeString:
                StructType schema = await SchemaAsync(request.TreeString.Plan, token).ConfigureAwait(false);
                return new() { TreeString = new Response.TreeString { TreeString_ = schema.TreeString(request.TreeString.HasLevel ? request.TreeString.Level : int.MaxValue) } };
            case Request.AnalyzeOneofCase.InputFiles:
                Response.InputFiles files = new();
                files.Files.Add(await InputFilesAsync(request.InputFiles.Plan, token).ConfigureAwait(false));
                return new() { InputFiles = files };
            case Request.AnalyzeOneofCase.Unpersist:
                await UnpersistAsync(request.Unpersist.Relation).ConfigureAwait(false);
                return new() { Unpersist = new Response.Unpersist() };
            default:
                return Run(request);
        }
    }

    private AnalyzePlanResponse Run(Request request) => request.AnalyzeCase switch
    {
        Request.AnalyzeOneofCase.IsLocal => new() { IsLocal = new Response.IsLocal { IsLocal_ = reader.Relation(request.IsLocal.Plan) is Plans.LocalRelation } },
        Request.AnalyzeOneofCase.IsStreaming => new() { IsStreaming = new Response.IsStreaming { IsStreaming_ = false } },
        Request.AnalyzeOneofCase.SparkVersion => new() { SparkVersion = new Response.SparkVersion { Version = SparkVersion } },
        Request.AnalyzeOneofCase.DdlParse => new() { DdlParse = new Response.DDLParse { Parsed = DataTypeProto.ToProto(PlanReader.Schema(request.DdlParse.DdlString)) } },
        Request.AnalyzeOneofCase.JsonToDdl => new() { JsonToDdl = new Response.JsonToDDL { DdlString = StructType.FromJson(request.JsonToDdl.JsonString).Ddl } },
        Request.AnalyzeOneofCase.SameSemantics => new()
        {
            SameSemantics = new Response.SameSemantics { Result = Canonical(request.SameSemantics.TargetPlan).Equals(Canonical(request.SameSemantics.OtherPlan)) },
        },
        Request.AnalyzeOneofCase.SemanticHash => new() { SemanticHash = new Response.SemanticHash { Result = Canonical(request.SemanticHash.Plan).GetHashCode() } },
        Request.AnalyzeOneofCase.Persist => Persist(request.Persist),
        Request.AnalyzeOneofCase.GetStorageLevel => new()
        {
            GetStorageLevel = new Response.GetStorageLevel { StorageLevel = ToProto(session.Frames.Find(reader.Relation(request.GetStorageLevel.Relation))?.Storage ?? FrameStorage.None) },
        },
        _ => throw SparkErrors.Create("CONNECT_INVALID_PLAN.ASSERTION_FAILURE", ("message", "An analysis request asks nothing.")),
    };

    private async Task<StructType> SchemaAsync(Plan plan, CancellationToken token)
    {
        using QueryScope scope = new();
        return reader.Relation(plan) switch
        {
            Plans.ShowString => new StructType(new StructField("show_string", DataTypes.String, isNullable: false)),
            Plans.HtmlString => new StructType(new StructField("html_string", DataTypes.String, isNullable: false)),
            var relation => (await compiler.ResolveAsync(relation, scope, token).ConfigureAwait(false)).Schema,
        };
    }

    private async Task<IEnumerable<string>> InputFilesAsync(Plan plan, CancellationToken token)
    {
        using QueryScope scope = new();
        CompiledQuery stages = await compiler.ExplainAsync(reader.Relation(plan), scope, token).ConfigureAwait(false);
        return stages.Query.Scans.Items.OfType<IFileScan>().SelectMany(scan => scan.Files).Distinct().Select(FileUris.ToFullUri);
    }

    private async Task<string> ExplainAsync(Request.Types.Explain explain, CancellationToken token)
    {
        using QueryScope scope = new();
        Plans.Relation relation = reader.Relation(explain.Plan);
        CompiledQuery stages = await compiler.ExplainAsync(relation, scope, token).ConfigureAwait(false);
        return explain.ExplainMode switch
        {
            Mode.Extended => stages.Explain(isExtended: true),
            Mode.Cost => $"== Optimized Logical Plan ==\n{stages.Lowered}\n\n{stages.Explain(isExtended: false)}{await OperatorsAsync(stages, token).ConfigureAwait(false)}",
            Mode.Formatted or Mode.Codegen => stages.Explain(isExtended: false) + await OperatorsAsync(stages, token).ConfigureAwait(false),
            _ => stages.Explain(isExtended: false),
        };
    }

    // The operators that DuckDB runs, with its estimates.
    private async Task<string> OperatorsAsync(CompiledQuery stages, CancellationToken token)
    {
        session.Register(stages.Query.Kernels);
        using DuckDbSession connection = session.Connect();
        IReadOnlyList<string?[]> rows = await TextQuery.ReadAsync(connection, $"EXPLAIN {stages.Query.Sql}", token).ConfigureAwait(false);
        return "\n" + string.Join('\n', rows.Select(row => row[^1]));
    }

    private Plans.Relation Canonical(Plan plan) => CanonicalPlan.Of(reader.Relation(plan));

    private AnalyzePlanResponse Persist(Request.Types.Persist persist)
    {
        FrameStorage storage = persist.StorageLevel is { } level
            ? new FrameStorage(level.UseDisk, level.UseMemory, level.UseOffHeap, level.Deserialized, level.Replication)
            : FrameStorage.MemoryAndDisk;
        session.Frames.Add(reader.Relation(persist.Relation), storage);
        return new() { Persist = new Response.Persist() };
    }

    private async Task UnpersistAsync(Proto.Relation relation)
    {
        if (session.Frames.Remove(reader.Relation(relation)) is { Table: { } table })
        {
            await SessionTables.DropAsync(session, table).ConfigureAwait(false);
        }
    }

    private static StorageLevel ToProto(FrameStorage storage) => new()
    {
        UseDisk = storage.UseDisk,
        UseMemory = storage.UseMemory,
        UseOffHeap = storage.UseOffHeap,
        Deserialized = storage.Deserialized,
        Replication = storage.Replication,
    };
}
