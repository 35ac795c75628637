using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>After every committed turn: the instance rebuilt from its stored turns must wait for, hold and count the same as the live one.</summary>
internal sealed class ReplayCheck(Func<IDurableStore> store)
{
    readonly ConcurrentQueue<string> _differences = new();

    public int Checked { get; private set; }

    public IReadOnlyCollection<string> Differences => _differences;

    public void Compare(InstanceRuntime instance)
    {
        if (instance.Execution is not { } live) return;
        StoredInstance stored = store().ReadHistoryAsync(instance.Row.InstanceId, CancellationToken.None).GetAwaiter().GetResult()!;
        var rebuilt = new OrchestrationExecution(stored.Instance, live.Host);
        bool same = rebuilt.Replay(stored.Turns);
        Checked++;
        if (!same) _differences.Enqueue($"{stored.Instance.InstanceId}: {((Ended)rebuilt.Outcome!).Failure!.ErrorMessage}");
        else if (Describe(rebuilt) != Describe(live)) _differences.Enqueue($"{stored.Instance.InstanceId}: {Describe(rebuilt)} is not {Describe(live)}");
    }

    public void AssertSame() => Assert.Empty(_differences);

    // A replay holds back whole turns, of which only the messages have an effect.
    static bool IsMessage(HistoryEvent held) => held is not (OrchestratorStarted or ActionEvent);

    static string Describe(OrchestrationExecution e) =>
        $"{e.Status} {e.LastCustomStatus} next {e.NextEventId} waiters {e.Events.WaiterCount} buffered {string.Join(',', e.Events.Buffered)} "
        + $"held {string.Join(',', e.Held.Where(IsMessage))} open {string.Join(',', e.OpenActions.OrderBy(a => a.EventId))}";
}
