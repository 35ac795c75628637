namespace Orchestrator.Core.Tasks.Explanations;

public interface ITaskSituations
{
    /// <returns>Null when the namespace holds no such task.</returns>
    Task<TaskSituation?> FindAsync(string @namespace, Guid taskId, CancellationToken cancellationToken);
}
