using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>What a lock lets through.</summary>
internal static class Locks
{
    /// <summary>Whether the message is to be taken now: of a locked entity only its holder's, and who gives back a lock is always heard.</summary>
    public static bool MayRun(EntityMessage message, ParentLink? holder) => message switch
    {
        _ when holder is null => true,
        LockRelease => true,
        OperationRequest { Caller: { } caller } => caller.Id == holder.Id && caller.Execution == holder.Execution,
        _ => false,
    };

    /// <summary>Who holds the lock after the message.</summary>
    public static ParentLink? After(EntityMessage message, ParentLink? holder) => message switch
    {
        LockRequest request => request.Caller,
        LockRelease release when holder is not null && IsSame(release.Holder, holder) => null,
        _ => holder,
    };

    public static bool IsSame(ParentLink one, ParentLink other) =>
        (one.Id, one.Execution, one.TaskId) == (other.Id, other.Execution, other.TaskId);
}
