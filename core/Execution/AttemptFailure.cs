namespace Orchestrator.Core.Execution;

/// <summary>Why an attempt failed, as it is stored with it.</summary>
/// <param name="ErrorType">Short and stable, e.g. <c>rate_limited</c>.</param>
public sealed record AttemptFailure(string ErrorType, string Message, bool Retryable, TimeSpan? RetryAfter = null)
{
    const int MessageMax = 4_000;

    /// <summary>Whatever is neither retryable nor permanent by its type counts as retryable.</summary>
    public static AttemptFailure Of(Exception error) => error switch
    {
        PermanentTaskException permanent => new(permanent.Code, Text(permanent.Message), Retryable: false),
        RetryableTaskException retryable => new(retryable.ErrorType, Text(retryable.Message), Retryable: true, retryable.RetryAfter),
        _ => new("unexpected_error", Text($"{error.GetType().Name}: {error.Message}"), Retryable: true),
    };

    /// <param name="retriesUsed">Retries of this run before this failure.</param>
    /// <param name="jitter">-1 to 1.</param>
    /// <returns>The wait before the next attempt; null when there is none.</returns>
    public TimeSpan? NextDelay(int retriesUsed, int maxRetries, double jitter) =>
        Retryable && retriesUsed < maxRetries ? Backoff.DelayAfter(retriesUsed + 1, jitter, RetryAfter) : null;

    static string Text(string message) => StoredText.Clean(message.Length > MessageMax ? message[..MessageMax] : message);
}
