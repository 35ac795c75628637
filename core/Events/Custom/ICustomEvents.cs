namespace Orchestrator.Core.Events.Custom;

/// <summary>The registered types of custom events, and what is published of them.</summary>
public interface ICustomEvents
{
    /// <summary>Stores the type, unless there is one of that name.</summary>
    /// <returns>What is stored now.</returns>
    Task<CustomEventType> RegisterAsync(string name, string description, string schema, string actor, CancellationToken cancellationToken);

    /// <returns>Null when there is no such type.</returns>
    Task<CustomEventType?> FindAsync(string name, CancellationToken cancellationToken);

    /// <returns>Those of the namespace, by name.</returns>
    Task<IReadOnlyList<CustomEventType>> ListAsync(string @namespace, CancellationToken cancellationToken);

    /// <summary>Appends the event to its subject's, numbered like the others.</summary>
    /// <param name="payload">JSON object; beside it the event has what every event of its subject has.</param>
    /// <returns>The event's number; null when the namespace holds no such subject.</returns>
    Task<int?> PublishAsync(
        string @namespace, EventSubject subject, string name, string actor, string payload, CancellationToken cancellationToken);
}

/// <summary>What an event is about: one of the two.</summary>
public sealed record EventSubject(Guid? TaskId, Guid? ChainId);
