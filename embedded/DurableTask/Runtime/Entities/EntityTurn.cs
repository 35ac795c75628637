using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>From what came of a batch to the one commit that writes it: state, lock, answers, signals, starts, and the messages consumed.</summary>
internal sealed class EntityTurn(EntityBatch batch, EntityBatchResult result, RuntimeEnvironment environment)
{
    readonly TurnCommit _commit = new();
    ParentLink? _holder = batch.Entity.Row.Lock;
    int _operations;

    /// <summary>Messages from the first operation on that was not run: they come again.</summary>
    public IReadOnlyList<EntityDelivery> Undone { get; private set; } = [];

    /// <returns>Null when nothing was done.</returns>
    public TurnWork? Write()
    {
        for (int i = 0; i < batch.Deliveries.Count; i++)
        {
            EntityDelivery delivery = batch.Deliveries[i];
            if (delivery.Message is OperationRequest && _operations == result.Outcomes.Count)
            {
                Undone = [.. batch.Deliveries.Skip(i)];
                break;
            }

            Answer(delivery.Message);
            _holder = Locks.After(delivery.Message, _holder);
            _commit.Consume(delivery.InboxId);
        }

        if (_commit.Consumed.Count == 0) return null;
        foreach (Message effect in result.Effects) Send(effect);
        EntityRow before = batch.Entity.Row;
        var after = new EntityRow(before.InstanceId, result.State, _holder, environment.Time.GetUtcNow());
        if (after.State != before.State || after.Lock != before.Lock) _commit.Entity = after;
        return new TurnWork(instance: null, _commit) { Batch = batch };
    }

    void Answer(EntityMessage message)
    {
        if (message is OperationRequest request)
        {
            OperationOutcome outcome = result.Outcomes[_operations++];
            if (request.Caller is not { } caller) return;
            HistoryEvent answer = outcome.Failure is { } failure
                ? new EntityOperationFailed(caller.TaskId, failure)
                : new EntityOperationCompleted(caller.TaskId, outcome.Result);
            Send(new EventMessage(caller.InstanceId, answer, caller.Id, caller.Execution));
        }
        else if (message is LockRequest locking)
        {
            int next = locking.LockSet.Index().First(one => one.Item == locking.InstanceId).Index + 1;
            ParentLink caller = locking.Caller;
            Send(next < locking.LockSet.Count
                ? locking with { InstanceId = locking.LockSet[next] }
                : new EventMessage(caller.InstanceId, new EntityLockGranted(caller.TaskId, caller, locking.LockSet), caller.Id, caller.Execution));
        }
    }

    void Send(Message message) => _commit.Send(new InboxMessage(environment.NewId(), message));
}
