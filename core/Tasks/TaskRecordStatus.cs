namespace Orchestrator.Core.Tasks;

/// <summary>Status of a task, chain or job; <c>docs/lifecycle.md</c> draws the transitions, the database enforces them.</summary>
public enum TaskRecordStatus
{
    Pending,
    Queued,
    Running,
    Completed,
    CompletedWithWarnings,
    Failed,
    Cancelled,
    Skipped,
    ResolvedManually,
}

public static class TaskRecordStatusExtensions
{
    extension(TaskRecordStatus status)
    {
        /// <summary>True when nothing more happens by itself; an operator may still retry or rerun.</summary>
        public bool IsEnd => status is not (TaskRecordStatus.Pending or TaskRecordStatus.Queued or TaskRecordStatus.Running);
    }
}
