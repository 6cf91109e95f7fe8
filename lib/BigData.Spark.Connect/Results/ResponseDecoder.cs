using Apache.Arrow;
using Apache.Arrow.Compression;
using BigData.Spark.Arrow;
using BigData.Spark.Engine;
using BigData.Spark.Connect.Failures;
using BigData.Spark.Proto;
using Google.Protobuf;

namespace BigData.Spark.Connect.Results;

/// <summary>The messages of one execution as events; it checks what the server promises about batches.</summary>
internal sealed class ResponseDecoder(string endpoint) : IDisposable
{
    private static readonly CompressionCodecFactory Codecs = new();

    private readonly Queue<BatchEvent> _pending = new();
    private readonly ChunkAssembler _chunks = new(endpoint);
    private Sql.Types.StructType? _schema;
    private Schema? _arrowSchema;
    private long _rows;

    /// <summary>The events of one message: none, one or several.</summary>
    /// <exception cref="Sql.SparkException">The message contradicts itself or those before it.</exception>
    public IEnumerable<ExecuteEvent> Decode(ExecutePlanResponse response)
    {
        if (response.Schema is { } schema && _schema is null)
        {
            yield return Announce(schema);
        }

        foreach (ExecuteEvent item in DecodeVariant(response))
        {
            yield return item;
        }

        if (response.Metrics is { } metrics)
        {
            yield return new MetricsEvent([.. metrics.Metrics_.Select(Operator)]);
        }

        foreach (ExecutePlanResponse.Types.ObservedMetrics observed in response.ObservedMetrics)
        {
            yield return new ObservedEvent(observed.Name, observed.PlanId, [.. observed.Keys], [.. observed.Values]);
        }
    }

    /// <summary>Called at the end of a stream that ended without an error.</summary>
    /// <exception cref="Sql.SparkException">A batch is incomplete, or a schema was announced, but no batch came.</exception>
    public void Finish()
    {
        if (_chunks.IsOpen)
        {
            throw ConnectErrors.Broken(endpoint, "it ended a result in the middle of a batch.");
        }

        if (_schema is not null && _arrowSchema is null)
        {
            throw ConnectErrors.Broken(endpoint, "it ended a result after its schema, without any batch.");
        }
    }

    public void Dispose()
    {
        while (_pending.TryDequeue(out BatchEvent? batch))
        {
            batch.Batch.Dispose();
        }
    }

    private SchemaEvent Announce(Proto.DataType schema)
    {
        _schema = DataTypeProto.FromProto(schema) as Sql.Types.StructType
            ?? throw ConnectErrors.Broken(endpoint, "it announced rows of a type that is not a struct.");
        return new SchemaEvent(_schema);
    }

    private IEnumerable<ExecuteEvent> DecodeVariant(ExecutePlanResponse response)
    {
        switch (response.ResponseTypeCase)
        {
            case ExecutePlanResponse.ResponseTypeOneofCase.ArrowBatch:
                if (_chunks.Add(response.ArrowBatch) is not { } whole)
                {
                    break;
                }

                foreach (ExecuteEvent item in DecodeBatch(whole))
                {
                    yield return item;
                }

                break;
            case ExecutePlanResponse.ResponseTypeOneofCase.SqlCommandResult:
                yield return new SqlRelationEvent(
                    response.SqlCommandResult.Relation ?? throw ConnectErrors.Broken(endpoint, "it answered a SQL text without a relation."));
                break;
            case ExecutePlanResponse.ResponseTypeOneofCase.MlCommandResult:
                yield return new MlResultEvent(response.MlCommandResult);
                break;
            case ExecutePlanResponse.ResponseTypeOneofCase.ExecutionProgress:
                yield return Progress(response.ExecutionProgress);
                break;
            case ExecutePlanResponse.ResponseTypeOneofCase.None or ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete:
                break;
            default:
                throw ConnectErrors.Broken(endpoint, $"it sent a {response.ResponseTypeCase}, which was not asked for.");
        }
    }

    /// <summary>The events for rows that are part of the plan itself: what the server would answer if it were asked.</summary>
    /// <param name="data">One Arrow stream.</param>
    /// <exception cref="Sql.SparkException">The bytes are damaged.</exception>
    public IEnumerable<ExecuteEvent> DecodeLocal(ByteString data) => Announce(Read(() => ArrowStreams.Read(data.Memory, Codecs)));

