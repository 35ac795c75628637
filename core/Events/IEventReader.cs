namespace Orchestrator.Core.Events;

/// <summary>Reads stored events, oldest first.</summary>
public interface IEventReader
{
    /// <summary>Events of one subject with a greater sequence number.</summary>
    /// <returns>0 to <paramref name="limit"/> events, without gaps.</returns>
    Task<IReadOnlyList<LifecycleEvent>> ReadSubjectAsync(
        Guid subjectId, int afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Events of all subjects after <paramref name="after"/>, of transactions older than every one still running: what is
    /// returned is final, nothing can appear before it later.
    /// </summary>
    /// <param name="namespaceId">Null: of all namespaces.</param>
    Task<IReadOnlyList<LifecycleEvent>> ReadAllAsync(
        Guid? namespaceId, EventPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAllAsync"/>, of one scope: a chain's own events and those of its tasks.</summary>
    Task<IReadOnlyList<LifecycleEvent>> ReadScopeAsync(
        Guid scopeId, EventPosition after, int limit, CancellationToken cancellationToken);

    /// <summary>The position after which only events appear that are not final yet: where to begin "from now on".</summary>
    Task<EventPosition> ReadEndAsync(CancellationToken cancellationToken);
}
