using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>Messages that an entity takes together, in their order; what comes of them is one commit.</summary>
internal sealed class EntityBatch
{
    EntityBatch(EntityRuntime entity, List<EntityDelivery> deliveries)
    {
        (Entity, Deliveries, State) = (entity, deliveries, entity.Row.State);
        Operations = [.. deliveries.Where(d => d.Message is OperationRequest)];
    }

    public EntityRuntime Entity { get; }

    public IReadOnlyList<EntityDelivery> Deliveries { get; }

    /// <summary>Those of the messages that run code.</summary>
    public IReadOnlyList<EntityDelivery> Operations { get; }

    /// <summary>Before the first operation.</summary>
    public string? State { get; }

    /// <summary>Takes what may run now: behind a lock that is what its holder sent, and once the lock is given back the rest.</summary>
    /// <returns>Null when all messages wait for a lock.</returns>
    public static EntityBatch? Take(EntityRuntime entity, int operationsMax)
    {
        ParentLink? holder = entity.Row.Lock;
        var taken = new List<EntityDelivery>();
        var left = new List<EntityDelivery>();
        int operations = 0;
        foreach (EntityDelivery delivery in entity.Pending)
        {
            // What waited for the lock comes before what arrived after its release.
            bool isInOrder = left.Count == 0 || holder is not null || delivery.Message is LockRelease;
            bool isTaken = isInOrder && operations <= operationsMax && Locks.MayRun(delivery.Message, holder);
            if (isTaken && delivery.Message is OperationRequest && ++operations > operationsMax) isTaken = false;
            if (isTaken) holder = Locks.After(delivery.Message, holder);
            (isTaken ? taken : left).Add(delivery);
        }

        if (taken.Count == 0) return null;
        entity.Pending.Clear();
        entity.Pending.AddRange(left);
        return new EntityBatch(entity, taken);
    }
}

/// <param name="Outcomes">Of the operations from the first on; fewer than there are when the time was up.</param>
/// <param name="Effects">Signals and starts of the operations that succeeded.</param>
internal sealed record EntityBatchResult(IReadOnlyList<OperationOutcome> Outcomes, string? State, IReadOnlyList<Message> Effects);

internal sealed record OperationOutcome(string? Result, History.Failure? Failure);
