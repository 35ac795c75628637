using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Lineage;

/// <summary>Follows a task's edges upwards and downwards.</summary>
public sealed class GetTaskLineage(ITaskLineages lineages)
{
    public const int DefaultDepth = 100;
    public const int MaxDepth = 1000;

    /// <param name="depthMax">1 to 1,000 levels up and down; 0: 100.</param>
    /// <exception cref="InvalidRequestException"/>
    /// <exception cref="TaskNotFoundException"/>
    public async Task<TaskLineage> ExecuteAsync(string @namespace, Guid taskId, int depthMax, CancellationToken cancellationToken)
    {
        if (depthMax is < 0 or > MaxDepth)
        {
            throw new InvalidRequestException("depth_max", $"must be 1 to {MaxDepth}, or 0 for {DefaultDepth}");
        }

        return await lineages.FindAsync(@namespace, taskId, depthMax == 0 ? DefaultDepth : depthMax, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
    }
}
