using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// All that an orchestrator may know and do. It decides; everything that it asks for is recorded, and given again on replay.
/// </summary>
public abstract class TaskOrchestrationContext
{
    ReplaySafeLoggerFactory? _replaySafeLoggerFactory;

    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>Null for an instance that a client started.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the current turn, the same on replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while the code catches up with its history.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Empty: unversioned.</summary>
    public virtual string Version => string.Empty;

    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <exception cref="NotSupportedException">The worker's options do not enable entities, or the context has none.</exception>
    public virtual TaskOrchestrationEntityFeature Entities
        => throw new NotSupportedException($"Durable entities are not supported by {GetType()}.");

    /// <summary>Its loggers are silent while replaying. It takes no providers.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory
        => _replaySafeLoggerFactory ??= new ReplaySafeLoggerFactory(this, () => LoggerFactory);

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<object>(name, input, options);

    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options)
        => CallActivityAsync<TResult>(name, null, options);

    /// <exception cref="TaskFailedException">The activity failed, and its retries are used up.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>An event that came before the wait is kept for it. Names are compared without case.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <exception cref="TaskCanceledException">The timeout passed, or the token was cancelled; the event can still be waited for again.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerEnd = new();
        using CancellationTokenSource waitEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task timer = CreateTimer(timeout, timerEnd.Token);
        Task<T> externalEvent = WaitForExternalEvent<T>(eventName, waitEnd.Token);

        // Cancel() and not CancelAsync(): what the cancellation triggers belongs to this turn of the orchestrator, on its thread.
#pragma warning disable MA0042, CA1849
        if (await Task.WhenAny(timer, externalEvent) == externalEvent)
            timerEnd.Cancel();
        else
            waitEnd.Cancel();
#pragma warning restore MA0042, CA1849
        return await externalEvent;
    }

    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Visible with the instance's status from the end of this turn; at most 16 KB serialized.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <exception cref="TaskFailedException">The sub-orchestration failed, and its retries are used up.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options)
        => CallSubOrchestratorAsync(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Ends this generation when the orchestrator returns, and starts the next one with an empty history.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <remarks>A runtime that has versions overrides this: the base knows no way to set <see cref="ContinueAsNewOptions.NewVersion"/>.</remarks>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>The same on replay.</summary>
    public abstract Guid NewGuid();

    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggers().CreateLogger(categoryName);

    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggers().CreateLogger(type);

    public virtual ILogger CreateReplaySafeLogger<T>() => CreateReplaySafeLogger(typeof(T));

    /// <returns>Below, at or above 0 as this instance's version is older than, equal to or newer than <paramref name="version"/>.</returns>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    ReplaySafeLoggerFactory ReplaySafeLoggers() => new(this, () => LoggerFactory);
}
