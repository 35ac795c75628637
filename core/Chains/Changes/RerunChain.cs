using Orchestrator.Core.Events;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Changes;

/// <summary>Runs a part of an ended chain again. What was before that part is kept; every attempt stays in the history.</summary>
public sealed class RerunChain(IChainChanges chains, ChainWaker waker, IEventNotifier notifier)
{
    /// <param name="fromNodes">Keys; empty: every node that failed or was cancelled.</param>
    /// <returns>Keys of the nodes that run again.</returns>
    /// <exception cref="ChainNotFoundException"/>
    /// <exception cref="ChainStateException">It runs, or there is nothing to run again.</exception>
    /// <exception cref="InvalidRequestException">A key that no node has.</exception>
    public async Task<IReadOnlyList<string>> ExecuteAsync(
        string @namespace, Guid chainId, IReadOnlyList<string> fromNodes, string actor, string? reason, CancellationToken cancellationToken)
    {
        RerunOutcome outcome = await chains.RerunAsync(@namespace, chainId, fromNodes, actor, reason, cancellationToken)
            ?? throw new ChainNotFoundException(@namespace, chainId);
        if (outcome.UnknownNodes.Count > 0)
        {
            throw new InvalidRequestException([.. outcome.UnknownNodes.Select(key =>
                new FieldViolation($"from_nodes[{fromNodes.ToList().IndexOf(key)}]", $"the chain has no node {key}"))]);
        }

        if (!outcome.StatusBefore.IsEnd)
        {
            throw new ChainStateException(chainId, outcome.StatusBefore, "only a chain that has ended can be run again");
        }

        if (outcome.Nodes.Count == 0)
        {
            throw new ChainStateException(chainId, outcome.StatusBefore, "no node failed or was cancelled; name the nodes to run again");
        }

        notifier.NotifyCommitted();
        await waker.WakeAsync(outcome.Wake, actor);
        return outcome.Nodes;
    }
}
