using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.DuckDb;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Commands;

/// <summary>The data files that one command writes below a table, so that they can be deleted when they are not committed.</summary>
internal sealed class DataFileSession(EmbeddedSession session, string folder)
{
    private readonly List<DataFile> _written = [];

    /// <summary>Writes the rows of a query; columns as in the table's schema, partition columns included.</summary>
    internal Task<IReadOnlyList<DataFile>> WriteAsync(string sql, Metadata metadata, CancellationToken token) =>
        WriteAsync(sql, new DataFileWriteRequest { TablePath = folder, Metadata = metadata }, token);

    /// <summary>Writes row changes: columns as in the table's schema, and <see cref="ChangeDataFile.ChangeTypeColumn"/>.</summary>
    internal Task<IReadOnlyList<DataFile>> WriteChangesAsync(string sql, Metadata metadata, CancellationToken token) =>
        WriteAsync(sql, new DataFileWriteRequest { TablePath = folder, Metadata = metadata, IsChangeData = true }, token);

    private async Task<IReadOnlyList<DataFile>> WriteAsync(string sql, DataFileWriteRequest request, CancellationToken token)
    {
        try
        {
            using DuckDbSession connection = session.Connect();
            IReadOnlyList<DataFile> files = await new DuckDbDataFileWriter().WriteAsync(new DuckDbRows(connection, sql), request, token).ConfigureAwait(false);
            _written.AddRange(files);
            return files;
        }
        catch (NotNullViolationException e)
        {
            throw SparkErrors.Create("DELTA_NOT_NULL_CONSTRAINT_VIOLATED", [], e, ("columnName", e.Column));
        }
    }

    /// <summary>Deletes what was written so far, as far as the disk allows; nothing refers to it.</summary>
    internal void DeleteOrphans()
    {
        foreach (DataFile file in _written)
        {
            try
            {
                File.Delete(Path.Combine(folder, file.Path));
            }
            catch (IOException)
            {
                // A file that cannot be deleted is unknown to the table; VACUUM finds it.
            }
            catch (UnauthorizedAccessException)
            {
                // As above.
            }
        }

        _written.Clear();
    }
}
