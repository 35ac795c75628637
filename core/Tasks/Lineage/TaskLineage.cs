namespace Orchestrator.Core.Tasks.Lineage;

/// <summary>What comes before and after a task in its chain, each nearest first.</summary>
public sealed record TaskLineage(IReadOnlyList<LineageEntry> Ancestors, IReadOnlyList<LineageEntry> Descendants);

/// <param name="Distance">Edges between it and the task, on the shortest way.</param>
/// <param name="ThroughTaskIds">The next tasks on the shortest ways towards the task.</param>
public sealed record LineageEntry(TaskReference Task, int Distance, IReadOnlyList<Guid> ThroughTaskIds);

public interface ITaskLineages
{
    /// <returns>Null when the namespace holds no such task.</returns>
    Task<TaskLineage?> FindAsync(string @namespace, Guid taskId, int depthMax, CancellationToken cancellationToken);
}
