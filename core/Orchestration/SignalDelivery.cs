namespace Orchestrator.Core.Orchestration;

/// <summary>Sends stored signals: right after the commit that wrote them, and by timer what was left.</summary>
public sealed class SignalDelivery(IOrchestrationSignalStore store, IOrchestrationSignalSender sender)
{
    static readonly TimeSpan ClaimLease = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

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

    /// <returns>False when the host could not be reached or did not take it: the row stays for the timer.</returns>
    public async Task<bool> TryDeliverAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        switch (await sender.SendAsync(signal, cancellationToken))
        {
            case SignalOutcome.Unreachable:
                return false;
            case SignalOutcome.Refused:
                await store.PostponeAsync(signal.Id, PauseAfter(signal.Attempts), cancellationToken);
                return false;
            default:
                await store.MarkSentAsync(signal.Id, cancellationToken);
                return true;
        }
    }

    /// <summary>30 s, doubled with each attempt, up to an hour.</summary>
    static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ClaimLease.Ticks << Math.Min(attempts, 10)));
}
