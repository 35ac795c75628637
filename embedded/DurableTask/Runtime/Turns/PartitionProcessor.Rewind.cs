using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>A failed instance lives again: one commit takes back its result and its failures and runs its last turn again.</summary>
internal sealed partial class PartitionProcessor
{
    async Task RewindAsync(MessageItem item, EventMessage message, CancellationToken stopping)
    {
        StoredInstance? stored = await ReadAsync(token => _store.ReadHistoryAsync(message.InstanceId, token), stopping);
        if (stored is not { Result.Status: InstanceStatus.Failed, Turns.Count: > 0 })
        {
            // Rewound already, or gone.
            Consume(item);
            return;
        }

        if (_runner.Host.VersionMismatch(stored.Instance.Version) is { } mismatch)
        {
            Consume(item with { Acknowledge = null });
            item.Acknowledge?.TrySetException(new InvalidOperationException($"Instance '{message.InstanceId}' cannot be rewound here. {mismatch.ErrorMessage}"));
            return;
        }

        HashSet<int> children = await FindFailedChildrenAsync(stored, stopping);
        try
        {
            Rewind(item, (ExecutionRewound)message.Event, stored, children);
        }
        catch (Exception e)
        {
            // Stored turns that cannot be read, a converter that throws: the instance's own trouble, not the partition's.
            item.Acknowledge?.TrySetException(e);
            PutAside(message.InstanceId, message, item.InboxId, e, item.Failures + 1);
        }
    }

    void Rewind(MessageItem item, ExecutionRewound rewound, StoredInstance stored, HashSet<int> children)
    {
        InstanceRow row = stored.Instance;
        var plan = RewindPlan.Create(stored, _runner.Host, child => children.Contains(child.EventId));
        var instance = new InstanceRuntime(row)
        {
            IsStored = true,
            IsBusy = true,
            NextTurn = plan.From,
            Status = InstanceStatus.Running,
            Execution = _runner.Rebuild(row, plan.Kept),
            HistoryBytes = plan.Kept.Sum(t => t.Bytes),
        };
        List<Delivery> deliveries = [new(rewound, item.InboxId, item.Acknowledge), .. plan.Again.Select(e => new Delivery(e))];
        TurnWork work = _runner.Run(instance, deliveries);
        work.Commit.Rewound = new RewoundHistory(plan.From, plan.Changed);
        DurableRuntimeLog.InstanceRewound(_logger, row.InstanceId, row.Name, plan.Reopened.Count);
        if (work.Outcome is null)
        {
            HashSet<ActionEvent> asked = [.. instance.Execution!.Actions];
            foreach (ActionEvent open in instance.Execution.OpenActions.Where(a => !asked.Contains(a)))
            {
                if (open is TaskScheduled scheduled) work.Add(new ActivityCall(instance, row.Execution, scheduled));
                else if (open is TimerCreated timer) work.AddTimer(timer.FireAt, timer.EventId);
            }

            foreach (SubOrchestrationInstanceCreated child in plan.Reopened.OfType<SubOrchestrationInstanceCreated>())
                work.Commit.Send(new InboxMessage(_environment.NewId(), new EventMessage(child.InstanceId, rewound)));
        }

        _live[row.InstanceId] = instance;
        _cached.Touch(instance);
        _extra.Add(work);
    }

    /// <summary>The calls of sub-orchestrations that have failed and can be rewound: they still exist and still answer this instance.</summary>
    async Task<HashSet<int>> FindFailedChildrenAsync(StoredInstance stored, CancellationToken stopping)
    {
        List<HistoryEvent> events = [.. stored.Turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads))];
        Dictionary<int, SubOrchestrationInstanceCreated> calls = events.OfType<SubOrchestrationInstanceCreated>().ToDictionary(c => c.EventId);
        HashSet<int> found = [];
        foreach (SubOrchestrationInstanceFailed failed in events.OfType<SubOrchestrationInstanceFailed>())
        {
            if (!calls.TryGetValue(failed.TaskScheduledId, out SubOrchestrationInstanceCreated? call)) continue;
            InstanceState? child = await ReadAsync(token => _store.FindAsync(call.InstanceId, withPayloads: false, token), stopping);
            if (child is { Status: InstanceStatus.Failed, Instance.Parent: { } parent } && parent.Id == stored.Instance.Id
                && parent.TaskId == call.EventId && parent.Execution == stored.Instance.Execution)
            {
                found.Add(call.EventId);
            }
        }

        return found;
    }
}
