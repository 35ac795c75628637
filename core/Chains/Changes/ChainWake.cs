using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Chains.Changes;

/// <summary>What makes a chain's orchestrator see a change, to be done after the commit; a timer does what is left.</summary>
/// <param name="Start">Not null: the run to be started; one that exists already stays as it is.</param>
/// <param name="Signals">Stored with the change, for the runs that are under way.</param>
public sealed record ChainWake(ChainRunInput? Start, IReadOnlyList<OrchestrationSignal> Signals)
{
    public static ChainWake None { get; } = new(Start: null, []);
}

/// <summary>Payload of <see cref="ChainRunInput.ChangedEvent"/>.</summary>
/// <param name="Reopened">Somebody wants the chain to go on in spite of the failures that it has.</param>
public sealed record ChainChanged(bool Reopened = false);

/// <summary>Wakes chains after the commit of what was changed about them.</summary>
public sealed class ChainWaker(ChainStarter starter, SignalDelivery delivery)
{
    /// <summary>
    /// The change is written, so the caller's patience no longer matters; starter and sender end by themselves. A start that the function
    /// host refuses ends the run, as failed.
    /// </summary>
    public async Task WakeAsync(ChainWake wake, string actor)
    {
        if (wake.Start is { } run)
        {
            await starter.StartAsync(run.ChainId, run.Run, actor, CancellationToken.None);
        }

        foreach (OrchestrationSignal signal in wake.Signals)
        {
            await delivery.TryDeliverAsync(signal, CancellationToken.None);
        }
    }
}
