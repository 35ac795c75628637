using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>
/// After every committed turn: the instance rebuilt from its stored turns must wait for, hold and count the same as the live one; one that has
/// ended, end the same. A turn that continues as new leaves nothing to compare: the next one shows what was carried over.
/// </summary>
internal sealed class ReplayCheck(Func<IDurableStore> store)
{
    readonly ConcurrentQueue<string> _differences = new();

    public int Checked { get; private set; }

    public IReadOnlyCollection<string> Differences => _differences;

    public void Compare(InstanceRuntime instance)
    {
        if (instance.Execution is not { } live) return;
        StoredInstance? stored = store().ReadHistoryAsync(instance.Row.InstanceId, CancellationToken.None).GetAwaiter().GetResult();
        // One that has ended may have been purged, or have made way, since.
        if (live.Outcome is not null && stored?.Instance.Id != instance.Row.Id) return;
        Compare(live, stored!);
    }

    void Compare(OrchestrationExecution live, StoredInstance stored)
    {
        var rebuilt = new OrchestrationExecution(stored.Instance, live.Host);
        bool same = rebuilt.Replay(stored.Turns);
        Checked++;
        // Ended by the runtime and not by its code: because that is not deterministic, which is found again, or is of another version.
        if (live.Outcome is Ended { Failure.ErrorType: NonDeterministic } || live.Host.VersionMismatch(stored.Instance.Version) is not null) return;
        if (!same) _differences.Enqueue($"{stored.Instance.InstanceId}: {((Ended)rebuilt.Outcome!).Failure!.ErrorMessage}");
        else if (Describe(rebuilt) != Describe(live)) _differences.Enqueue($"{stored.Instance.InstanceId}: {Describe(rebuilt)} is not {Describe(live)}");
    }

    public void AssertSame() => Assert.Empty(_differences);

    const string NonDeterministic = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    // A replay holds back whole turns, of which only the messages have an effect.
    static bool IsMessage(HistoryEvent held) => held is not (OrchestratorStarted or ActionEvent);

    static string Describe(OrchestrationExecution e) => e.Outcome is Ended ended
        ? $"{ended.Status} {ended.Output} {ended.Failure?.ErrorType} {ended.Failure?.ErrorMessage} {e.LastCustomStatus} next {e.NextEventId}"
        : $"{e.Status} {e.LastCustomStatus} next {e.NextEventId} waiters {e.Events.WaiterCount} buffered {string.Join(',', e.Events.Buffered)} "
        + $"held {string.Join(',', e.Held.Where(IsMessage))} open {string.Join(',', e.OpenActions.OrderBy(a => a.EventId))}";
}
