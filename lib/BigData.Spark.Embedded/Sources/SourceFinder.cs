using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.MachineLearning;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources;

/// <summary>Finds what stands behind the leaves of a plan in a session: persisted frames, views, tables, files, local rows.</summary>
/// <param name="session">The session.</param>
/// <param name="compiler">Computes persisted frames and looks at plans for catalog calls.</param>
/// <param name="scope">Owns what the query must keep alive.</param>
/// <param name="computes">Whether persisted frames are read, and computed for that; not so when a plan is only analysed.</param>
/// <param name="excluded">A persisted frame that is being computed, and so is not read from itself.</param>
/// <param name="given">Tables that a running command has made, by the single name part of a <see cref="ReadTable"/>.</param>
internal sealed class SourceFinder(
    EmbeddedSession session,
    SessionCompiler compiler,
    QueryScope scope,
    bool computes,
    PersistedFrame? excluded = null,
    IReadOnlyDictionary<string, ScanSource>? given = null) : ISourceResolver
{
    private PlanProbe Probe => new(session, compiler, this);

    private DerivedPlans Derived => new(Probe);

    public async ValueTask<Source?> FindAsync(Relation relation, CancellationToken token)
    {
        if (computes && session.Frames.Find(relation) is { } kept && !ReferenceEquals(kept, excluded))
        {
            return await compiler.ReadAsync(kept, token).ConfigureAwait(false);
        }

        return relation switch
        {
            ReadTable table => await TableAsync(table, token).ConfigureAwait(false),
            ReadSource { IsStreaming: true } => throw Streaming(),
            ReadSource source => await FilesAsync(source, token).ConfigureAwait(false),
            LocalRelation local => LocalRows.Open(session, scope, local),
            CatalogCall call => LocalRows.Open(session, scope, await new CatalogCalls(session, compiler).RunAsync(call.Operation, token).ConfigureAwait(false)),
            ModelTransform transform => new PlanSource(await AlsPredictions.PlanAsync(session.Models.Get(transform.ModelId), transform, Probe, token).ConfigureAwait(false), default),
            ModelFrame frame => await new ModelFrames(session, compiler, scope, this).OpenAsync(frame, computes, token).ConfigureAwait(false),
            SqlText text => throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.SQL", ("name", text.Text), ("reason", "It stands inside of a frame."), ("remedy", "Run it by spark.Sql, or use Spark.")),
            _ => await Derived.FindAsync(relation, token).ConfigureAwait(false) is { } plan ? new PlanSource(plan, default) : null,
        };
    }

    private async ValueTask<Source?> TableAsync(ReadTable table, CancellationToken token)
    {
        ValueArray<string> parts = table.NameParts;
        if (parts.Count == 1 && given?.GetValueOrDefault(parts[0]) is { } source)
        {
            return source;
        }

        if (table.IsStreaming)
        {
            throw Streaming();
        }

        if (session.Views.Find(parts) is { } view)
        {
            return new PlanSource(view, [parts[^1]]);
        }

        return TableName.Parse(parts, session.CurrentSchema) switch
        {
            TableName.AtPath path => Qualified(
                await OpenAsync(path.Format, [path.Path], table.Options, null, token).ConfigureAwait(false), parts),
            TableName.InSchema name when session.Catalog.FindTable(name.Schema, name.Table) is { } found => Qualified(
                await OpenAsync(found.Provider, [found.Location], table.Options, null, token).ConfigureAwait(false),
                [LakehouseCatalog.CatalogName, name.Schema, name.Table]),
            _ => throw TableNotFound(session, parts, table.Origin),
        };
    }

    private ValueTask<ScanSource> FilesAsync(ReadSource source, CancellationToken token)
    {
        string format = source.Format ?? session.Conf[SessionConf.DefaultSource]!;
        string[] paths = source.Options["path"] is { } path ? [path, .. source.Paths] : [.. source.Paths];
        IFileFormat reader = SourceFormats.Find(format);
        return paths.Length == 0
            ? throw SparkErrors.Create("UNABLE_TO_INFER_SCHEMA", ("format", format))
            : reader.OpenAsync(new ReadRequest(session, scope, paths, source.Schema, source.Options), token);
    }

    private ValueTask<ScanSource> OpenAsync(string format, string[] paths, OptionMap options, Sql.Types.StructType? schema, CancellationToken token) =>
        SourceFormats.Find(format).OpenAsync(new ReadRequest(session, scope, paths, schema, options), token);

    private static ScanSource Qualified(ScanSource source, ValueArray<string> qualifier) => source with { Qualifier = qualifier };

    internal static Sql.SparkException TableNotFound(EmbeddedSession session, ValueArray<string> parts, SqlOrigin? origin = null) => AnalysisErrors.At(
        "TABLE_OR_VIEW_NOT_FOUND",
        origin,
        ("relationName", TableName.Quote(parts)),
        ("searchPath", $"[`system`.`session`, {TableName.Quote([LakehouseCatalog.CatalogName, session.CurrentSchema])}]"));

    private static Sql.SparkException Streaming() => SparkErrors.Create(
        "EMBEDDED_UNSUPPORTED.RELATION", ("name", "readStream"), ("reason", "It has no streaming."), ("remedy", "Read the source as a batch, or use Spark."));
}
