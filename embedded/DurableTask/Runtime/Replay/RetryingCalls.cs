namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>
/// Calls again what failed, as the policy or the handler says. The waits between are durable timers, so a retry survives a restart;
/// a failure that cannot get better (nothing registered under the name) is not retried.
/// </summary>
internal sealed class RetryingCalls(OrchestrationExecution execution)
{
    public Task<string?> CallAsync(RuntimeOrchestrationContext context, TaskRetryOptions retry, Func<OpenCall> call) => retry switch
    {
        { Policy: { } policy } => WithPolicyAsync(policy, call),
        { Handler: { } handler } => WithHandlerAsync(context, handler, call),
        _ => call().Task,
    };

    async Task<string?> WithPolicyAsync(RetryPolicy policy, Func<OpenCall> call)
    {
        DateTime first = execution.Now;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call().Task;
            }
            catch (TaskFailedException e) when (MayRetry(policy, attempt, first, e))
            {
                DateTime retryAt = execution.Now + DelayAfter(policy, attempt);
                await execution.Open(new History.TimerCreated(execution.TakeEventId(), retryAt)).Task;
            }
        }
    }

    async Task<string?> WithHandlerAsync(RuntimeOrchestrationContext context, AsyncRetryHandler handler, Func<OpenCall> call)
    {
        DateTime first = execution.Now;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call().Task;
            }
            catch (TaskFailedException e) when (!OpenCall.IsNonRetriable(e))
            {
                var retry = new RetryContext(context, attempt, e.FailureDetails, execution.Now - first, CancellationToken.None);
                if (!await handler(retry)) throw;
            }
        }
    }

    bool MayRetry(RetryPolicy policy, int attempt, DateTime first, TaskFailedException failure)
    {
        if (OpenCall.IsNonRetriable(failure) || attempt >= policy.MaxNumberOfAttempts || !policy.Handle(failure)) return false;
        return policy.RetryTimeout == Timeout.InfiniteTimeSpan || policy.RetryTimeout == TimeSpan.MaxValue
            || execution.Now < first + policy.RetryTimeout;
    }

    // First interval times coefficient to the power of (attempt - 1), at most the longest interval.
    static TimeSpan DelayAfter(RetryPolicy policy, int attempt)
    {
        double ms = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        bool capped = policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && !(ms < policy.MaxRetryInterval.TotalMilliseconds);
        if (capped) return policy.MaxRetryInterval;
        return ms < TimeSpan.FromDays(3650).TotalMilliseconds ? TimeSpan.FromMilliseconds(ms) : TimeSpan.FromDays(3650);
    }
}
