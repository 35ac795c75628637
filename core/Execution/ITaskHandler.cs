using Orchestrator.Core.Execution.Handlers;

namespace Orchestrator.Core.Execution;

/// <summary>
/// Does the work of one attempt. It may run more than once for the same attempt, also at the same time; its result counts once.
/// </summary>
public interface ITaskHandler
{
    /// <summary><c>tasks.task_name</c> that it serves.</summary>
    string Name { get; }

    /// <summary>The namespace whose tasks it serves.</summary>
    string Namespace => HandlerKey.EveryNamespace;

    /// <summary>Three numbers. Several versions of a handler may be registered: a task gets the highest, or the one it names.</summary>
    Version Version => HandlerKey.FirstVersion;

    /// <exception cref="RetryableTaskException">Another attempt may succeed.</exception>
    /// <exception cref="PermanentTaskException">No further attempt can.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> fired: the task was cancelled or otherwise ended, or the host stops.
    /// </exception>
    Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken);
}

/// <param name="WorkerId">Names this process.</param>
/// <param name="HostStopping">Fires when the host stops, not when the task is cancelled: for work that must not be broken off.</param>
public sealed record HandlerContext(TaskAttempt Attempt, string WorkerId, CancellationToken HostStopping);
