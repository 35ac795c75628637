using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains;

/// <summary>Cancels what has not ended of a chain; its orchestrations are told after the commit, or by timer.</summary>
public sealed class CancelChain(IChainRepository chains, SignalDelivery delivery, IEventNotifier notifier)
{
    const int SignalsAtOnce = 8;

    // What is left of more is the timer's: a caller does not wait for thousands.
    const int SignalsMax = 200;

    /// <returns>The cancelled chain; unchanged when it was cancelled before.</returns>
    /// <exception cref="ChainNotFoundException"/>
    /// <exception cref="ChainStateException">It has ended otherwise.</exception>
    public async Task<ChainRecord> ExecuteAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken)
    {
        ChainCancelOutcome outcome = await chains.CancelAsync(@namespace, chainId, actor, reason, cancellationToken)
            ?? throw new ChainNotFoundException(@namespace, chainId);
        if (outcome.IsCancelled)
        {
            notifier.NotifyCommitted();

            // The rows are written, so the caller's patience no longer matters; the sender ends by itself.
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = SignalsAtOnce, CancellationToken = CancellationToken.None };
            await Parallel.ForEachAsync(
                outcome.Signals.Take(SignalsMax), parallel, async (signal, token) => await delivery.TryDeliverAsync(signal, token));
        }
        else if (outcome.StatusBefore != TaskRecordStatus.Cancelled)
        {
            throw new ChainStateException(chainId, outcome.StatusBefore, "only a pending or running chain can be cancelled");
        }

        return await chains.FindAsync(@namespace, chainId, cancellationToken) ?? throw new ChainNotFoundException(@namespace, chainId);
    }
}
