using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Execution;

/// <summary>One attempt; also the input of the activities that begin, run and end it.</summary>
/// <param name="Number">Counts over the task's whole life: <c>task_executions.attempt_number</c>.</param>
public sealed record AttemptKey(Guid TaskId, int Run, int Number)
{
    public string InstanceId() => RunTaskInput.InstanceIdOf(TaskId, Run);
}

/// <summary>Names a run of a task; input of the activities that concern no attempt.</summary>
public sealed record RunKey(Guid TaskId, int Run);
