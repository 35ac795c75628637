namespace Microsoft.DurableTask.Runtime.History;

/// <summary>The numbers of <c>OrchestrationRuntimeStatus</c>, as stored.</summary>
internal enum InstanceStatus
{
    Running = 0,
    Completed = 1,
    ContinuedAsNew = 2,
    Failed = 3,
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}

internal static class InstanceStatusExtensions
{
    public static bool IsFinal(this InstanceStatus status) =>
        status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Canceled or InstanceStatus.Terminated;
}
