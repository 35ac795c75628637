namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>An entity in its partition's memory. Touched by the partition's loop alone.</summary>
internal sealed class EntityRuntime(EntityRow row)
{
    public string InstanceId => Row.InstanceId;

    /// <summary>As it is stored.</summary>
    public EntityRow Row { get; set; } = row;

    /// <summary>Messages in the order of arrival; behind a lock they wait here, and in the inbox.</summary>
    public List<EntityDelivery> Pending { get; } = [];

    /// <summary>Operations run, or their commit is on its way.</summary>
    public bool IsBusy { get; set; }

    public bool IsQueued { get; set; }

    /// <summary>So many operations more run each in a batch of its own: a commit was refused, and one of them is at fault.</summary>
    public int OneByOne { get; set; }

    public LinkedListNode<EntityRuntime>? CacheNode { get; set; }

    public bool IsIdle => !IsBusy && !IsQueued && Pending.Count == 0;
}

/// <param name="Refusal">Why the store does not take this operation's effects: it is not run again, and fails with this.</param>
internal sealed record EntityDelivery(EntityMessage Message, Guid InboxId, Exception? Refusal = null);
