using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Sql;

/// <summary>
/// A table of rows that is described, not computed: transformations make new frames, actions such as <see cref="Collect"/> let
/// the engine run. Immutable; mistakes in names and types show when a schema or rows are asked for.
/// </summary>
public sealed partial class DataFrame
{
    private StructType? _schema;

    internal DataFrame(SparkSession session, Relation relation)
    {
        SparkSession = session;
        Relation = relation;
    }

    /// <summary>The session that the frame belongs to.</summary>
    public SparkSession SparkSession { get; }

    internal Relation Relation { get; }

    /// <summary>A column of this very frame, also where frames that are joined share names.</summary>
    /// <param name="columnName">The name, <c>*</c>, or a path such as <c>struct.field</c>; back-ticks around odd names.</param>
    public Column this[string columnName] => Col(columnName);

    /// <summary>A column of this very frame, also where frames that are joined share names.</summary>
    /// <param name="columnName">The name, <c>*</c>, or a path such as <c>struct.field</c>; back-ticks around odd names.</param>
    /// <returns>A column.</returns>
    public Column Col(string columnName)
    {
        ArgumentNullException.ThrowIfNull(columnName);
        return new Column(PlanExpressions.Attribute(columnName, Relation.Common.PlanId));
    }

    /// <summary>Names and types of the columns; asked of the engine once.</summary>
    /// <returns>The schema.</returns>
    /// <exception cref="SparkException">The frame cannot be resolved.</exception>
    public StructType Schema() => Blocking.Run(() => SchemaAsync());

    /// <summary>Names and types of the columns; asked of the engine once.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="SparkException">The frame cannot be resolved.</exception>
    public async Task<StructType> SchemaAsync(CancellationToken token = default)
    {
        if (Volatile.Read(ref _schema) is { } known)
        {
            return known;
        }

        AnalyzePlanResponse response =
            await SparkSession.Engine.AnalyzeAsync(new() { Schema = new() { Plan = Plan } }, token).ConfigureAwait(false);
        StructType schema = DataTypeProto.FromProto(response.Schema.Schema_) as StructType
            ?? throw SparkErrors.Internal("The schema of a frame is not a struct.");
        Volatile.Write(ref _schema, schema);
        return schema;
    }

    /// <summary>The names of the columns in order.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<string> Columns() => Schema().FieldNames;

    /// <summary>The names of the columns in order.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The names.</returns>
    public async Task<IReadOnlyList<string>> ColumnsAsync(CancellationToken token = default) =>
        (await SchemaAsync(token).ConfigureAwait(false)).FieldNames;

    /// <summary>Names and types of the columns in short form.</summary>
    /// <returns>Pairs such as (<c>id</c>, <c>bigint</c>).</returns>
    public IReadOnlyList<(string Name, string Type)> Dtypes() => [.. Schema().Fields.Select(f => (f.Name, f.DataType.SimpleString))];

    /// <summary>The plan as text.</summary>
    /// <param name="mode"><c>simple</c>, <c>extended</c>, <c>codegen</c>, <c>cost</c> or <c>formatted</c>.</param>
    /// <returns>The text; its form is the engine's.</returns>
    /// <exception cref="ArgumentException">The mode is none of these.</exception>
    public string ExplainString(string mode = "simple") => Blocking.Run(() => ExplainStringAsync(mode));

    /// <summary>The plan as text.</summary>
    /// <param name="mode"><c>simple</c>, <c>extended</c>, <c>codegen</c>, <c>cost</c> or <c>formatted</c>.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The text; its form is the engine's.</returns>
    /// <exception cref="ArgumentException">The mode is none of these.</exception>
    public async Task<string> ExplainStringAsync(string mode = "simple", CancellationToken token = default)
    {
        if (!Enum.TryParse(mode, ignoreCase: true, out AnalyzePlanRequest.Types.Explain.Types.ExplainMode value)
            || value == AnalyzePlanRequest.Types.Explain.Types.ExplainMode.Unspecified)
        {
            throw new ArgumentException($"The mode '{mode}' is not simple, extended, codegen, cost or formatted.", nameof(mode));
        }

        AnalyzePlanResponse response = await SparkSession.Engine
            .AnalyzeAsync(new() { Explain = new() { Plan = Plan, ExplainMode = value } }, token).ConfigureAwait(false);
        return response.Explain.ExplainString;
    }

    /// <summary>Writes the plan to the session's output.</summary>
    /// <param name="extended">Whether the logical plans are shown too.</param>
    public void Explain(bool extended = false) => Explain(extended ? "extended" : "simple");

