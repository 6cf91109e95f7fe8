using System.Buffers;
using System.Globalization;
using Apache.Arrow;
using BigData.DuckDb;
using BigData.Spark.Embedded.Deriving;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>Writes a folder of text files: CSV, JSON or lines. DuckDB gives the texts, ordered by partition; one file is open at a time.</summary>
internal sealed class RecordWriter(EmbeddedSession session, SessionCompiler compiler)
{
    /// <exception cref="SparkException">The rows cannot be computed, do not fit the format, or cannot be written.</exception>
    internal async Task WriteAsync(WriteFrame write, FolderWrite folder, IRecordFormat format, CancellationToken token)
    {
        RecordCodec codec = RecordCodec.Find(write.Options["compression"] ?? write.Options["codec"]);
        await folder.RunAsync(staging => CopyAsync(write, staging, format, codec, token), token).ConfigureAwait(false);
    }

    private async Task CopyAsync(WriteFrame write, string staging, IRecordFormat format, RecordCodec codec, CancellationToken token)
    {
        using QueryScope scope = new();
        StructType schema = (await compiler.ResolveAsync(write.Input, scope, token).ConfigureAwait(false)).Schema;
        FolderWrite.CheckColumns(write, schema, format.Name);
        StructType data = new(schema.Fields.Where(f => !write.PartitionBy.Items.Contains(f.Name, StringComparer.OrdinalIgnoreCase)));
        RenderedQuery query = await compiler.CompileAsync(Texts(write, format.Texts(data)), scope, token).ConfigureAwait(false);
        using RecordFiles files = new(staging, write, data, format, codec);
        using DuckDbSession connection = session.Connect();
        using DuckDbReader reader = await connection.OpenReaderAsync(query.Sql, null, token).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                token.ThrowIfCancellationRequested();
                files.Write([.. batch.Arrays.Cast<StringArray>()], batch.Length);
            }
        }

        files.Finish();
    }

    // The texts of the records, then the values of the partitions, by which the rows are ordered.
    private static Relation Texts(WriteFrame write, ValueArray<Expression> texts)
    {
        ValueArray<string> partitions = write.PartitionBy.Items.Select((_, i) => FormattableString.Invariant($"p{i}")).ToValueArray();
        IEnumerable<Expression> values = write.PartitionBy.Items.Select((name, i) => Build.Named(Build.Cast(Build.Column(name), DataTypes.String), partitions[i]));
        Project project = new(write.Input, [.. texts.Items.Select((text, i) => Build.Named(text, Build.Name(i))), .. values]);
        return partitions.IsEmpty
            ? project
            : new Sort(project, partitions.Map(name => new SortOrder(Build.Column(name), SortDirection.Ascending, NullOrdering.First)));
    }
}

/// <summary>The files of one write.</summary>
internal sealed class RecordFiles(string folder, WriteFrame write, StructType data, IRecordFormat format, RecordCodec codec) : IDisposable
{
    private readonly long _mostRecords = long.TryParse(write.Options["maxRecordsPerFile"], NumberStyles.None, CultureInfo.InvariantCulture, out long most) && most > 0
        ? most
        : long.MaxValue;

    private readonly Guid _id = Guid.NewGuid();
    private RecordOutput? _file;
    private string _partition = string.Empty;
    private int _number;

    /// <summary>Writes rows: the texts, then the values of the partitions.</summary>
    public void Write(IReadOnlyList<StringArray> columns, int rows)
    {
        StringArray[] texts = [.. columns.Take(columns.Count - write.PartitionBy.Count)];
        StringArray[] values = [.. columns.Skip(texts.Length)];
        for (int row = 0; row < rows; row++)
        {
            string partition = Path.Combine([.. values.Select((v, i) => PartitionPath.Folder(write.PartitionBy[i], v.IsNull(row) ? null : v.GetString(row)))]);
            RecordOutput file = Open(partition);
            format.Write(texts, row, file.Buffer);
            file.Buffer.Write(format.LineEnd);
            file.Records++;
            file.Drain();
        }
    }

    /// <summary>Rows or not, a write without partitions leaves one file.</summary>
    public void Finish()
    {
        if (write.PartitionBy.IsEmpty)
        {
            Open(string.Empty);
        }
    }

    public void Dispose() => _file?.Dispose();

    private RecordOutput Open(string partition)
    {
        if (_file is not null && partition == _partition && _file.Records < _mostRecords)
        {
            return _file;
        }

        _file?.Dispose();
        _number = partition == _partition && _file is not null ? _number + 1 : 0;
        _partition = partition;
        string target = Path.Combine(folder, partition);
        Directory.CreateDirectory(target);
        string name = string.Create(CultureInfo.InvariantCulture, $"part-00000-{_id}-c{_number:D3}{format.Extension}{codec.Extension}");
        _file = new RecordOutput(Path.Combine(target, name), codec, format.Encoding);
        if (format.WriteHeader(data, _file.Buffer))
        {
            _file.Buffer.Write(format.LineEnd);
        }

        return _file;
    }
}
