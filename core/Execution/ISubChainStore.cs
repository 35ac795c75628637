using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Execution;

/// <summary>Attempts of sub-chain nodes. Each write may be repeated.</summary>
public interface ISubChainStore
{
    /// <returns>Null when there is no such task.</returns>
    Task<SubChainNode?> ReadAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Cancels what has not ended of the chain.</summary>
    Task CancelAsync(Guid chainId, string reason, CancellationToken cancellationToken);

    /// <summary>Ends the attempt by its chain: the outputs of its last tasks by key become the node's.</summary>
    /// <returns>What is on record; null: the chain has not ended.</returns>
    Task<AttemptOutcome?> EndAsync(AttemptKey attempt, Guid chainId, CancellationToken cancellationToken);
}

/// <summary>A sub-chain node as its attempt finds it.</summary>
/// <param name="Options">JSON: <c>tasks.node_options</c>.</param>
/// <param name="RetriedBy">Who wants the node to go on where it failed; null: it begins anew.</param>
/// <param name="Earlier">The chain of an earlier run; null: there is none.</param>
public sealed record SubChainNode(
    string NodeKey, string Namespace, string Options, string? CorrelationId, string TriggeredBy, string? RetriedBy, EarlierSubChain? Earlier);

public sealed record EarlierSubChain(Guid ChainId, int Run, TaskRecordStatus Status);
