using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Instances of a version that this worker does not take: they fail, or wait for the partition to pass to a worker that does.</summary>
internal sealed partial class PartitionProcessor
{
    /// <summary>A failure needs no code of that version, and neither does a termination.</summary>
    bool CanRunDespite(InstanceRuntime instance) =>
        !_runner.Host.LeavesOtherVersions || instance.Pending.Exists(d => d.Event is ExecutionTerminated);

    /// <summary>What the instance is told in place of all that waits for it.</summary>
    List<Delivery> TakeDespite(InstanceRuntime instance, Failure mismatch)
    {
        List<Delivery> taken = instance.Pending.FindAll(d => d.Event is ExecutionTerminated);
        if (taken.Count == 0)
        {
            taken = [.. instance.Pending];
            instance.Execution!.Refuse(mismatch);
        }

        instance.Pending.RemoveAll(taken.Contains);
        return taken;
    }

    /// <summary>
    /// Stores what only memory holds and somebody waits for: a start is durable once its row is, an event once it lies in the inbox.
    /// The rest waits here until the partition passes to another owner.
    /// </summary>
    TurnWork? Leave(InstanceRuntime instance, Failure mismatch)
    {
        if (!instance.IsLeft) DurableRuntimeLog.InstanceLeft(_logger, instance.Row.InstanceId, instance.Row.Name, mismatch.ErrorMessage);
        instance.IsLeft = true;
        // Nobody here takes a result, and whoever owns the partition next has the call from the history.
        SettleResults(instance.Pending.FindAll(IsResult));
        instance.Pending.RemoveAll(IsResult);
        List<Delivery> unstored = instance.Pending.FindAll(d => d is { InboxId: null, Acknowledge: not null });
        if (instance.IsStored && unstored.Count == 0) return null;
        var work = new TurnWork(instance, new TurnCommit { Instance = instance.Row.Id });
        if (!instance.IsStored)
        {
            (work.Commit.Created, work.Commit.Replaced) = (instance.Row, instance.Replaces);
            // Whoever recovers a row without turns begins it.
            unstored.AddRange(instance.Pending.FindAll(d => d is { Event: ExecutionStarted, Acknowledge: null }));
        }

        foreach (Delivery delivery in unstored)
        {
            if (delivery.Event is not ExecutionStarted)
            {
                var message = new EventMessage(instance.Row.InstanceId, delivery.Event);
                work.Commit.Send(new InboxMessage(_environment.NewId(), message));
            }

            if (delivery.InboxId is { } id) work.Commit.Consume(id);
            if (delivery.Acknowledge is { } waiting) work.AddWaiting(waiting);
        }

        instance.Pending.RemoveAll(unstored.Contains);
        instance.IsBusy = true;
        return work;
    }
}
