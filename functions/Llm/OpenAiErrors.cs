using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Azure.Identity;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;

namespace Orchestrator.Functions.Llm;

/// <summary>What the OpenAI library throws, in the ledger's words.</summary>
static class OpenAiErrors
{
    const int MessageMax = 500;

    public static ModelCallException CutStream() =>
        new(LlmOutcome.Failed, "the stream ended before the answer was whole", httpStatus: 200);

    public static ModelCallException Translate(Exception error, DateTimeOffset now) => error switch
    {
        ModelCallException translated => translated,
        ClientResultException { Status: > 0 } answered => OfAnswer(answered, now),
        OperationCanceledException => new ModelCallException(LlmOutcome.TimedOut, "no answer within the time limit", innerException: error),
        AuthenticationFailedException => new ModelCallException(LlmOutcome.Failed, "no Entra token for the model provider", innerException: error),
        ClientResultException or HttpRequestException or IOException =>
            new ModelCallException(LlmOutcome.Failed, Cut((error.InnerException ?? error).Message), innerException: error),

        // Whatever else the library throws, it throws while it reads an answer that is not what it should be. The message may
        // quote the answer, so it is left out.
        _ => new ModelCallException(LlmOutcome.Failed, $"not a chat completion ({error.GetType().Name})", httpStatus: 200, innerException: error),
    };

    static ModelCallException OfAnswer(ClientResultException error, DateTimeOffset now)
    {
        PipelineResponse? response = error.GetRawResponse();
        string? header = null;
        response?.Headers.TryGetValue("Retry-After", out header);
        (string? code, string? message) = ReadBody(response);
        LlmOutcome outcome = error.Status switch
        {
            _ when code is "content_filter" or "content_policy_violation" => LlmOutcome.Blocked,
            429 => LlmOutcome.RateLimited,
            408 or 504 => LlmOutcome.TimedOut,
            _ => LlmOutcome.Failed,
        };
        return new ModelCallException(
            outcome,
            Cut(message ?? code ?? $"HTTP {error.Status}"),
            error.Status,
            HttpErrorRules.ParseRetryAfter(header, now),
            error);
    }

    /// <summary>Reads <c>{"error":{"code":...,"message":...}}</c>, as far as it is that.</summary>
    static (string? Code, string? Message) ReadBody(PipelineResponse? response)
    {
        try
        {
            using JsonDocument body = JsonDocument.Parse(response?.Content ?? BinaryData.Empty);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("error", out JsonElement error)
                && error.ValueKind == JsonValueKind.Object
                    ? (Text(error, "code"), Text(error, "message"))
                    : (null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Cut(string message) => message.Length > MessageMax ? message[..MessageMax] : message;
}
