namespace Orchestrator.Core.Chains.Storage;

/// <summary>The stored chains: made whole, read whole.</summary>
public interface IChainStore
{
    /// <summary>Stores the chain with its tasks and edges, or nothing, in one transaction; makes the namespace on its first use.</summary>
    /// <exception cref="ChainEdgesRefusedException">The edges make a cycle, or one leaves the chain.</exception>
    Task<CreatedChain> CreateAsync(NewChain chain, string triggeredBy, CancellationToken cancellationToken);

    /// <returns>Null when there is no such chain.</returns>
    Task<StoredChain?> FindAsync(Guid chainId, CancellationToken cancellationToken);

    /// <returns>One entry for each of the chain's tasks, in no order; empty when there is no such chain.</returns>
    Task<IReadOnlyList<StoredReadiness>> ReadReadinessAsync(Guid chainId, CancellationToken cancellationToken);
}

/// <param name="AlreadyExisted">A chain of the same identity or idempotency key was there; nothing was stored.</param>
/// <param name="IsOfOtherRequest">That chain was asked for otherwise: the request hashes differ.</param>
public sealed record CreatedChain(Guid ChainId, bool AlreadyExisted, bool IsOfOtherRequest = false);
