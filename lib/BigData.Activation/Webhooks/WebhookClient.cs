using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace BigData.Activation.Webhooks;

/// <summary>Posts batches: not faster than allowed, and again after what may pass (429, 5xx, a cut connection), always with the same key.</summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private long? _last;

    public WebhookClient(WebhookOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _http = new HttpClient { Timeout = options.Timeout };
        _retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.FirstPause,
                ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments.Outcome, arguments.Context.CancellationToken)),
                DelayGenerator = arguments => ValueTask.FromResult(Wanted(arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Posts a batch.</summary>
    /// <returns>Null when it was taken; else the refusal, which another try would not change.</returns>
    /// <exception cref="DestinationException">The endpoint is down.</exception>
    public async Task<string?> PostAsync(string key, byte[] json, CancellationToken token)
    {
        try
        {
            using HttpResponseMessage answer = await _retries.ExecuteAsync(
                async stop => await OnceAsync(key, json, stop).ConfigureAwait(false), token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null
                : IsPassing(answer.StatusCode) || answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
                    ? throw Down($"it answers {(int)answer.StatusCode} {answer.ReasonPhrase}", null)
                    : string.Create(CultureInfo.InvariantCulture, $"the endpoint answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !token.IsCancellationRequested))
        {
            throw Down(e.Message, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> OnceAsync(string key, byte[] json, CancellationToken token)
    {
        await WaitAsync(token).ConfigureAwait(false);
        using HttpRequestMessage request = new(HttpMethod.Post, _options.Url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", key);
        if (_options.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await _http.SendAsync(request, token).ConfigureAwait(false);
    }

    private async Task WaitAsync(CancellationToken token)
    {
        TimeSpan pause = TimeSpan.FromSeconds(1 / _options.RequestsPerSecond);
        if (_last is { } last && _time.GetElapsedTime(last) is var passed && passed < pause)
        {
            await Task.Delay(pause - passed, _time, token).ConfigureAwait(false);
        }

        _last = _time.GetTimestamp();
    }

    private static bool MayPass(Outcome<HttpResponseMessage> outcome, CancellationToken token) =>
        outcome.Exception is HttpRequestException || (outcome.Exception is TaskCanceledException && !token.IsCancellationRequested)
        || (outcome.Result is { } answer && IsPassing(answer.StatusCode));

    private static bool IsPassing(HttpStatusCode code) => code is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)code >= 500;

    private static TimeSpan? Wanted(HttpResponseMessage? answer) => answer?.Headers.RetryAfter?.Delta;

    private DestinationException Down(string why, Exception? cause) => new(
        $"The webhook {_options.Url.GetLeftPart(UriPartial.Path)} is down: {why}. What it has taken is remembered; publish again and it goes on from there.", cause!);
}
