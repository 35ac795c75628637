namespace Microsoft.DurableTask;

/// <summary>What a retry handler knows.</summary>
/// <param name="LastAttemptNumber">Counts from 1.</param>
/// <param name="TotalRetryTime">Since the first attempt, by the orchestration's clock.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
