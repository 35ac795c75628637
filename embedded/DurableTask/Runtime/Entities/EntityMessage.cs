using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>What an orchestration, an entity or a client sends to an entity; the instance id is <c>@name@key</c>.</summary>
internal abstract record EntityMessage(string InstanceId) : Message(InstanceId);

/// <param name="Caller">Who waits for the result; null: a signal.</param>
/// <param name="DueAt">Not to be run earlier; null: at once.</param>
internal sealed record OperationRequest(string InstanceId, string Operation, string? Input, ParentLink? Caller = null, DateTime? DueAt = null)
    : EntityMessage(InstanceId);

/// <summary>
/// Asks for the lock of this entity; the entity passes the request on to the next of the set, the last one tells the caller. So all locks are
/// taken in the order of the set, which is the same for everybody, and nobody waits in a circle.
/// </summary>
internal sealed record LockRequest(string InstanceId, ParentLink Caller, IReadOnlyList<string> LockSet) : EntityMessage(InstanceId);

/// <summary>Gives back the lock that <paramref name="Holder"/> asked for; any other lock stays.</summary>
internal sealed record LockRelease(string InstanceId, ParentLink Holder) : EntityMessage(InstanceId);
