using System.Diagnostics;
using Microsoft.Extensions.AI;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Llm;

/// <summary>Sends a ledger's request through a chat client and gives every end of it as an answer.</summary>
static class ChatCall
{
    const long TokensMax = 1_000_000_000;

    public static async Task<LlmAnswer> SendAsync(IChatClient client, LlmRequest request, CancellationToken lifetime)
    {
        using Activity? span = FunctionTraces.ModelCall(request);
        LlmAnswer answer = await AskAsync(client, request, lifetime);
        FunctionTraces.Answered(span, answer);
        return answer;
    }

    static async Task<LlmAnswer> AskAsync(IChatClient client, LlmRequest request, CancellationToken lifetime)
    {
        var options = new ChatOptions
        {
            ModelId = request.Model,
            Temperature = (float?)request.Temperature,
            MaxOutputTokens = request.MaxOutputTokens,
        };
        try
        {
            return AnswerOf(request, await client.GetResponseAsync(MessagesOf(request), options, lifetime));
        }
        catch (ModelCallException e)
        {
            return new LlmAnswer(
                e.Outcome, request.Model, HttpStatus: e.HttpStatus, RetryAfter: e.RetryAfter, Error: StoredText.Clean(e.Message));
        }
        catch (OperationCanceledException)
        {
            return new LlmAnswer(LlmOutcome.Unknown, request.Model, Error: "broken off because the host stopped");
        }
    }

    static List<ChatMessage> MessagesOf(LlmRequest request)
    {
        List<ChatMessage> messages = [new(ChatRole.User, request.Prompt)];
        if (request.SystemPrompt is { } system)
        {
            messages.Insert(0, new ChatMessage(ChatRole.System, system));
        }

        return messages;
    }

    static LlmAnswer AnswerOf(LlmRequest request, ChatResponse response)
    {
        string text = StoredText.Clean(response.Text);
        LlmOutcome outcome = response.FinishReason == ChatFinishReason.ContentFilter ? LlmOutcome.Blocked
            : string.IsNullOrWhiteSpace(text) ? LlmOutcome.Empty
            : LlmOutcome.Succeeded;
        return new LlmAnswer(
            outcome,
            StoredText.Clean(response.ModelId ?? request.Model),
            outcome == LlmOutcome.Succeeded ? text : null,
            Count(response.Usage?.InputTokenCount),
            Count(response.Usage?.CachedInputTokenCount),
            Count(response.Usage?.OutputTokenCount),
            response.FinishReason is { } reason ? StoredText.Clean(reason.Value) : null,
            HttpStatus: 200);
    }

    // A figure that cannot be one counts as none: an answer that was paid must not be refused for it.
    static int? Count(long? tokens) => tokens is >= 0 and <= TokensMax ? (int)tokens : null;
}
