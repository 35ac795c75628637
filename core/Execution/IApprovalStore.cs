using Orchestrator.Core.Tasks.Decisions;

namespace Orchestrator.Core.Execution;

/// <summary>Attempts of approval nodes: what they ask, and what came of it. Each method is one transaction and may be repeated.</summary>
public interface IApprovalStore
{
    /// <returns>Null when there is no such task.</returns>
    Task<string?> ReadOptionsAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Names the wait, and publishes the question once.</summary>
    Task RequestAsync(AttemptKey attempt, string message, TimeSpan? timeout, CancellationToken cancellationToken);

    /// <summary>Ends the attempt by the stored decision; without one by <paramref name="otherwise"/>.</summary>
    /// <param name="otherwise">Null: it goes on waiting.</param>
    /// <returns>What is on record; null: there is no decision yet.</returns>
    Task<AttemptOutcome?> EndAsync(AttemptKey attempt, ApprovalDecision? otherwise, CancellationToken cancellationToken);
}
