using Orchestrator.Core.Events;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Changes;

/// <summary>Keeps a chain from starting anything more until it is resumed; what runs may finish.</summary>
public sealed class SuspendChain(IChainChanges chains, ChainWaker waker, IEventNotifier notifier)
{
    /// <exception cref="ChainNotFoundException"/>
    /// <exception cref="ChainStateException">It has ended.</exception>
    public async Task ExecuteAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken)
    {
        SuspendOutcome outcome = await chains.SuspendAsync(@namespace, chainId, actor, reason, cancellationToken)
            ?? throw new ChainNotFoundException(@namespace, chainId);
        if (outcome.Status.IsEnd)
        {
            throw new ChainStateException(chainId, outcome.Status, "only a chain that has not ended can be suspended");
        }

        notifier.NotifyCommitted();
        await waker.WakeAsync(outcome.Wake, actor);
    }
}

/// <summary>Lets a suspended chain go on.</summary>
public sealed class ResumeChain(IChainChanges chains, ChainWaker waker, IEventNotifier notifier)
{
    /// <exception cref="ChainNotFoundException"/>
    /// <exception cref="ChainStateException">It is not suspended.</exception>
    public async Task ExecuteAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken)
    {
        SuspendOutcome outcome = await chains.ResumeAsync(@namespace, chainId, actor, reason, cancellationToken)
            ?? throw new ChainNotFoundException(@namespace, chainId);
        if (!outcome.Changed)
        {
            throw new ChainStateException(chainId, outcome.Status, "it is not suspended");
        }

        notifier.NotifyCommitted();
        await waker.WakeAsync(outcome.Wake, actor);
    }
}