    private IEnumerable<ExecuteEvent> DecodeBatch(ExecutePlanResponse.Types.ArrowBatch message)
    {
        CheckHeader(message);
        return Announce(Read(() => ArrowStreams.Read(message.Data.Memory, message.RowCount, Codecs)));
    }

    private IEnumerable<ExecuteEvent> Announce((Schema Arrow, IReadOnlyList<RecordBatch> Batches) stream)
    {
        foreach (RecordBatch batch in stream.Batches)
        {
            _pending.Enqueue(new BatchEvent(batch, _rows));
            _rows += batch.Length;
        }

        Compare(stream.Arrow);
        if (_schema is null)
        {
            _schema = ToSpark(stream.Arrow);
            yield return new SchemaEvent(_schema);
        }

        if (stream.Batches.Count == 0)
        {
            yield return new BatchEvent(Empty(stream.Arrow), _rows);
        }

        while (_pending.TryDequeue(out BatchEvent? item))
        {
            yield return item;
        }
    }

    private void CheckHeader(ExecutePlanResponse.Types.ArrowBatch message)
    {
        if (message.HasStartOffset && message.StartOffset != _rows)
        {
            throw ConnectErrors.Broken(endpoint, $"a batch begins at row {message.StartOffset}, but {_rows} rows came before it.");
        }
    }

    private (Schema Arrow, IReadOnlyList<RecordBatch> Batches) Read(Func<(Schema Arrow, IReadOnlyList<RecordBatch> Batches)> stream)
    {
        try
        {
            return stream();
        }
        catch (ArrowFormatException error)
        {
            throw Errors.SparkErrors.Create("ARROW_DATA_INVALID", [], error, ("source", endpoint), ("problem", error.Message));
        }
    }

    private void Compare(Schema arrow)
    {
        _arrowSchema ??= arrow;
        bool same = arrow.FieldsList.Count == _arrowSchema.FieldsList.Count
            && arrow.FieldsList.Zip(_arrowSchema.FieldsList).All(pair =>
                pair.First.Name == pair.Second.Name && pair.First.DataType.TypeId == pair.Second.DataType.TypeId);
        if (!same || (_schema is not null && _schema.Count != arrow.FieldsList.Count))
        {
            throw ConnectErrors.Broken(endpoint, "a batch has other columns than those before it.");
        }
    }

    private Sql.Types.StructType ToSpark(Schema arrow)
    {
        try
        {
            return ArrowSchemas.ToSpark(arrow);
        }
        catch (ArrowFormatException error)
        {
            throw Errors.SparkErrors.Create("ARROW_DATA_INVALID", [], error, ("source", endpoint), ("problem", error.Message));
        }
    }

    private static RecordBatch Empty(Schema schema) =>
        new(schema, schema.FieldsList.Select(f => ArrowArrayFactory.BuildArray(EmptyData(f.DataType))), 0);

    private static ArrayData EmptyData(Apache.Arrow.Types.IArrowType type) => type switch
    {
        Apache.Arrow.Types.NullType => new ArrayData(type, 0, 0, 0, []),
        Apache.Arrow.Types.StructType s => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty], [.. s.Fields.Select(f => EmptyData(f.DataType))]),
        Apache.Arrow.Types.MapType m => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], [EmptyData(m.KeyValueType)]),
        Apache.Arrow.Types.ListType l => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], [EmptyData(l.ValueDataType)]),
        Apache.Arrow.Types.LargeListType l => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], [EmptyData(l.ValueDataType)]),
        Apache.Arrow.Types.StringType or Apache.Arrow.Types.BinaryType or Apache.Arrow.Types.LargeStringType or Apache.Arrow.Types.LargeBinaryType =>
            new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty, ArrowBuffer.Empty]),
        _ => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty]),
    };

    private static ProgressEvent Progress(ExecutePlanResponse.Types.ExecutionProgress progress) => new(
        [.. progress.Stages.Select(s => new Sql.StageProgress(s.StageId, s.NumTasks, s.NumCompletedTasks, s.InputBytesRead, s.Done))],
        progress.NumInflightTasks);

    private static OperatorMetrics Operator(ExecutePlanResponse.Types.Metrics.Types.MetricObject metric) => new(
        metric.Name,
        metric.PlanId,
        metric.Parent,
        metric.ExecutionMetrics.ToDictionary(
            pair => pair.Key, pair => new OperatorMetric(pair.Value.Name, pair.Value.Value, pair.Value.MetricType), StringComparer.Ordinal));
}
