using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Writing;

/// <summary>
/// The tables of a lakehouse by path: their state, their rows and their commits. Every write is one Delta commit that carries
/// <see cref="CommitFacts"/> and a transaction number, so that a command that is sent twice counts once.
/// </summary>
internal sealed class TableStore(SparkSession spark, string lakehouse)
{
    private const string AppId = "bigdata";
    private const string MetadataSetting = "spark.databricks.delta.commitInfo.userMetadata";
    private const string AppIdSetting = "spark.databricks.delta.write.txnAppId";
    private const string VersionSetting = "spark.databricks.delta.write.txnVersion";

    private readonly Dictionary<string, TableState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, long Version), long> _counts = [];
    private readonly TableHistory _history = new(spark);

    public SparkSession Spark => spark;

    public string Lakehouse => lakehouse;

    public string PathOf(string table) => Path.Combine(lakehouse, table.Replace('.', Path.DirectorySeparatorChar));

    public string Identifier(string table) => TableStatements.ByPath(PathOf(table));

    /// <summary>Whether a table is there; asks the folder, not the engine.</summary>
    public bool Exists(string table) => UnbornTable.HasCommit(PathOf(table));

    /// <summary>The state of a table; read once and kept until this store writes the table.</summary>
    public async Task<TableState> StateAsync(string table, CancellationToken token)
    {
        if (_states.TryGetValue(table, out TableState? known))
        {
            return known;
        }

        TableState state = Exists(table)
            ? await _history.StateAsync(table, PathOf(table), token).ConfigureAwait(false)
            : TableState.Missing;
        _states[table] = state;
        return state;
    }

    /// <summary>The state of a table, or <see cref="TableState.Missing"/> when it cannot be read: whoever needs the table will say why.</summary>
    public async Task<TableState> ReadableStateAsync(string table, CancellationToken token)
    {
        try
        {
            return await StateAsync(table, token).ConfigureAwait(false);
        }
        catch (SparkException)
        {
            return TableState.Missing;
        }
    }

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string table, int? limit, CancellationToken token) =>
        _history.ReadAsync(Identifier(table), limit, token);

    /// <summary>Creates the table with its comments, or adds the columns that the contract has gained in a commit of its own.</summary>
    /// <param name="table">The contract.</param>
    /// <param name="runId">The run that asks.</param>
    /// <param name="isReplaced">Whether an overwrite with another schema follows, so that the present one does not matter.</param>
    /// <param name="token">Stops the commands.</param>
    /// <exception cref="PipelineException">The contract has changed in another way.</exception>
    public Task<TableState> EnsureAsync(TableContract table, string runId, bool isReplaced, CancellationToken token) =>
        EnsureAsync(table, WriteMode.Append, runId, isReplaced, token);

    /// <summary>The same for a table that is written in a mode: one that is only changed where rows differ keeps a change data feed.</summary>
    public async Task<TableState> EnsureAsync(TableContract table, WriteMode mode, string runId, bool isReplaced, CancellationToken token)
    {
        TableState state = await StateAsync(table.Name, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            return await CreateAsync(table, mode == WriteMode.Synchronize, token).ConfigureAwait(false);
        }

        return isReplaced || state.Facts?.Columns == CommitFacts.ColumnHash(table)
            ? state
            : await GrowAsync(table, state, runId, token).ConfigureAwait(false);
    }

    /// <summary>The rows of one version.</summary>
    public DataFrame Read(string table, long version) => spark.Read()
        .Format("delta")
        .Option("versionAsOf", version)
        .Load(PathOf(table));

    /// <summary>The row changes of some versions, both ends included; only a table that keeps a change data feed has them.</summary>
    public DataFrame ReadChanges(string table, long from, long to) => spark.Read()
        .Format("delta")
        .Option("readChangeFeed", true)
        .Option("startingVersion", from)
        .Option("endingVersion", to)
        .Load(PathOf(table));

    /// <summary>How many rows a version has; versions never change, so each is counted once.</summary>
    public async Task<long> CountAsync(string table, long version, CancellationToken token)
    {
        if (!_counts.TryGetValue((table, version), out long rows))
        {
            _counts[(table, version)] = rows = await Read(table, version).CountAsync(token).ConfigureAwait(false);
        }

        return rows;
    }

    public async Task<TableState> AppendAsync(TableContract table, DataFrame rows, CommitFacts facts, CancellationToken token)
    {
        await SaveAsync(table, rows, SaveMode.Append, facts, null, token).ConfigureAwait(false);
        return await CommittedAsync(table.Name, facts, token).ConfigureAwait(false);
    }

    /// <summary>Makes the rows the whole table.</summary>
    /// <param name="table">The contract.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="facts">The commit's metadata.</param>
    /// <param name="isReplaced">Whether columns, types and comments of the contract take the place of those of the table.</param>
    /// <param name="token">Stops the write.</param>
    public async Task<TableState> OverwriteAsync(
        TableContract table, DataFrame rows, CommitFacts facts, bool isReplaced, CancellationToken token)
    {
        (rows, string? option) = isReplaced ? (SchemaGrowth.Commented(table, rows), "overwriteSchema") : (rows, null);
        await SaveAsync(table, rows, SaveMode.Overwrite, facts, option, token).ConfigureAwait(false);
        return await CommittedAsync(table.Name, facts, token).ConfigureAwait(false);
    }

    /// <summary>Applies a <see cref="RowDifference"/>.</summary>
    public async Task<TableState> MergeAsync(TableContract table, DataFrame difference, CommitFacts facts, CancellationToken token)
    {
        TableState before = await StateAsync(table.Name, token).ConfigureAwait(false);
        Dictionary<string, Column> values = table.Columns.ToDictionary(
            column => TableStatements.Quote(column.Name), column => New(column.Name), StringComparer.Ordinal);
        Column same = table.Keys.Select(key => Col(TableStatements.Quote(key)).EqNullSafe(New(key))).Aggregate((left, right) => left.And(right));
        RuntimeConfig conf = spark.Conf();
        await conf.SetAsync(MetadataSetting, facts.ToJson(), token).ConfigureAwait(false);
        await conf.SetAsync(AppIdSetting, AppId, token).ConfigureAwait(false);
        await conf.SetAsync(VersionSetting, Text(before.Version + 1), token).ConfigureAwait(false);
        try
        {
            await difference.MergeInto(Identifier(table.Name), same)
                .WhenMatched(Col(RowDifference.Deletes)).Delete()
                .WhenMatched().Update(values)
                .WhenNotMatched(Not(Col(RowDifference.Deletes))).Insert(values)
                .MergeAsync(token).ConfigureAwait(false);
        }
        finally
        {
            await conf.UnsetAsync(MetadataSetting, CancellationToken.None).ConfigureAwait(false);
            await conf.UnsetAsync(AppIdSetting, CancellationToken.None).ConfigureAwait(false);
            await conf.UnsetAsync(VersionSetting, CancellationToken.None).ConfigureAwait(false);
        }

        return await CommittedAsync(table.Name, facts, token).ConfigureAwait(false);
    }

    /// <summary>Forgets what is known of a table, because somebody else may have written it.</summary>
    public void Forget(string table) => _states.Remove(table);

    private async Task<TableState> CreateAsync(TableContract table, bool recordsChanges, CancellationToken token)
    {
        UnbornTable.Clear(PathOf(table.Name));
        await spark.SqlAsync(TableStatements.Create(table, PathOf(table.Name), recordsChanges), token).ConfigureAwait(false);
        if (!Exists(table.Name))
        {
            throw new PipelineException(
                $"The engine created {table.Name} at {PathOf(table.Name)}, but the folder is not there for this process: the path means "
                + "something else to the engine. Use a lakehouse folder that both see under the same path.");
        }

        _states.Remove(table.Name);
        return await StateAsync(table.Name, token).ConfigureAwait(false);
    }

    // The commit repeats what is known of the content: the columns are new, the rows are not.
    private async Task<TableState> GrowAsync(TableContract table, TableState state, string runId, CancellationToken token)
    {
        DataFrame rows = Read(table.Name, state.Version);
        IReadOnlyList<TableColumn> missing = SchemaGrowth.Missing(table, await rows.SchemaAsync(token).ConfigureAwait(false));
        if (missing.Count == 0)
        {
            return state;
        }

        CommitFacts? facts = state.Facts is { } known ? known with { Run = runId, Facts = null } : null;
        await SaveAsync(table, SchemaGrowth.Empty(rows, missing), SaveMode.Append, facts, "mergeSchema", token).ConfigureAwait(false);
        _states.Remove(table.Name);
        return await StateAsync(table.Name, token).ConfigureAwait(false);
    }

    private async Task SaveAsync(
        TableContract table, DataFrame rows, SaveMode mode, CommitFacts? facts, string? schemaOption, CancellationToken token)
    {
        TableState before = await StateAsync(table.Name, token).ConfigureAwait(false);
        DataFrameWriter writer = rows.Write()
            .Format("delta")
            .Mode(mode)
            .Option("txnAppId", AppId)
            .Option("txnVersion", Text(before.Version + 1));
        writer = facts is null ? writer : writer.Option("userMetadata", facts.ToJson());
        writer = schemaOption is null ? writer : writer.Option(schemaOption, true);
        await writer.SaveAsync(PathOf(table.Name), token).ConfigureAwait(false);
    }

    private async Task<TableState> CommittedAsync(string table, CommitFacts facts, CancellationToken token)
    {
        _states.Remove(table);
        TableState after = await StateAsync(table, token).ConfigureAwait(false);
        if (after.Facts?.Run != facts.Run)
        {
            throw new PipelineException(
                $"The engine reported a commit of {table}, but the newest one (version {Text(after.Version)}) is not of this run. "
                + "Another program writes to the table; let one program write a lakehouse.");
        }

        return after;
    }

    private static Column New(string name) => Col(TableStatements.Quote(RowDifference.SourcePrefix + name));

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
