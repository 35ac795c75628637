using System.Diagnostics;
using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>An action in words: what must be the same in every replay. Inputs may differ (a changed record may serialize otherwise).</summary>
internal static class ActionText
{
    public static string Describe(ActionEvent action) => action switch
    {
        TaskScheduled e => $"TaskScheduled '{e.Name}' (#{e.EventId})",
        SubOrchestrationInstanceCreated e => $"SubOrchestrationInstanceCreated '{e.Name}' as '{e.InstanceId}' (#{e.EventId})",
        TimerCreated e => $"TimerCreated for {e.FireAt:o} (#{e.EventId})",
        EventSent e => $"EventSent '{e.Name}' to '{e.InstanceId}' (#{e.EventId})",
        EntityOperationCalled e => $"EntityOperationCalled '{e.Operation}' of '{e.InstanceId}' (#{e.EventId})",
        EntityOperationSignaled e => $"EntityOperationSignaled '{e.Operation}' to '{e.InstanceId}' (#{e.EventId})",
        EntityLockRequested e => $"EntityLockRequested for '{string.Join("', '", e.LockSet)}' (#{e.EventId})",
        EntityUnlockSent e => $"EntityUnlockSent to '{e.InstanceId}' (#{e.EventId})",
        _ => throw new UnreachableException(action.GetType().Name),
    };
}
