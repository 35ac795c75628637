using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>An activity to run, and the exact execution that its result belongs to.</summary>
internal sealed record ActivityCall(InstanceRuntime Instance, int Execution, TaskScheduled Scheduled)
{
    public string InstanceId => Instance.Row.InstanceId;

    /// <summary>False when that execution is over: nobody waits for the result any more. Asked on the partition's loop.</summary>
    public bool IsWanted => !Instance.IsGone && Instance.Row.Execution == Execution;
}
