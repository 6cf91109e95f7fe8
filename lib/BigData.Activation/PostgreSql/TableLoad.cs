using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.PostgreSql;

/// <summary>The ways in which a delivery becomes a table, all inside the caller's transaction.</summary>
internal sealed class TableLoad(PostgreSqlSession session, PostgreSqlNames names, Delivery delivery)
{
    private const string Stage = "bigdata_stage";
    private const string Kind = "bigdata_change";
    private const string Add = "a";
    private const string Change = "c";
    private const string Remove = "r";

    // Room for the changes of later publications in the pages of their rows, so that the index need not change with them.
    private const string Room = "WITH (fillfactor = 95)";

    // Millions of keys are sorted in memory. They come in the order of their bytes: where the database sorts so, too (Z before a), one process
    // that finds them sorted is quicker than several that merge.
    private const string QuickKey =
        """
        SELECT set_config('maintenance_work_mem', '256MB', true) WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB');
        SELECT set_config('max_parallel_maintenance_workers', '0', true) WHERE 'Z'::text < 'a'::text;
        """;

    // Enough for plans until autovacuum looks at more rows, which it does soon: the rows count as changed when they are committed.
    private const string SmallSample =
        "SELECT set_config('default_statistics_target', '20', true) WHERE current_setting('default_statistics_target')::integer > 20;";

    private readonly PublishedTable _table = delivery.Table;
    private readonly string _target = names.In(delivery.Table.ShortName);
    private readonly string _next = names.In(delivery.Table.ShortName + "__next");
    private readonly string _columns = PostgreSqlNames.List(delivery.Table.Columns.Select(column => column.Name));
    private readonly string[] _values = [.. delivery.Table.Columns.Select(column => column.Name).Except(delivery.Table.Keys, StringComparer.Ordinal).Select(PostgreSqlNames.Quote)];

    /// <summary>Makes a new table beside the present one, which readers do not see before it has its name.</summary>
    /// <returns>How many rows it has.</returns>
    public async Task<long> FillNewAsync(CancellationToken token)
    {
        string columns = string.Join(", ", _table.Columns.Select(Definition));
        await session.ExecuteAsync($"CREATE TABLE {_next} ({columns}) {Room}", token).ConfigureAwait(false);
        long rows = await CopyAsync($"{_next} ({_columns})", delivery.OrderedRows, isFrozen: true, token).ConfigureAwait(false);
        if (_table.Keys.Count > 0)
        {
            await session.ExecuteAsync($"{QuickKey} ALTER TABLE {_next} ADD PRIMARY KEY ({PostgreSqlNames.List(_table.Keys)})", token).ConfigureAwait(false);
        }

        return rows;
    }

    /// <summary>Gives the new table the name, comments and rights.</summary>
    public async Task SwapAsync(bool replaces, CancellationToken token)
    {
        string drop = replaces ? $"DROP TABLE {_target};" : string.Empty;
        await session.ExecuteAsync(
            $"{drop} ALTER TABLE {_next} RENAME TO {PostgreSqlNames.Quote(_table.ShortName)}; {KeyName()}", token).ConfigureAwait(false);
        await DescribeAsync(_table.Columns, token).ConfigureAwait(false);
        await session.ExecuteAsync($"GRANT SELECT ON {_target} TO {PostgreSqlNames.Quote(names.Reader)}; {SmallSample} ANALYZE {_target}", token).ConfigureAwait(false);
    }

    /// <summary>Adds the columns that the contract has gained; views and rights of others stay.</summary>
    public async Task GrowAsync(TableShape shape, CancellationToken token)
    {
        PublishedColumn[] missing = [.. _table.Columns.Where(column => !shape.Columns.Any(own => own.Name == column.Name))];
        await session.ExecuteAsync(
            $"ALTER TABLE {_target} {string.Join(", ", missing.Select(column => "ADD COLUMN " + Definition(column)))}", token).ConfigureAwait(false);
        await DescribeAsync(missing, token).ConfigureAwait(false);
    }

    /// <summary>Compares all rows with those of the table and writes only what differs.</summary>
    public async Task<DeliveryReport> SynchronizeAsync(CancellationToken token)
    {
        await session.ExecuteAsync($"CREATE TEMP TABLE {Stage} ON COMMIT DROP AS SELECT {_columns} FROM {_target} WITH NO DATA", token).ConfigureAwait(false);
        await CopyAsync($"{Stage} ({_columns})", delivery.Rows, isFrozen: false, token).ConfigureAwait(false);
        await session.ExecuteAsync($"{SmallSample} ANALYZE {Stage}", token).ConfigureAwait(false);
        int removed = await session.ExecuteAsync(
            $"DELETE FROM {_target} AS t WHERE NOT EXISTS (SELECT FROM {Stage} AS s WHERE {SameKey("s")})", token).ConfigureAwait(false);
        long added = await session.NumberAsync(
            $"SELECT count(*) FROM {Stage} AS s WHERE NOT EXISTS (SELECT FROM {_target} AS t WHERE {SameKey("s")})", token).ConfigureAwait(false);
        int written = await session.ExecuteAsync(Upsert(string.Empty), token).ConfigureAwait(false);
        return new DeliveryReport(added, written - added, removed);
    }

