using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>One turn between running and release: what it writes, and what becomes visible once that is committed.</summary>
internal sealed class TurnWork(InstanceRuntime? instance, TurnCommit commit)
{
    /// <summary>Stands for the timer of a delayed start among <see cref="Timers"/>.</summary>
    public const int DelayedStart = -1;

    List<ActivityCall>? _activities;
    List<(DateTime FireAt, int TimerId)>? _timers;
    List<TaskCompletionSource>? _waiting;

    /// <summary>Null for a commit that only consumes messages.</summary>
    public InstanceRuntime? Instance { get; } = instance;

    public TurnCommit Commit { get; } = commit;

    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>The operations of an entity that this commit writes; there is no instance then.</summary>
    public EntityBatch? Batch { get; init; }

    public IReadOnlyList<ActivityCall> Activities => Few.Of(_activities);

    public IReadOnlyList<(DateTime FireAt, int TimerId)> Timers => Few.Of(_timers);

    public Outcome? Outcome { get; set; }

    /// <summary>How many ownerships had begun in this process when the commit began.</summary>
    public long OwnershipsBefore { get; set; }

    /// <summary>Clients who wait for a commit that is no turn: a delayed start, a consumed message.</summary>
    public IReadOnlyList<TaskCompletionSource> Acknowledge => Few.Of(_waiting);

    /// <summary>What they are told, once it is certain that this process may say so; null: that it is done.</summary>
    public Exception? Refusal { get; init; }

    public void Add(ActivityCall call) => (_activities ??= new(1)).Add(call);

    public void AddTimer(DateTime fireAt, int timerId) => (_timers ??= []).Add((fireAt, timerId));

    /// <summary>An execution that is over waits for nothing.</summary>
    public void DropTimers() => _timers = null;

    public void AddWaiting(TaskCompletionSource client) => (_waiting ??= []).Add(client);

    /// <summary>Tells every client that waits for this commit.</summary>
    public void Fail(Exception reason)
    {
        foreach (Delivery delivery in Deliveries) delivery.Acknowledge?.TrySetException(reason);
        foreach (TaskCompletionSource waiting in Acknowledge) waiting.TrySetException(reason);
    }

    public void Succeed()
    {
        for (int i = 0; i < Deliveries.Count; i++) Deliveries[i].Acknowledge?.TrySetResult();
        foreach (TaskCompletionSource waiting in Acknowledge)
        {
            if (Refusal is null) waiting.TrySetResult();
            else waiting.TrySetException(Refusal);
        }
    }

    public long Bytes => Commit.Turn?.Bytes ?? 0;
}

/// <param name="Refused">The turns that the store does not take, each with its reason; all others are written.</param>
internal sealed record CommitReport(IReadOnlyList<(TurnWork Turn, Exception Reason)> Refused)
{
    public static CommitReport Clean { get; } = new([]);

    /// <returns>Null where the turn is written.</returns>
    public Exception? ReasonAgainst(TurnWork turn) => Refused.Count == 0 ? null : Refused.FirstOrDefault(r => r.Turn == turn).Reason;
}
