using System.Text.Json.Nodes;
using System.Threading.Channels;
using BigData.Notebooks.Completion;
using BigData.Notebooks.Display;
using BigData.Notebooks.Protocol;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Kernel;

/// <summary>Answers requests: one after another on each channel, and each of them, also when its handler fails.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html</remarks>
internal sealed class KernelRequests(NotebookSession session, KernelSockets sockets, MessageCodec codec, Func<int> waiting, Action shutdown)
{
    private readonly InputHistory _history = new();
    private Task _warm = Task.CompletedTask;
    private Task? _editor;
    private int _count;
    private int _toAbort;

    /// <summary>Begins to make ready what the first cell would have to wait for, while a person reads or types.</summary>
    public void WarmUp(CancellationToken token) => _warm = Task.Run(() => QuietlyAsync(() => session.WarmUpAsync(token)), CancellationToken.None);

    public async Task ServeAsync(KernelChannel channel, ChannelReader<Message> requests, CancellationToken token)
    {
        try
        {
            await foreach (Message request in requests.ReadAllAsync(token).ConfigureAwait(false))
            {
                Status("busy", request);
                bool isAborted = channel == KernelChannel.Shell && _toAbort > 0;
                _toAbort -= isAborted ? 1 : 0;
                JsonObject? reply = await TryAnswerAsync(request, isAborted, token).ConfigureAwait(false);
                if (reply is not null)
                {
                    sockets.Reply(channel, codec.Create(ReplyType(request), reply, request));
                }

                Status("idle", request);
                if (request.Type == "shutdown_request")
                {
                    shutdown();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private static string ReplyType(Message request) =>
        request.Type.EndsWith("_request", StringComparison.Ordinal) ? request.Type[..^"request".Length] + "reply" : request.Type + "_reply";

    private async Task<JsonObject?> TryAnswerAsync(Message request, bool isAborted, CancellationToken token)
    {
        try
        {
            return await AnswerAsync(request, isAborted, token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A client that gets no answer waits for ever.
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            return Failed(new CellError(e.GetType().Name, e.Message, [e.ToString()]));
        }
#pragma warning restore CA1031
    }

    private async Task<JsonObject?> AnswerAsync(Message request, bool isAborted, CancellationToken token)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Answer();
            case "execute_request":
                return isAborted ? new JsonObject { ["status"] = "aborted", ["execution_count"] = _count } : await ExecuteAsync(request, token).ConfigureAwait(false);
            case "complete_request":
                return await CompleteAsync(request, token).ConfigureAwait(false);
            case "inspect_request":
                return await InspectAsync(request, token).ConfigureAwait(false);
            case "is_complete_request":
                return IsComplete(request.Text("code"));
            case "history_request":
                return Ok(new JsonObject { ["history"] = _history.Answer(request) });
            case "comm_info_request":
                return Ok(new JsonObject { ["comms"] = new JsonObject() });
            case "comm_open":
                sockets.Publish(codec.Create("comm_close", new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() }, request));
                return null;
            case "interrupt_request":
                session.Interrupt();
                return Ok([]);
            case "shutdown_request":
                session.Interrupt();
                return Ok(new JsonObject { ["restart"] = request.Flag("restart", otherwise: false) });
            default:
                return request.Type.EndsWith("_request", StringComparison.Ordinal)
                    ? Failed(new CellError("UnknownRequest", $"This kernel has no {request.Type}.", []))
                    : null;
        }
    }

    private async Task<JsonObject> ExecuteAsync(Message request, CancellationToken token)
    {
        string code = request.Text("code");
        bool isSilent = request.Flag("silent", otherwise: false);
        if (!isSilent)
        {
            _count++;
            sockets.Publish(codec.Create("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count }, request));
            if (request.Flag("store_history", otherwise: true))
            {
                _history.Add(_count, code);
            }
        }

        await _warm.ConfigureAwait(false);
        CellError? error = await session.RunAsync(code, _count, new PublishedOutput(sockets, codec, request, isSilent), token).ConfigureAwait(false);
        // Not before the first cell, which would have to share the processor with it.
        _editor ??= Task.Run(() => QuietlyAsync(() => session.WarmUpEditorAsync(token)), CancellationToken.None);
        if (error is not null)
        {
            _toAbort = request.Flag("stop_on_error", otherwise: true) ? waiting() : 0;
            JsonObject failed = Failed(error);
            failed["execution_count"] = _count;
            return failed;
        }

        JsonObject expressions = [];
        foreach ((string name, JsonNode? expression) in request.Content["user_expressions"] as JsonObject ?? [])
        {
            (MimeBundle? value, CellError? wrong) = await session.EvaluateAsync((string?)expression ?? "null", token).ConfigureAwait(false);
            expressions[name] = value is not null ? Ok(value.ToJson()) : Failed(wrong!);
        }

        return Ok(new JsonObject { ["execution_count"] = _count, ["payload"] = new JsonArray(), ["user_expressions"] = expressions });
    }

    private async Task<JsonObject> CompleteAsync(Message request, CancellationToken token)
    {
        string code = request.Text("code");
        int position = TextPosition.ToIndex(code, request.Number("cursor_pos", code.Length));
        Suggestions found = await session.Editor.CompleteAsync(code, position, token).ConfigureAwait(false);
        (int start, int end) = (TextPosition.FromIndex(code, found.Start), TextPosition.FromIndex(code, found.End));
        return Ok(new JsonObject
        {
            ["matches"] = new JsonArray([.. found.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(item => new JsonObject { ["start"] = start, ["end"] = end, ["text"] = item.Text, ["type"] = item.Kind })]),
            },
        });
    }

    private async Task<JsonObject> InspectAsync(Message request, CancellationToken token)
    {
        string code = request.Text("code");
        string? text = await session.Editor.InspectAsync(code, TextPosition.ToIndex(code, request.Number("cursor_pos", 0)), token).ConfigureAwait(false);
        JsonObject data = text is null ? [] : new JsonObject { ["text/plain"] = text };
        return Ok(new JsonObject { ["found"] = text is not null, ["data"] = data, ["metadata"] = new JsonObject() });
    }

    private static JsonObject IsComplete(string code)
    {
        string status = code.TrimStart().StartsWith("%%", StringComparison.Ordinal) ? "complete" : CodeModel.Completeness(code);
        return status == "incomplete" ? new JsonObject { ["status"] = status, ["indent"] = "    " } : new JsonObject { ["status"] = status };
    }

    private static JsonObject Ok(JsonObject content)
    {
        content["status"] = "ok";
        return content;
    }

    private static JsonObject Failed(CellError error)
    {
        JsonObject content = error.ToJson();
        content["status"] = "error";
        return content;
    }

    private static async Task QuietlyAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The first cell that needs what could not be made ready says why.
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }

    private void Status(string state, Message request) => sockets.Publish(codec.Create("status", new JsonObject { ["execution_state"] = state }, request));
}
