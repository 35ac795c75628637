namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed call runs again; runs in the orchestrator, so it must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
/// <remarks>It may wait on the orchestration context only, say for a timer as backoff.</remarks>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
