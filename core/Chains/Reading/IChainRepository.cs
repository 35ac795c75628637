using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Core.Chains.Reading;

/// <summary>The stored chains, as the API's use cases need them. Namespaces are given by name.</summary>
public interface IChainRepository
{
    /// <returns>The chain with nodes and edges; null when the namespace holds no such chain.</returns>
    Task<ChainRecord?> FindAsync(string @namespace, Guid chainId, CancellationToken cancellationToken);

    /// <summary>Chains after <paramref name="after"/> (null: from the start), newest first, without nodes and edges.</summary>
    Task<IReadOnlyList<ChainRecord>> ListAsync(ChainFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken);

    /// <returns>Null when there is no such chain.</returns>
    Task<ChainContent?> ReadContentAsync(Guid chainId, CancellationToken cancellationToken);

    /// <summary>In one transaction: what has not ended is cancelled, and the signals that tell the orchestrations are stored.</summary>
    /// <returns>Null when the namespace holds no such chain.</returns>
    Task<ChainCancelOutcome?> CancelAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken);
}

/// <param name="StatusBefore">The status that the chain had, and still has unless <paramref name="IsCancelled"/>.</param>
/// <param name="Signals">To be delivered.</param>
public sealed record ChainCancelOutcome(TaskRecordStatus StatusBefore, bool IsCancelled, IReadOnlyList<OrchestrationSignal> Signals);
