using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>What an execution has locked, read from its history: where its code cannot be asked.</summary>
internal static class HeldLocks
{
    /// <returns>Unlocks of all that was granted and not given back, numbered from <paramref name="nextEventId"/>.</returns>
    public static IEnumerable<EntityUnlockSent> Unlocks(IEnumerable<HistoryEvent> history, int nextEventId)
    {
        var held = new HashSet<(int Lock, string InstanceId)>();
        foreach (HistoryEvent historyEvent in history)
        {
            if (historyEvent is EntityLockGranted granted) held.UnionWith(granted.LockSet.Select(id => (granted.TaskScheduledId, id)));
            else if (historyEvent is EntityUnlockSent sent) held.Remove((sent.LockRequestedId, sent.InstanceId));
        }

        return held.Select((one, i) => new EntityUnlockSent(nextEventId + i, one.InstanceId, one.Lock));
    }
}