    /// <summary>Writes the plan to the session's output.</summary>
    /// <param name="mode"><c>simple</c>, <c>extended</c>, <c>codegen</c>, <c>cost</c> or <c>formatted</c>.</param>
    public void Explain(string mode) => SparkSession.Output.WriteLine(ExplainString(mode));

    /// <summary>Writes names and types of the columns as a tree to the session's output.</summary>
    /// <param name="level">How many levels are shown; all by default.</param>
    public void PrintSchema(int level = int.MaxValue) => SparkSession.Output.WriteLine(Schema().TreeString(level));

    /// <summary>Keeps the rows in the engine from the first action on.</summary>
    /// <param name="level">Where; memory and disk by default.</param>
    /// <returns>This frame.</returns>
    public DataFrame Persist(StorageLevel? level = null) => Blocking.Run(() => PersistAsync(level));

    /// <summary>Keeps the rows in the engine from the first action on.</summary>
    /// <param name="level">Where; memory and disk by default.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>This frame.</returns>
    public async Task<DataFrame> PersistAsync(StorageLevel? level = null, CancellationToken token = default)
    {
        AnalyzePlanRequest.Types.Persist persist = new() { Relation = Relation, StorageLevel = (level ?? Sql.StorageLevel.MemoryAndDisk).ToProto() };
        await SparkSession.Engine.AnalyzeAsync(new() { Persist = persist }, token).ConfigureAwait(false);
        return this;
    }

    /// <summary>Keeps the rows in the engine from the first action on, in memory and on disk.</summary>
    /// <returns>This frame.</returns>
    public DataFrame Cache() => Persist();

    /// <summary>No longer keeps the rows.</summary>
    /// <param name="blocking">Whether to wait until they are gone.</param>
    /// <returns>This frame.</returns>
    public DataFrame Unpersist(bool blocking = false) => Blocking.Run(() => UnpersistAsync(blocking));

    /// <summary>No longer keeps the rows.</summary>
    /// <param name="blocking">Whether to wait until they are gone.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>This frame.</returns>
    public async Task<DataFrame> UnpersistAsync(bool blocking = false, CancellationToken token = default)
    {
        AnalyzePlanRequest request = new() { Unpersist = new() { Relation = Relation, Blocking = blocking } };
        await SparkSession.Engine.AnalyzeAsync(request, token).ConfigureAwait(false);
        return this;
    }

    /// <summary>Where the rows are kept.</summary>
    /// <returns>The level; <see cref="StorageLevel.None"/> if they are not kept.</returns>
    public StorageLevel StorageLevel() => Blocking.Run(() => StorageLevelAsync());

    /// <summary>Where the rows are kept.</summary>
    /// <param name="token">Gives up.</param>
    /// <returns>The level; <see cref="StorageLevel.None"/> if they are not kept.</returns>
    public async Task<StorageLevel> StorageLevelAsync(CancellationToken token = default)
    {
        AnalyzePlanRequest request = new() { GetStorageLevel = new() { Relation = Relation } };
        AnalyzePlanResponse response = await SparkSession.Engine.AnalyzeAsync(request, token).ConfigureAwait(false);
        return Sql.StorageLevel.FromProto(response.GetStorageLevel.StorageLevel);
    }

    /// <summary>Begins to write the rows to files or a table.</summary>
    /// <returns>A writer.</returns>
    public DataFrameWriter Write() => new(this);

    /// <summary>Begins to write the rows to a table by its name.</summary>
    /// <param name="table">The table.</param>
    /// <returns>A writer.</returns>
    public DataFrameWriterV2 WriteTo(string table) => new(this, table);

    /// <summary>Begins to merge this frame, the source, into a Delta table.</summary>
    /// <param name="table">The table's name, or a path such as <c>delta.`/lake/t`</c>.</param>
    /// <param name="condition">When a row of the source and one of the table belong together.</param>
    /// <returns>A writer: add actions, then call <see cref="MergeIntoWriter.Merge"/>.</returns>
    public MergeIntoWriter MergeInto(string table, Column condition) => new(this, table, condition);

    /// <summary>Functions over missing values.</summary>
    /// <returns>The functions.</returns>
    public DataFrameNaFunctions Na() => new(this);

    /// <summary>Functions of statistics.</summary>
    /// <returns>The functions.</returns>
    public DataFrameStatFunctions Stat() => new(this);

    internal Plan Plan => new() { Root = Relation };

    internal DataFrame Next(Relation relation) => SparkSession.Frame(relation);
}
