namespace Orchestrator.Core.Tasks;

/// <summary>Shows one task with its attempts.</summary>
public sealed class GetTask(ITaskRepository tasks)
{
    /// <exception cref="TaskNotFoundException"/>
    public async Task<TaskRecord> ExecuteAsync(string @namespace, Guid taskId, CancellationToken cancellationToken) =>
        await tasks.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId);
}
