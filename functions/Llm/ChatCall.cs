using Microsoft.Extensions.AI;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;

namespace Orchestrator.Functions.Llm;

/// <summary>Sends a ledger's request through a chat client and gives every end of it as an answer.</summary>
static class ChatCall
{
    public static async Task<LlmAnswer> SendAsync(IChatClient client, LlmRequest request, CancellationToken lifetime)
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
            response.ModelId ?? request.Model,
            outcome == LlmOutcome.Succeeded ? text : null,
            (int?)response.Usage?.InputTokenCount,
            (int?)response.Usage?.CachedInputTokenCount,
            (int?)response.Usage?.OutputTokenCount,
            response.FinishReason?.Value,
            HttpStatus: 200);
    }
}
