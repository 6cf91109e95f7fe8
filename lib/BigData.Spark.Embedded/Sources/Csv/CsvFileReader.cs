using System.Collections.Concurrent;
using System.Text;
using Apache.Arrow;
using BigData.DuckDb.Arrow;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Reads files as Arrow batches, one partition a file.</summary>
internal sealed class CsvFileReader(CsvReadPlan plan, IReadOnlyList<string> files)
{
    // A batch's memory is filled again only after so many other batches were given: DuckDB may still look at the newest ones.
    private static readonly int Generations = (2 * Environment.ProcessorCount) + 4;
    private readonly ConcurrentQueue<CsvBatch> _used = new();

    /// <summary>The files as a source for DuckDB.</summary>
    public ArrowSource Source() => ArrowSource.FromPartitions(plan.Schema, [.. files.Select((_, i) => Partition(i))], files.Sum(RecordScan.RowEstimate));

    private ArrowPartition Partition(int file) => request => Read(file, request.Token);

    private IEnumerable<RecordBatch> Read(int file, CancellationToken token)
    {
        using CsvRecordReader reader = FileReadGuard.Run(files[file], () => Open(file));
        long row = RecordScan.FirstRow(file);
        bool more = true;
        while (more)
        {
            token.ThrowIfCancellationRequested();
            CsvBatch batch = Take();
            more = FileReadGuard.Run(files[file], () => Fill(batch, reader, file, ref row));
            if (batch.Rows > 0)
            {
                yield return batch.Build();
            }

            _used.Enqueue(batch);
        }
    }

    private static bool Fill(CsvBatch batch, CsvRecordReader reader, int file, ref long row)
    {
        while (!batch.IsFull)
        {
            if (!reader.Read())
            {
                return false;
            }

            int before = batch.Rows;
            batch.Add(reader, file, row);
            row += batch.Rows - before;
        }

        return true;
    }

    private CsvRecordReader Open(int file)
    {
        CsvInput input = CsvInput.Open(files[file], plan.Options.Encoding);
        try
        {
            CsvRecordReader reader = new(input, plan.Options);
            if (plan.Options.Header && reader.SkipHeader() && !plan.Options.EnforceSchema)
            {
                CheckHeader(reader.Tokenizer);
            }

            return reader;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private void CheckHeader(CsvTokenizer header)
    {
        string[] names = [.. Enumerable.Range(0, header.FieldCount).Select(i => Encoding.UTF8.GetString(header.Field(i, out _)))];
        IReadOnlyList<string> expected = plan.FileFields.FieldNames;
        if (!names.SequenceEqual(expected, StringComparer.OrdinalIgnoreCase))
        {
            throw new Sql.SparkIllegalArgumentException(
                $"CSV header does not conform to the schema.\n Header: {string.Join(", ", names)}\n Schema: {string.Join(", ", expected)}");
        }
    }

    private CsvBatch Take()
    {
        if (_used.Count > Generations && _used.TryDequeue(out CsvBatch? batch))
        {
            batch.Clear();
            return batch;
        }

        return new CsvBatch(plan);
    }
}
