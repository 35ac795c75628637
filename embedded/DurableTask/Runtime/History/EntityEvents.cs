using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.History;

/// <summary>What an orchestrator asks of entities.</summary>
internal abstract record EntityAction(int EventId) : ActionEvent(EventId);

internal sealed record EntityOperationCalled(int EventId, string InstanceId, string Operation, string? Input) : EntityAction(EventId);

/// <param name="ScheduledTime">Null: at once.</param>
internal sealed record EntityOperationSignaled(int EventId, string InstanceId, string Operation, string? Input, DateTime? ScheduledTime)
    : EntityAction(EventId);

/// <param name="LockSet">Ids of entities, each once, in the order in which they are locked.</param>
internal sealed record EntityLockRequested(int EventId, IReadOnlyList<string> LockSet) : EntityAction(EventId);

/// <param name="LockRequestedId">The event id of the request whose lock is given back.</param>
internal sealed record EntityUnlockSent(int EventId, string InstanceId, int LockRequestedId) : EntityAction(EventId);

internal sealed record EntityOperationCompleted(int TaskScheduledId, string? Result) : HistoryEvent;

internal sealed record EntityOperationFailed(int TaskScheduledId, Failure Failure) : HistoryEvent;

/// <summary>All of the entities are locked. Where nobody is left to hold the lock, it goes back: so holder and entities are said again.</summary>
internal sealed record EntityLockGranted(int TaskScheduledId, ParentLink Holder, IReadOnlyList<string> LockSet) : HistoryEvent;
