namespace Orchestrator.Core.Execution;

/// <summary>A handler failed in a way that another attempt may not; so does every exception of another type.</summary>
/// <param name="errorType">Short and stable, e.g. <c>rate_limited</c>; kept with the attempt.</param>
/// <param name="retryAfter">What the other side asked for; wins over the backoff.</param>
public sealed class RetryableTaskException(
    string errorType, string message, TimeSpan? retryAfter = null, Exception? innerException = null) : Exception(message, innerException)
{
    public string ErrorType => errorType;

    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>A handler failed in a way that every further attempt would: it is never retried.</summary>
/// <param name="code">Short and stable, e.g. <c>invalid_parameters</c>; kept as the error type.</param>
public sealed class PermanentTaskException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Code => code;
}
