using System.Diagnostics;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>From what an orchestrator asks for to the message that goes out, and from a failed answer to what the orchestrator gets.</summary>
internal static class EntityRequests
{
    public static EntityMessage MessageOf(InstanceRow row, EntityAction action) => action switch
    {
        EntityOperationCalled e => new OperationRequest(e.InstanceId, e.Operation, e.Input, Link(row, e.EventId)),
        EntityOperationSignaled e => new OperationRequest(e.InstanceId, e.Operation, e.Input, Caller: null, e.ScheduledTime),
        EntityLockRequested e => new LockRequest(e.LockSet[0], Link(row, e.EventId), e.LockSet),
        EntityUnlockSent e => new LockRelease(e.InstanceId, Link(row, e.LockRequestedId)),
        _ => throw new UnreachableException(action.GetType().Name),
    };

    public static EntityOperationFailedException ExceptionOf(EntityOperationCalled call, Failure failure) =>
        new(EntityInstanceId.FromString(call.InstanceId), call.Operation, failure.ToDetails());

    static ParentLink Link(InstanceRow row, int taskId) => new(row.InstanceId, row.Name, row.Id, row.Execution, taskId);
}
