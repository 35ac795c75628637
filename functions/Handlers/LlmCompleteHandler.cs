using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Llm;

namespace Orchestrator.Functions.Handlers;

/// <summary><c>llm.complete</c>: one prompt, one completion, through the ledger.</summary>
public sealed class LlmCompleteHandler(LlmLedger ledger, IChatClient client, ILogger<LlmCompleteHandler> logger) : ITaskHandler
{
    public string Name => HandlerNames.LlmComplete;

    public async Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        TaskAttempt attempt = context.Attempt;
        LlmRequest request = RequestOf(attempt);
        LlmLedgerAnswer recorded = await ledger.CallAsync(
            attempt.Key.TaskId,
            attempt.Key.Number,
            request,
            context.WorkerId,
            lifetime => ChatCall.SendAsync(client, request, lifetime),
            context.HostStopping,
            cancellationToken);

        LlmAnswer answer = recorded.Answer;
        FunctionsLog.ModelAnswered(
            logger, attempt.Key.TaskId, attempt.Key.Number, answer.Model, answer.Outcome, answer.InputTokens, answer.OutputTokens, recorded.Reused);
        return answer.Outcome switch
        {
            LlmOutcome.Succeeded => ResultOf(request, answer),
            LlmOutcome.Unknown when context.HostStopping.IsCancellationRequested =>
                throw new OperationCanceledException(context.HostStopping),
            _ => throw answer.ToException(),
        };
    }

    static HandlerResult ResultOf(LlmRequest request, LlmAnswer answer)
    {
        bool cut = answer.FinishReason == ChatFinishReason.Length.Value;
        string structured = JsonSerializer.Serialize(new
        {
            provider = request.Provider,
            model = answer.Model,
            finish_reason = answer.FinishReason,
        });
        return new HandlerResult(
            answer.Text, structured, cut ? 1 : 0, new ModelUsage(answer.Model, answer.InputTokens, answer.OutputTokens));
    }

    LlmRequest RequestOf(TaskAttempt attempt)
    {
        LlmParameters parameters = ParametersJson.Read<LlmParameters>(attempt.Parameters);
        ChatClientMetadata? metadata = client.GetService<ChatClientMetadata>();
        return new LlmRequest(
            metadata?.ProviderName ?? "unnamed",
            string.IsNullOrEmpty(parameters.Model) ? metadata?.DefaultModelId ?? "unnamed" : parameters.Model,
            string.IsNullOrEmpty(parameters.SystemPrompt) ? null : parameters.SystemPrompt,
            attempt.Prompt ?? throw new PermanentTaskException(ParametersJson.InvalidParameters, "prompt: is missing"),
            parameters.Temperature,
            parameters.MaxOutputTokens);
    }
}
