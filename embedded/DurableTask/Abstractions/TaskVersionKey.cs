namespace Microsoft.DurableTask;

/// <summary>What a registration is found by: name and version, both compared without case.</summary>
readonly record struct TaskVersionKey(TaskName Name, TaskVersion Version);
