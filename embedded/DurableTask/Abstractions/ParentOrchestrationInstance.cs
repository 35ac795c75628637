namespace Microsoft.DurableTask;

/// <summary>Who called this instance as its sub-orchestration.</summary>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