    /// <summary>Writes the changes.</summary>
    /// <param name="changes">The frame of <see cref="TableChanges.Between"/>.</param>
    /// <param name="token">Gives up.</param>
    public async Task<DeliveryReport> ApplyChangesAsync(DataFrame changes, CancellationToken token)
    {
        await session.ExecuteAsync(
            $"CREATE TEMP TABLE {Stage} ON COMMIT DROP AS SELECT {_columns}, ''::\"char\" AS {Kind} FROM {_target} WITH NO DATA", token).ConfigureAwait(false);
        long changed = await CopyAsync(
            $"{Stage} ({_columns}, {Kind})", changes, isFrozen: false, token, new CopyField(Letter().As(Kind), PostgreSqlTypes.Letter)).ConfigureAwait(false);
        int done = await session.ExecuteAsync(
            $"""
            ANALYZE {Stage} ({Kind});
            DELETE FROM {_target} AS t USING {Stage} AS s WHERE s.{Kind} = '{Remove}' AND {SameKey("s")};
            {Update($"s.{Kind} = '{Change}' AND {SameKey("s")}")}
            {Upsert($"WHERE {Kind} = '{Add}'")};
            """,
            token).ConfigureAwait(false);
        if (done < changed)
        {
            // Somebody has changed rows by hand: one that is gone comes back.
            await session.ExecuteAsync(Upsert($"WHERE {Kind} <> '{Remove}'"), token).ConfigureAwait(false);
        }

        return new DeliveryReport();
    }

    private Task<long> CopyAsync(string target, DataFrame rows, bool isFrozen, CancellationToken token, params CopyField[] more) =>
        new CopyStream(session.Connection).SendAsync(target, [.. _table.Columns.Select(CopyField.Of), .. more], rows, isFrozen, token);

    private static Column Letter()
    {
        Column kind = Names.Column(TableChanges.KindColumn);
        return When(kind.EqualTo(Lit(TableChanges.Word(ChangeKind.Remove))), Lit(Remove)).When(kind.EqualTo(Lit(TableChanges.Word(ChangeKind.Add))), Lit(Add)).Otherwise(Lit(Change));
    }

    private string Update(string where) =>
        _values.Length == 0 ? string.Empty : $"UPDATE {_target} AS t SET {Assignments("s")} FROM {Stage} AS s WHERE {where};";

    private string Upsert(string where)
    {
        string action = _values.Length == 0
            ? "NOTHING"
            : $"UPDATE SET {Assignments("excluded")} WHERE ({string.Join(", ", _values.Select(value => "t." + value))}) IS DISTINCT FROM "
                + $"({string.Join(", ", _values.Select(value => "excluded." + value))})";
        return $"INSERT INTO {_target} AS t ({_columns}) SELECT {_columns} FROM {Stage} {where} ON CONFLICT ({PostgreSqlNames.List(_table.Keys)}) DO {action}";
    }

    private string Assignments(string source) => string.Join(", ", _values.Select(value => $"{value} = {source}.{value}"));

    private string SameKey(string alias) =>
        string.Join(" AND ", _table.Keys.Select(key => $"{alias}.{PostgreSqlNames.Quote(key)} = t.{PostgreSqlNames.Quote(key)}"));

    private string KeyName() => _table.Keys.Count == 0
        ? string.Empty
        : $"ALTER INDEX {names.In(_table.ShortName + "__next_pkey")} RENAME TO {PostgreSqlNames.Quote(_table.ShortName + "_pkey")};";

    private string Definition(PublishedColumn column) =>
        $"{PostgreSqlNames.Quote(column.Name)} {PostgreSqlTypes.Of(column.Type)}{(_table.Keys.Contains(column.Name) ? " NOT NULL" : string.Empty)}";

    private async Task DescribeAsync(IEnumerable<PublishedColumn> columns, CancellationToken token)
    {
        string comment = _table.Comment + $" Contract {_table.ContractVersion}.";
        IEnumerable<string> statements = columns
            .Select(column => $"COMMENT ON COLUMN {_target}.{PostgreSqlNames.Quote(column.Name)} IS {PostgreSqlNames.Literal(column.Comment)}")
            .Append($"COMMENT ON TABLE {_target} IS {PostgreSqlNames.Literal(comment.TrimStart())}");
        await session.ExecuteAsync(string.Join(";\n", statements), token).ConfigureAwait(false);
    }
}
