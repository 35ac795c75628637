using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Changes;

/// <summary>What operators change about a stored chain. Each method is one transaction; null: the namespace holds no such chain.</summary>
public interface IChainChanges
{
    /// <summary>Takes nodes of an ended chain, and all that comes after them, back to pending, as their next runs.</summary>
    /// <param name="fromNodes">Keys; empty: every node that failed or was cancelled.</param>
    Task<RerunOutcome?> RerunAsync(
        string @namespace, Guid chainId, IReadOnlyList<string> fromNodes, string actor, string? reason, CancellationToken cancellationToken);

    /// <summary>Nothing of the chain, its maps and its sub-chains starts any more until <see cref="ResumeAsync"/>.</summary>
    /// <param name="reason">Kept with the event; null: none was given.</param>
    Task<SuspendOutcome?> SuspendAsync(string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken);

    Task<SuspendOutcome?> ResumeAsync(string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken);
}

/// <param name="StatusBefore">Of the chain.</param>
/// <param name="UnknownNodes">Keys that no node has; then nothing was changed.</param>
/// <param name="Nodes">Keys of what runs again; empty: nothing was changed.</param>
public sealed record RerunOutcome(
    TaskRecordStatus StatusBefore, IReadOnlyList<string> UnknownNodes, IReadOnlyList<string> Nodes, ChainWake Wake);

/// <param name="Changed">False: it was so before, or the chain has ended.</param>
public sealed record SuspendOutcome(TaskRecordStatus Status, bool Changed, ChainWake Wake);
