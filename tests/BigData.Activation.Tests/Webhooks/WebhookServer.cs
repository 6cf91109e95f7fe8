using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace BigData.Activation.Tests.Webhooks;

/// <summary>An HTTP server in this process that answers as a test says and remembers what came.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<int, JsonNode, int> _answer;
    private readonly Task _serving;

    /// <summary>A code that stands for a connection that is cut after the request was read, as if nobody knew whether it was taken.</summary>
    public const int Cut = 0;

    /// <param name="answer">The status for a request by its number from 1 and its body.</param>
    public WebhookServer(Func<int, JsonNode, int> answer)
    {
        _answer = answer;
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook");
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Url.Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>Key, status and body of each request, in order.</summary>
    public List<(string Key, int Status, JsonNode Body)> Requests { get; } = [];

    /// <summary>What a receiver holds that takes each row's key once: the rows by id.</summary>
    public Dictionary<string, JsonObject> Held()
    {
        HashSet<string> keys = [];
        Dictionary<string, JsonObject> held = [];
        foreach (JsonNode body in Requests.Where(request => request.Status is 200 or Cut).Select(request => request.Body))
        {
            if ((bool)body["replaces"]! && keys.Add(body.ToJsonString()))
            {
                held.Clear();
            }

            foreach (JsonNode? change in body["changes"]!.AsArray().Where(change => keys.Add((string)change!["idempotency_key"]!)))
            {
                string id = (string)change!["row"]!["id"]!;
                if ((string?)change["change"] == "remove")
                {
                    held.Remove(id);
                }
                else
                {
                    held[id] = change["row"]!.AsObject();
                }
            }
        }

        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            JsonNode body = (await JsonNode.ParseAsync(context.Request.InputStream))!;
            int status = _answer(Requests.Count + 1, body);
            Requests.Add((context.Request.Headers["Idempotency-Key"]!, status, body));
            if (status == Cut)
            {
                context.Response.Abort();
                continue;
            }

            if (status == 429)
            {
                context.Response.Headers["Retry-After"] = "0";
            }

            context.Response.StatusCode = status;
            context.Response.Close();
        }
    }
}
