namespace Orchestrator.Core.Orchestration;

/// <summary>Sends stored signals: right after the commit that wrote them, and by timer what was left.</summary>
public sealed class SignalDelivery(IOrchestrationSignalStore store, IOrchestrationSignalSender sender)
{
    static readonly TimeSpan ClaimLease = TimeSpan.FromSeconds(30);

    /// <returns>Number of signals that need no further delivery.</returns>
    public async Task<int> DeliverUnsentAsync(int limit, CancellationToken cancellationToken)
    {
        int delivered = 0;
        foreach (OrchestrationSignal signal in await store.ClaimUnsentAsync(limit, ClaimLease, cancellationToken))
        {
            if (await TryDeliverAsync(signal, cancellationToken))
            {
                delivered++;
            }
        }

        return delivered;
    }

    /// <returns>False when the host could not be reached: the row stays for the timer.</returns>
    public async Task<bool> TryDeliverAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        if (await sender.SendAsync(signal, cancellationToken) == SignalOutcome.Unreachable)
        {
            return false;
        }

        await store.MarkSentAsync(signal.Id, cancellationToken);
        return true;
    }
}
