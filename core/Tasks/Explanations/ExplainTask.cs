namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>Says what a task waits for, since when, until when, and whose turn it is.</summary>
public sealed class ExplainTask(ITaskSituations situations)
{
    /// <exception cref="TaskNotFoundException"/>
    public async Task<TaskExplanation> ExecuteAsync(string @namespace, Guid taskId, CancellationToken cancellationToken) =>
        TaskExplainer.Explain(
            await situations.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId));
}
