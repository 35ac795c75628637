using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>An entity as clients see it, with its state where that was asked for. Written to JSON, never read.</summary>
[JsonConverter(typeof(EntityMetadataConverter))]
public class EntityMetadata<TState>
{
    readonly TState? _state;

    /// <exception cref="ArgumentException">The default id.</exception>
    public EntityMetadata(EntityInstanceId id)
    {
        if (id == default)
            throw new ArgumentException("An entity has an id.", nameof(id));
        Id = id;
    }

    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        _state = state;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Stored messages that wait for the entity.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>The id of the orchestration that holds the lock, or null.</summary>
    public string? LockedBy { get; init; }

    [MemberNotNullWhen(true, nameof(State), nameof(_state))]
    public bool IncludesState { get; }

    /// <exception cref="InvalidOperationException"><see cref="IncludesState"/> is false.</exception>
    public TState State => IncludesState
        ? _state
        : throw new InvalidOperationException($"There is no state to read: {nameof(IncludesState)} is false.");
}
