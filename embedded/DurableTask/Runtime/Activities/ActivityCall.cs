using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>An activity to run, and the exact execution that its result belongs to.</summary>
internal sealed record ActivityCall(string InstanceId, long Instance, int Execution, TaskScheduled Scheduled);
