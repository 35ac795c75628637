using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>An entity as it is stored.</summary>
/// <param name="State">Serialized; null: no such entity, but perhaps its lock.</param>
/// <param name="Lock">Who holds the lock: the exact execution, and its request.</param>
/// <param name="ModifiedAt">When state or lock changed last.</param>
internal sealed record EntityRow(string InstanceId, string? State, ParentLink? Lock, DateTimeOffset ModifiedAt)
{
    /// <summary>Nothing is left to store.</summary>
    public bool IsGone => State is null && Lock is null;
}

/// <summary>A signal that waits for its time.</summary>
internal sealed record ScheduledSignal(Guid Id, DateTime FireAt, OperationRequest Request) : Turns.IDue;

/// <param name="Backlog">Stored messages that wait for the entity.</param>
internal sealed record EntityView(EntityRow Row, int Backlog);

/// <param name="After">The last id of the page before.</param>
/// <param name="LockedOnly">Only entities that somebody has locked.</param>
internal sealed record EntityRowQuery(
    int PageSize,
    string? After = null,
    string? Prefix = null,
    DateTimeOffset? ModifiedFrom = null,
    DateTimeOffset? ModifiedTo = null,
    bool WithState = true,
    bool WithTransient = false,
    bool LockedOnly = false);
