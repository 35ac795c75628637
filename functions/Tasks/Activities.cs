using Microsoft.DurableTask;

namespace Orchestrator.Functions.Tasks;

/// <summary>How orchestrators call activities.</summary>
static class Activities
{
    /// <summary>
    /// An activity records a handler's failure and returns it as its outcome, so what it throws is the world's failure (database
    /// away, host stopping): worth patience, and without cost, because a repeat finds what was recorded.
    /// </summary>
    public static TaskOptions UntilDone { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 300,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(5)));
}
