using System.Globalization;
using BigData.Spark.Sql;
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

    /// <summary>Sends rows by COPY.</summary>
    public async Task CopyAsync(string target, PublishedTable table, IAsyncEnumerable<Row> rows, CancellationToken token)
    {
        await CopyAsync(target, table, Plain(rows, token), token).ConfigureAwait(false);

        static async IAsyncEnumerable<(Row Row, char? Last)> Plain(IAsyncEnumerable<Row> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            await foreach (Row row in rows.WithCancellation(token).ConfigureAwait(false))
            {
                yield return (row, null);
            }
        }
    }

    /// <summary>Sends rows with one more column of one letter by COPY.</summary>
    public async Task CopyAsync(string target, PublishedTable table, IAsyncEnumerable<(Row Row, char? Last)> rows, CancellationToken token)
    {
        CopyText text = new(table);
        TextWriter writer = await connection.BeginTextImportAsync($"COPY {target} FROM STDIN", token).ConfigureAwait(false);
        try
        {
            await foreach ((Row row, char? last) in rows.WithCancellation(token).ConfigureAwait(false))
            {
                foreach (ReadOnlyMemory<char> chunk in text.Line(row, last).GetChunks())
                {
                    await writer.WriteAsync(chunk, token).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            // Ends the COPY, so that the transaction can be rolled back; what went wrong is what counts.
            (writer as NpgsqlCopyTextWriter)?.Cancel();
            throw;
        }

        await writer.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
