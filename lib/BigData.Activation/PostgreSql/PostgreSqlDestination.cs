using System.Runtime.CompilerServices;
using BigData.Spark.Sql;
using Npgsql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Activation.PostgreSql;

/// <summary>
/// Tables of a PostgreSQL server. Rows and the memory of what they are change in one transaction: readers see the old table or the new
/// one, and a process that is killed leaves what was there.
/// </summary>
internal sealed class PostgreSqlDestination(string name, string connectionString, PostgreSqlNames names, string? viewFolder) : IDestination
{
    private readonly NpgsqlDataSource _source = Source(connectionString);
    private readonly PostgreSqlState _state = new(names);
    private readonly PublishedViews _views = new(names, viewFolder);
    private bool _isPrepared;

    public string Name => name;

    bool IDestination.FindsBadRows => true;

    public Task<Acknowledgement?> AcknowledgedAsync(PublishedTable table, CancellationToken token) => RunAsync(async session =>
    {
        Acknowledgement? held = await _state.ReadAsync(session, table.ShortName, token).ConfigureAwait(false);
        return held is not null
            && await ShapeAsync(session, table, token).ConfigureAwait(false) is { } shape
            && (shape.Fits(table) || held.ContractVersion != table.ContractVersion)
            && await session.NumberAsync($"SELECT count(*) FROM {names.In(table.ShortName)}", token).ConfigureAwait(false) == held.Rows
            ? held
            : null;
    }, token);

    public Column? Refusal(PublishedTable table)
    {
        Column? reason = null;
        foreach (PublishedColumn column in table.Columns)
        {
            string type = PostgreSqlTypes.Of(column.Type);
            Column? text = type switch
            {
                "text" => Names.Column(column.Name),
                "text[]" => ArrayJoin(Names.Column(column.Name), string.Empty),
                _ => null,
            };
            if (text is not null)
            {
                Column isBad = text.Contains("\0");
                Column why = Lit($"column {column.Name} holds the character U+0000, which PostgreSQL cannot store");
                reason = reason is null ? When(isBad, why) : reason.When(isBad, why);
            }
        }

        return reason;
    }

    public Task<DeliveryReport> DeliverAsync(Delivery delivery, CancellationToken token) => RunAsync(async session =>
    {
        await PrepareAsync(session, token).ConfigureAwait(false);
        await new ForeignKeys(names).DropAsync(session, delivery.Table.ShortName, token).ConfigureAwait(false);
        NpgsqlTransaction transaction = await session.Connection.BeginTransactionAsync(token).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await _state.LockAsync(session, token).ConfigureAwait(false);
            TableLoad load = new(session, names, delivery);
            TableShape? shape = await ShapeAsync(session, delivery.Table, token).ConfigureAwait(false);
            DeliveryReport report = shape is null || delivery.Table.Keys.Count == 0 || !shape.CanBecome(delivery.Table)
                ? await ReplaceAsync(session, load, shape, delivery, token).ConfigureAwait(false)
                : await UpdateAsync(load, shape, delivery, token).ConfigureAwait(false);
            Acknowledgement content = delivery.IsUnjudged ? delivery.Content with { Rows = report.Added!.Value } : delivery.Content;
            await _state.WriteAsync(session, delivery.Table.ShortName, content, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
            return report;
        }
    }, token);

    public Task CompleteAsync(CancellationToken token) => RunAsync(async session =>
    {
        await PrepareAsync(session, token).ConfigureAwait(false);
        NpgsqlTransaction transaction = await session.Connection.BeginTransactionAsync(token).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await _state.LockAsync(session, token).ConfigureAwait(false);
            await _views.MakeAsync(session, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
        }

        await new ForeignKeys(names).AddAsync(session, token).ConfigureAwait(false);
        return true;
    }, token);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // Only types are read and written that every server has, so that nobody need ask it which others there are.
    private static NpgsqlDataSource Source(string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString).ConfigureTypeLoading(loading => loading.EnableTypeLoading(false)).Build();

    private async Task<DeliveryReport> ReplaceAsync(PostgreSqlSession session, TableLoad load, TableShape? shape, Delivery delivery, CancellationToken token)
    {
        long added;
        try
        {
            added = await load.FillNewAsync(token).ConfigureAwait(false);
        }
        catch (PostgresException e) when (delivery.IsUnjudged && IsOfRow(e))
        {
            throw new UnjudgedRowsException("PostgreSQL has found a row that it cannot take", e);
        }

        if (shape is not null)
        {
            await _views.DropAsync(session, token).ConfigureAwait(false);
        }

        await load.SwapAsync(shape is not null, token).ConfigureAwait(false);
        if (shape is not null)
        {
            await _views.MakeAsync(session, token).ConfigureAwait(false);
        }

        return delivery.IsUnjudged ? new DeliveryReport(added) : new DeliveryReport();
    }

    // A null in the key, a key twice, the character U+0000 in a text.
    private static bool IsOfRow(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CharacterNotInRepertoire;

    private static async Task<DeliveryReport> UpdateAsync(TableLoad load, TableShape shape, Delivery delivery, CancellationToken token)
    {
        if (delivery.IsUnjudged)
        {
            throw new UnjudgedRowsException("the table is there already, and a statement that changes it would not find every bad row");
        }

        if (!shape.Fits(delivery.Table))
        {
            await load.GrowAsync(shape, token).ConfigureAwait(false);
        }

        return delivery.OrderedChanges is { } changes
            ? await load.ApplyChangesAsync(changes, token).ConfigureAwait(false)
            : await load.SynchronizeAsync(token).ConfigureAwait(false);
    }

    private Task<TableShape?> ShapeAsync(PostgreSqlSession session, PublishedTable table, CancellationToken token) =>
        TableShape.ReadAsync(session, names, table.ShortName, token);

    private async Task PrepareAsync(PostgreSqlSession session, CancellationToken token)
    {
        if (!_isPrepared)
        {
            await _state.PrepareAsync(session, token).ConfigureAwait(false);
            _isPrepared = true;
        }
    }

    private async Task<T> RunAsync<T>(Func<PostgreSqlSession, Task<T>> work, CancellationToken token)
    {
        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(token).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable owned = connection.ConfigureAwait(false);
            return await work(new PostgreSqlSession(connection)).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw new DestinationException($"PostgreSQL refuses ({Place()}): {e.MessageText} (SQLSTATE {e.SqlState}).{Advice(e)}", e);
        }
        catch (NpgsqlException e)
        {
            throw new DestinationException($"PostgreSQL cannot be reached ({Place()}): {e.Message} Nothing was changed; publish again when it is up.", e);
        }
    }

    private string Place()
    {
        NpgsqlConnectionStringBuilder text = new(connectionString);
        return FormattableString.Invariant($"host {text.Host}, port {text.Port}, database {text.Database ?? text.Username}");
    }

    private static string Advice(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege => " The user of the connection string needs the right to create schemas and tables in the database, or must own them; a role that it cannot create can be made before and named in the setting reader.",
        PostgresErrorCodes.DependentObjectsStillExist => " Something of your own depends on a table whose columns have changed: drop it, publish, and make it again.",
        _ => string.Empty,
    };
}
