using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>The output of a command that lives on, line by line as it is written.</summary>
internal sealed class LineReader : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Pauses = ["run_finished", "interval_failed", "interval_waits", "waiting"];

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _line = new();
    private readonly Lock _gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Whether an interval has started and neither ended nor waits for something.</summary>
    public bool IsRunning { get; private set; }

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value == '\n')
            {
                Take(_line.ToString().TrimEnd('\r'));
            }
            else
            {
                _line.Append(value);
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            Take(_line + value);
        }
    }

    private void Take(string line)
    {
        IsRunning = line.Contains("\"interval_started\"", StringComparison.Ordinal)
            || (IsRunning && !Pauses.Any(pause => line.Contains($"\"event\":\"{pause}\"", StringComparison.Ordinal)));
        _lines.Writer.TryWrite(line);
        _line.Clear();
    }

    /// <summary>The events until one of a kind, that one included; fails when it does not come.</summary>
    /// <param name="kind">The word of the event.</param>
    /// <param name="command">The command that writes; when it ends nothing more will come.</param>
    public async Task<IReadOnlyList<JsonNode>> UntilAsync(string kind, Task command)
    {
        List<JsonNode> events = [];
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (events.Count == 0 || (string?)events[^1]["event"] != kind)
        {
            Task<string> line = _lines.Reader.ReadAsync(patience.Token).AsTask();
            Assert.True(await Task.WhenAny(line, command) == line || line.IsCompleted, $"the command has ended, and no event {kind} has come after: {string.Join('\n', events)}");
            events.Add(JsonNode.Parse(await line)!);
        }

        return events;
    }
}
