using System.Diagnostics;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Llm;

namespace Orchestrator.Functions.Hosting;

/// <summary>
/// Activity source <c>Orchestrator.Functions</c>: a span for each attempt and, within it, for each request to a model. Ids, sizes and
/// outcomes; never a prompt or completion. Attributes of model calls are OpenTelemetry's own (<c>gen_ai.*</c>).
/// </summary>
static class FunctionTraces
{
    static readonly ActivitySource Source = new("Orchestrator.Functions");

    /// <returns>Null when nobody listens.</returns>
    public static Activity? Attempt(TaskAttempt attempt) => Source.StartActivity($"attempt {attempt.Handler}")
        ?.SetTag("orchestrator.task_id", attempt.Key.TaskId)
        .SetTag("orchestrator.run", attempt.Key.Run)
        .SetTag("orchestrator.attempt", attempt.Key.Number)
        .SetTag("orchestrator.handler", attempt.Handler)
        .SetTag("orchestrator.namespace", attempt.Namespace)
        .SetTag("orchestrator.correlation_id", attempt.CorrelationId);

    public static void Ended(Activity? span, AttemptOutcome outcome)
    {
        span?.SetTag("orchestrator.result", outcome.Result.ToString());
        if (outcome.Result is AttemptResult.Failed or AttemptResult.RetryScheduled)
        {
            span?.SetTag("error.type", outcome.Reason).SetStatus(ActivityStatusCode.Error, outcome.Reason);
        }
    }

    /// <returns>Null when nobody listens.</returns>
    public static Activity? ModelCall(LlmRequest request) => Source.StartActivity($"chat {request.Model}", ActivityKind.Client)
        ?.SetTag("gen_ai.operation.name", "chat")
        .SetTag("gen_ai.provider.name", request.Provider)
        .SetTag("gen_ai.request.model", request.Model);

    public static void Answered(Activity? span, LlmAnswer answer)
    {
        span?.SetTag("gen_ai.response.model", answer.Model)
            .SetTag("gen_ai.usage.input_tokens", answer.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", answer.OutputTokens);
        if (answer.Outcome != LlmOutcome.Succeeded)
        {
            span?.SetTag("error.type", answer.Outcome.ToString()).SetStatus(ActivityStatusCode.Error);
        }
    }
}
