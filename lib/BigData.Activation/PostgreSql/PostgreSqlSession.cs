using System.Globalization;
using Npgsql;

namespace BigData.Activation.PostgreSql;

/// <summary>One connection of a destination, with the few things that are asked of it.</summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public async Task<int> ExecuteAsync(string sql, CancellationToken token)
    {
        NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>The first column of all rows as text; a null is an empty text.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string sql, CancellationToken token) =>
        [.. (await RowsAsync(sql, token).ConfigureAwait(false)).Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture) ?? string.Empty)];

    public async Task<long> NumberAsync(string sql, CancellationToken token) =>
        Convert.ToInt64((await RowsAsync(sql, token).ConfigureAwait(false))[0][0], CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<object?[]>> RowsAsync(string sql, CancellationToken token)
    {
        List<object?[]> rows = [];
        NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    object[] values = new object[reader.FieldCount];
                    reader.GetValues(values);
                    rows.Add([.. values.Select(value => value is DBNull ? null : value)]);
                }
            }
        }

        return rows;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
