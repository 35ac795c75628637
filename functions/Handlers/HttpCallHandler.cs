using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Handlers;

/// <summary>
/// <c>http.call</c>: one request, its answer the result. Each attempt's request carries an <c>Idempotency-Key</c> of its own, the same in a
/// repeat of that attempt, so that the other side can tell a repeat from a second wish.
/// </summary>
public sealed class HttpCallHandler(HttpClient http, AllowedHosts allowed, TimeProvider timeProvider) : TaskHandler
{
    internal const int AnswerBytesMax = 4 * 1024 * 1024;
    const int ErrorCharacters = 500;

    public override string Name => HandlerNames.HttpCall;

    protected override async Task<HandlerResult> ProcessAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        HttpCallParameters parameters = ParametersJson.Read<HttpCallParameters>(context.Attempt.Parameters);
        using HttpRequestMessage request = RequestOf(parameters, context.Attempt.Key);
        allowed.Check(request.RequestUri!);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(parameters.TimeoutSeconds), timeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
            string body = await ReadAsync(response, ended.Token);
            return response.IsSuccessStatusCode ? ResultOf(response, body) : throw ErrorOf(response, body);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RetryableTaskException("timed_out", $"No whole answer within {parameters.TimeoutSeconds:0.###} s.", innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw new RetryableTaskException("unreachable", $"{request.RequestUri!.Host}: {e.Message}", innerException: e);
        }
    }

    static HttpRequestMessage RequestOf(HttpCallParameters parameters, AttemptKey attempt)
    {
        var request = new HttpRequestMessage(new HttpMethod(parameters.Method), parameters.Url);
        if (parameters.Body is { } body)
        {
            request.Content = body.GetValueKind() == JsonValueKind.String
                ? new StringContent(body.GetValue<string>(), Encoding.UTF8)
                : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{attempt.TaskId:D}-{attempt.Number}");
        foreach ((string name, string value) in parameters.Headers ?? new Dictionary<string, string>())
        {
            HttpHeaders? headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? request.Content?.Headers : request.Headers;
            headers?.Remove(name);
            headers?.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        byte[] buffer = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > AnswerBytesMax)
            {
                throw new PermanentTaskException("answer_too_large", $"The answer has more than {AnswerBytesMax / 1024 / 1024} MiB.");
            }
        }

        return StoredText.Clean(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length));
    }

    static HandlerResult ResultOf(HttpResponseMessage response, string body)
    {
        JsonNode? json = null;
        if (response.Content.Headers.ContentType?.MediaType is { } type && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal)))
        {
            try
            {
                json = JsonNode.Parse(body);
            }
            catch (JsonException)
            {
                // What calls itself JSON and is none is still the answer, as text.
            }
        }

        string structured = new JsonObject { ["status"] = (int)response.StatusCode, ["body"] = json }.ToJsonString();
        return new HandlerResult(body, structured);
    }

    Exception ErrorOf(HttpResponseMessage response, string body)
    {
        int status = (int)response.StatusCode;
        string message = $"HTTP {status}: {(body.Length > ErrorCharacters ? body[..ErrorCharacters] : body)}";
        if (HttpErrorRules.IsPermanent(status))
        {
            return new PermanentTaskException(HttpErrorRules.ErrorType(status), message);
        }

        string? retryAfter = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        return new RetryableTaskException(
            HttpErrorRules.ErrorType(status), message, HttpErrorRules.ParseRetryAfter(retryAfter, timeProvider.GetUtcNow()));
    }
}
