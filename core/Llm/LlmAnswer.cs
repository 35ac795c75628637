using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Llm;

/// <summary>What came of one model call.</summary>
/// <param name="Text">The completion; null unless <paramref name="Outcome"/> is <see cref="LlmOutcome.Succeeded"/>.</param>
/// <param name="Model">As the provider named it in its answer, else as asked for.</param>
/// <param name="InputTokens">As the provider counted; null where it did not.</param>
/// <param name="HttpStatus">Null when no answer arrived.</param>
/// <param name="Error">Why there is no text; no prompt, no key.</param>
public sealed record LlmAnswer(
    LlmOutcome Outcome,
    string Model,
    string? Text = null,
    int? InputTokens = null,
    int? CachedInputTokens = null,
    int? OutputTokens = null,
    string? FinishReason = null,
    int? HttpStatus = null,
    TimeSpan? RetryAfter = null,
    string? Error = null)
{
    /// <summary>What the failure means for the attempt that called.</summary>
    /// <exception cref="InvalidOperationException">The call succeeded.</exception>
    public Exception ToException() => Outcome switch
    {
        LlmOutcome.Empty => new RetryableTaskException("empty_answer", Message("The model's answer was empty")),
        LlmOutcome.Blocked => new PermanentTaskException("blocked", Message("The model's answer was blocked")),
        LlmOutcome.RateLimited => new RetryableTaskException("rate_limited", Message("The model's provider limits the rate"), RetryAfter),
        LlmOutcome.TimedOut => new RetryableTaskException("timed_out", Message("The model did not answer in time")),
        LlmOutcome.Failed when HttpStatus is { } status && HttpErrorRules.IsPermanent(status) =>
            new PermanentTaskException(HttpErrorRules.ErrorType(status), Message($"The model's provider answered {status}")),
        LlmOutcome.Failed when HttpStatus is >= 400 and { } status =>
            new RetryableTaskException(HttpErrorRules.ErrorType(status), Message($"The model's provider answered {status}"), RetryAfter),
        LlmOutcome.Failed when HttpStatus is not null =>
            new RetryableTaskException("invalid_answer", Message("The model's answer could not be read")),
        LlmOutcome.Failed => new RetryableTaskException("connection_lost", Message("The model's provider could not be reached")),
        LlmOutcome.Unknown => new RetryableTaskException("call_unknown", Message("What became of the model call is not known")),
        _ => throw new InvalidOperationException($"A call that is {Outcome} has not failed."),
    };

    /// <summary>Leaves the text out: an answer may end up in a log.</summary>
    public override string ToString() => $"{Outcome} by {Model}, {Text?.Length ?? 0} characters";

    string Message(string what) => Error is null ? $"{what}." : $"{what}: {Error.TrimEnd('.')}.";
}
