using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using OpenAiFinishReason = OpenAI.Chat.ChatFinishReason;
using OpenAiMessage = OpenAI.Chat.ChatMessage;

namespace Orchestrator.Functions.Llm;

/// <summary>Between the words of Microsoft.Extensions.AI and those of the OpenAI library; texts only.</summary>
static class OpenAiMapping
{
    public static OpenAiMessage ToOpenAi(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    public static ChatCompletionOptions ToOpenAi(ChatOptions? options) => new()
    {
        Temperature = options?.Temperature,
        MaxOutputTokenCount = options?.MaxOutputTokens,
    };

    public static ChatResponse ToResponse(ChatCompletion completion)
    {
        string text = string.Concat(completion.Content.Select(part => part.Text));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            CreatedAt = completion.CreatedAt,
            // A refusal is an answer that the provider held back, whatever it calls the end.
            FinishReason = string.IsNullOrEmpty(completion.Refusal) ? ToReason(completion.FinishReason) : ChatFinishReason.ContentFilter,
            Usage = ToUsage(completion.Usage),
        };
    }

    public static ChatResponseUpdate ToUpdate(StreamingChatCompletionUpdate update)
    {
        List<AIContent> contents = [.. update.ContentUpdate.Select(part => new TextContent(part.Text))];
        if (ToUsage(update.Usage) is { } usage)
        {
            contents.Add(new UsageContent(usage));
        }

        return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = update.CompletionId,
            ModelId = update.Model,
            FinishReason = update.FinishReason is { } reason ? ToReason(reason) : null,
        };
    }

    static ChatFinishReason ToReason(OpenAiFinishReason reason) => reason switch
    {
        OpenAiFinishReason.Length => ChatFinishReason.Length,
        OpenAiFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAiFinishReason.ToolCalls or OpenAiFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    static UsageDetails? ToUsage(ChatTokenUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
    };
}
