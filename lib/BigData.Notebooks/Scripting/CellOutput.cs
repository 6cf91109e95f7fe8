using System.Text;
using System.Text.Json.Nodes;
using BigData.Notebooks.Display;

namespace BigData.Notebooks.Scripting;

/// <summary>
/// What one cell puts out. Text is gathered for a moment, so that a loop of small writes is not a message each. Once the cell is interrupted, whoever writes gets
/// an <see cref="OperationCanceledException"/>, which ends code that would go on otherwise.
/// </summary>
internal sealed class CellOutput : IDisposable
{
    public const string StandardOutput = "stdout";
    public const string StandardError = "stderr";

    private const int MostBuffered = 16 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly AsyncLocal<CellOutput?> Ambient = new();

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly IOutputSink _sink;
    private readonly ITimer _timer;
    private readonly CancellationToken _interrupt;
    private string _stream = StandardOutput;

    public CellOutput(IOutputSink sink, TimeProvider time, CancellationToken interrupt)
    {
        _sink = sink;
        _interrupt = interrupt;
        _timer = time.CreateTimer(_ => Flush(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The output of the cell whose code runs here, also on threads and tasks that it started; null outside of cells.</summary>
    public static CellOutput? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public bool WantsProgress => _sink.WantsProgress;

    /// <summary>Is cancelled when the cell is interrupted.</summary>
    public CancellationToken Interrupt => _interrupt;

    public void Write(string stream, string text)
    {
        _interrupt.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (stream != _stream)
            {
                FlushLocked();
                _stream = stream;
            }

            bool isFirst = _text.Length == 0;
            _text.Append(text);
            if (_text.Length >= MostBuffered)
            {
                FlushLocked();
            }
            else if (isFirst)
            {
                _timer.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Display(MimeBundle bundle, string? id = null) => Send("display_data", WithId(bundle, id));

    public void Update(MimeBundle bundle, string id) => Send("update_display_data", WithId(bundle, id));

    public void Result(MimeBundle bundle, int count)
    {
        JsonObject content = bundle.ToJson();
        content["execution_count"] = count;
        Send("execute_result", content);
    }

    public void Error(CellError error) => Send("error", error.ToJson());

    public void Clear(bool wait) => Send("clear_output", new JsonObject { ["wait"] = wait });

    public void Flush()
    {
        lock (_gate)
        {
            FlushLocked();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private static JsonObject WithId(MimeBundle bundle, string? id)
    {
        JsonObject content = bundle.ToJson();
        content["transient"] = id is null ? [] : new JsonObject { ["display_id"] = id };
        return content;
    }

    private void Send(string type, JsonObject content)
    {
        lock (_gate)
        {
            FlushLocked();
            _sink.Send(type, content);
        }
    }

    private void FlushLocked()
    {
        if (_text.Length > 0)
        {
            _sink.Send("stream", new JsonObject { ["name"] = _stream, ["text"] = _text.ToString() });
            _text.Clear();
        }
    }
}
