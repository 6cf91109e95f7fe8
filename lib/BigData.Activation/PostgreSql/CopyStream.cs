using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Apache.Arrow;
using BigData.Spark.Sql;
using Npgsql;
using Column = BigData.Spark.Sql.Column;

namespace BigData.Activation.PostgreSql;

/// <summary>Sends the rows of a frame into a table by COPY in binary format, batch by batch as the engine computes them.</summary>
internal sealed class CopyStream(NpgsqlConnection connection)
{
    private const int Parcel = 128 * 1024;
    private const int BatchesAhead = 8;

    /// <summary>Sends all rows.</summary>
    /// <param name="target">Table and columns, quoted.</param>
    /// <param name="columns">Names of the frame's columns and the types that they have in PostgreSQL.</param>
    /// <param name="rows">The rows; values are cast where the frame has another type than the contract.</param>
    /// <param name="isFrozen">
    /// Whether the table was made by this transaction: then its rows need no second look, and a reader whose snapshot is older than the
    /// table finds it full, not empty.
    /// </param>
    /// <param name="token">Gives up; the transaction can then be rolled back.</param>
    /// <returns>How many rows were sent.</returns>
    public async Task<long> SendAsync(string target, IReadOnlyList<CopyField> columns, DataFrame rows, bool isFrozen, CancellationToken token)
    {
        long sent = 0;
        DataFrame typed = rows.Select([.. columns.Select(column => column.Value)]);
        string[] types = [.. columns.Select(column => column.Type)];
        NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(
            $"COPY {target} FROM STDIN WITH (FORMAT binary{(isFrozen ? ", FREEZE" : string.Empty)})", token).ConfigureAwait(false);
        try
        {
            CopyBuffer buffer = new();
            buffer.Header();
            await foreach (RecordBatch batch in ReadAheadAsync(typed, token).ConfigureAwait(false))
            {
                using (batch)
                {
                    await SendAsync(stream, batch, types, buffer, token).ConfigureAwait(false);
                    sent += batch.Length;
                }
            }

            buffer.Trailer();
            await stream.WriteAsync(buffer.Written, token).ConfigureAwait(false);
        }
        catch
        {
            // Ends the COPY, so that the transaction can be rolled back; what went wrong is what counts.
            await stream.CancelAsync().ConfigureAwait(false);
            throw;
        }

        await stream.DisposeAsync().ConfigureAwait(false);
        return sent;
    }

    // The engine goes on computing while a batch is sent.
    private static async IAsyncEnumerable<RecordBatch> ReadAheadAsync(DataFrame rows, [EnumeratorCancellation] CancellationToken token)
    {
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(token);
        Channel<RecordBatch> queue = Channel.CreateBounded<RecordBatch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        Task reading = Task.Run(() => FillAsync(rows, queue.Writer, left.Token), CancellationToken.None);
        try
        {
            await foreach (RecordBatch batch in queue.Reader.ReadAllAsync(token).ConfigureAwait(false))
            {
                yield return batch;
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            while (queue.Reader.TryRead(out RecordBatch? unread))
            {
                unread.Dispose();
            }
        }
    }

    // What goes wrong is told to the reader of the queue.
    private static async Task FillAsync(DataFrame rows, ChannelWriter<RecordBatch> queue, CancellationToken token)
    {
        try
        {
            await foreach (RecordBatch batch in rows.ToArrowAsync(token).ConfigureAwait(false))
            {
                await queue.WriteAsync(batch, token).ConfigureAwait(false);
            }

            queue.Complete();
        }
        catch (Exception e)
        {
            queue.Complete(e);
        }
    }

    private static async Task SendAsync(NpgsqlRawCopyStream stream, RecordBatch batch, string[] types, CopyBuffer buffer, CancellationToken token)
    {
        CopyColumn[] columns = [.. types.Select((type, i) => CopyColumn.Of(type, batch.Column(i)))];
        for (int row = 0; row < batch.Length; row++)
        {
            buffer.Int16((short)columns.Length);
            foreach (CopyColumn column in columns)
            {
                column.Write(row, buffer);
            }

            if (buffer.Length >= Parcel)
            {
                await stream.WriteAsync(buffer.Written, token).ConfigureAwait(false);
                buffer.Clear();
            }
        }
    }
}

/// <summary>A field of a COPY.</summary>
/// <param name="Value">The column of the frame.</param>
/// <param name="Type">The type in PostgreSQL.</param>
internal sealed record CopyField(Column Value, string Type)
{
    /// <summary>A column of a published table.</summary>
    public static CopyField Of(PublishedColumn column) => new(
        (PostgreSqlTypes.Cast(column.Type) is { } type
            ? Names.Column(column.Name).Cast(type)
            : Functions.Expr($"to_json({Names.Quoted(column.Name)}, map('ignoreNullFields', 'false'))")).As(column.Name),
        PostgreSqlTypes.Of(column.Type));
}
