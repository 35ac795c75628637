using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// What of a failed instance's history stays when it is rewound. The failures of its calls go, so that these calls are open again; the
/// results of calls that succeeded stay. A failure that the code has dealt with (a retry, a catch block that called something else) must
/// stay, or the history would not replay: which ones these are, the replay tells.
/// </summary>
/// <param name="Kept">The turns that stay, without the failures that go.</param>
/// <param name="Changed">Those of them that lose a failure.</param>
/// <param name="From">The number of the first turn that goes; it runs again, with what it was told then.</param>
/// <param name="Again">What the turns that go were told, without the failures.</param>
/// <param name="Reopened">The calls whose failures go.</param>
internal sealed record RewindPlan(
    IReadOnlyList<TurnRow> Kept, IReadOnlyList<TurnRow> Changed, int From, IReadOnlyList<HistoryEvent> Again, IReadOnlyList<ActionEvent> Reopened)
{
    /// <param name="mayReopen">Whether a failed sub-orchestration can be rewound too.</param>
    public static RewindPlan Create(StoredInstance stored, OrchestratorHost host, Func<SubOrchestrationInstanceCreated, bool> mayReopen)
    {
        List<(TurnRow Row, List<HistoryEvent> Events)> turns = [.. stored.Turns.Select(t => (t, HistoryReader.Read(t.Events, t.Payloads)))];
        Dictionary<int, ActionEvent> calls = turns.SelectMany(t => t.Events).OfType<ActionEvent>()
            .Where(a => a is TaskScheduled or SubOrchestrationInstanceCreated).ToDictionary(a => a.EventId);
        HashSet<HistoryEvent> gone = new(ReferenceEqualityComparer.Instance);
        foreach (HistoryEvent failure in turns.SelectMany(t => t.Events))
        {
            if (FailedCall(failure) is not { } id || !calls.TryGetValue(id, out ActionEvent? call)) continue;
            if (call is not SubOrchestrationInstanceCreated child || mayReopen(child)) gone.Add(failure);
        }

        HashSet<HistoryEvent> candidates = new(gone, ReferenceEqualityComparer.Instance);
        // The last turn is not replayed: it is what runs again.
        int kept = Settle(stored.Instance, host, turns, gone, turns.Count - 1, out OrchestrationExecution execution);
        if (gone.Count < candidates.Count && FatalCall(execution, [.. turns.Skip(kept).Select(t => Without(t.Row, t.Events, gone))]) is { } fatal)
        {
            // The code has dealt with the failure and failed of it nevertheless (clean-up, compensation): back to before that.
            int at = turns.FindIndex(t => t.Events.Exists(e => candidates.Contains(e) && FailedCall(e) == fatal));
            if (at >= 0)
            {
                gone.UnionWith(turns[at].Events.Where(e => candidates.Contains(e) && FailedCall(e) == fatal));
                kept = Math.Min(kept, at);
            }
        }

        // Locks went back when the instance failed: a critical section is entered again from its beginning.
        HashSet<int> unlocked = [.. turns.Take(kept).SelectMany(t => t.Events).OfType<EntityUnlockSent>().Select(u => u.LockRequestedId)];
        int section = turns.FindIndex(0, kept, t => t.Events.Exists(e => e is EntityLockRequested asked && !unlocked.Contains(asked.EventId)));
        if (section >= 0) kept = section;

        HashSet<int> known = [.. turns.Take(kept).SelectMany(t => t.Events).OfType<ActionEvent>().Select(a => a.EventId)];
        return new RewindPlan(
            [.. turns.Take(kept).Select(t => Without(t.Row, t.Events, gone))],
            [.. turns.Take(kept).Where(t => t.Events.Exists(gone.Contains)).Select(t => Without(t.Row, t.Events, gone))],
            turns[kept].Row.Turn,
            [.. turns.Skip(kept).SelectMany(t => t.Events).Where(e => !gone.Contains(e) && IsTold(e, known))],
            [.. gone.Select(e => calls[FailedCall(e)!.Value]).Where(call => known.Contains(call.EventId))]);
    }

    /// <summary>Puts failures back until the turns before <paramref name="kept"/> replay, latest first; where none is left, fewer turns stay.</summary>
    static int Settle(
        InstanceRow instance, OrchestratorHost host, List<(TurnRow Row, List<HistoryEvent> Events)> turns, HashSet<HistoryEvent> gone, int kept,
        out OrchestrationExecution execution)
    {
        while (true)
        {
            execution = new OrchestrationExecution(instance, host);
            if (execution.Replay([.. turns.Take(kept).Select(t => Without(t.Row, t.Events, gone))])) return kept;
            int turn = execution.DifferentTurn!.Value;
            int at = turns.FindIndex(t => t.Row.Turn == turn);
            int latest = turns.FindLastIndex(at, t => t.Events.Exists(gone.Contains));
            if (latest >= 0) gone.ExceptWith(turns[latest].Events);
            else kept = at;
        }
    }

    /// <summary>The call whose failure the code let through, or null when it failed of something else.</summary>
    static int? FatalCall(OrchestrationExecution execution, IReadOnlyList<TurnRow> rest)
    {
        execution.Replay(rest);
        for (Exception? e = execution.Fault; e is not null; e = e.InnerException)
        {
            if (e is TaskFailedException failed) return failed.TaskId;
        }

        return null;
    }

    static TurnRow Without(TurnRow row, List<HistoryEvent> events, HashSet<HistoryEvent> gone) =>
        events.Exists(gone.Contains) ? row with { Events = HistoryWriter.Write([.. events.Where(e => !gone.Contains(e))]), Payloads = null } : row;

    static int? FailedCall(HistoryEvent historyEvent) => historyEvent switch
    {
        TaskFailed e => e.TaskScheduledId,
        SubOrchestrationInstanceFailed e => e.TaskScheduledId,
        _ => null,
    };

    static bool IsTold(HistoryEvent historyEvent, HashSet<int> known) => historyEvent switch
    {
        ActionEvent or OrchestratorStarted or ExecutionCompleted or ContinueAsNew => false,
        TaskCompleted e => known.Contains(e.TaskScheduledId),
        TaskFailed e => known.Contains(e.TaskScheduledId),
        SubOrchestrationInstanceCompleted e => known.Contains(e.TaskScheduledId),
        SubOrchestrationInstanceFailed e => known.Contains(e.TaskScheduledId),
        TimerFired e => known.Contains(e.TimerId),
        EntityOperationCompleted e => known.Contains(e.TaskScheduledId),
        EntityOperationFailed e => known.Contains(e.TaskScheduledId),
        // Asked for again, and granted again.
        EntityLockGranted => false,
        _ => true,
    };
}
