using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Embedded.Sources.Csv;

namespace BigData.Spark.Embedded.Sources.Text;

/// <summary>Reads lines or whole files as Arrow batches, one partition a file.</summary>
internal sealed class TextFileReader(IReadOnlyList<string> files, Encoding? encoding, byte[]? separator, bool isWhole)
{
    private const int MaxRows = 8 * 1024;
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The files as a source for DuckDB.</summary>
    /// <param name="hasText">Whether the text is read, or only counted.</param>
    public ArrowSource Source(bool hasText)
    {
        Schema schema = new(
            [
                .. hasText ? [new Field(RecordScan.Name(0), StringType.Default, nullable: true)] : System.Array.Empty<Field>(),
                new Field(RecordScan.FileColumn, Int32Type.Default, nullable: false),
                new Field(RecordScan.RowColumn, Int64Type.Default, nullable: false),
            ],
            null);
        return ArrowSource.FromPartitions(schema, [.. files.Select((_, i) => Partition(schema, i, hasText))], files.Sum(RecordScan.RowEstimate));
    }

    private ArrowPartition Partition(Schema schema, int file, bool hasText) => request => Read(schema, file, hasText, request.Token);

    private IEnumerable<RecordBatch> Read(Schema schema, int file, bool hasText, CancellationToken token)
    {
        string path = files[file];
        using LineReader reader = FileReadGuard.Run(path, () => new LineReader(CsvInput.Open(path, encoding), separator));
        long row = RecordScan.FirstRow(file);
        bool more = true;
        while (more)
        {
            token.ThrowIfCancellationRequested();
            TextBuilder text = new();
            ValueBuilder<int> fileNumbers = new(Int32Type.Default);
            ValueBuilder<long> rows = new(Int64Type.Default);
            while (rows.Count < MaxRows && text.Size < MaxBytes)
            {
                more = FileReadGuard.Run(path, () => isWhole ? reader.ReadAll() : reader.Read());
                if (!more)
                {
                    break;
                }

                text.TryAdd(reader.Line);
                fileNumbers.Add(file);
                rows.Add(row++);
            }

            if (rows.Count > 0)
            {
                IEnumerable<IArrowArray> values = hasText ? [text.Build()] : [];
                yield return new RecordBatch(schema, [.. values, fileNumbers.Build(), rows.Build()], rows.Count);
            }
        }
    }
}
