namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>
/// The critical section of one execution and its rules: one at a time; within it calls only to its entities, one call to each at a time, no
/// signals to them and no sub-orchestrations. So nobody can wait in a circle.
/// </summary>
internal sealed class CriticalSection
{
    IReadOnlyList<string> _entities = [];
    readonly HashSet<string> _available = new(StringComparer.Ordinal);
    int? _lockId;

    /// <summary>True from the request on.</summary>
    public bool IsEntered => _lockId is not null;

    public bool IsHeld { get; private set; }

    /// <summary>The locked entities that are not at a call, in the order of the lock set.</summary>
    public IEnumerable<string> Available => _entities.Where(_available.Contains);

    /// <param name="lockId">The event id of the request.</param>
    public void Enter(int lockId, IReadOnlyList<string> entities) => (_lockId, _entities) = (lockId, entities);

    public void Granted()
    {
        IsHeld = true;
        _available.UnionWith(_entities);
    }

    public bool IsIn(int lockId) => _lockId == lockId;

    /// <summary>Ends the section.</summary>
    /// <returns>The entities to unlock; none when the lock was never granted: it goes back when it is.</returns>
    public IReadOnlyList<string> Leave(out int lockId)
    {
        lockId = _lockId ?? 0;
        IReadOnlyList<string> held = IsHeld ? _entities : [];
        (_lockId, IsHeld, _entities) = (null, false, []);
        _available.Clear();
        return held;
    }

    /// <exception cref="InvalidOperationException">In a section already.</exception>
    public void EnsureMayEnter()
    {
        if (IsEntered) throw new InvalidOperationException("Must not enter another critical section from within a critical section.");
    }

    /// <exception cref="InvalidOperationException">In a section.</exception>
    public void EnsureMayCallSubOrchestrator()
    {
        if (IsEntered) throw new InvalidOperationException("While holding locks, cannot call suborchestrators.");
    }

    /// <exception cref="InvalidOperationException">The entity is one of the section's.</exception>
    public void EnsureMaySignal(string entity)
    {
        if (IsEntered && _entities.Contains(entity)) throw new InvalidOperationException("Must not signal a locked entity from a critical section.");
    }

    /// <summary>Begins a call.</summary>
    /// <returns>The section that the call belongs to, for <see cref="EndCall"/>; null outside of one.</returns>
    /// <exception cref="InvalidOperationException">The entity is not the section's, or is at a call.</exception>
    public int? BeginCall(string entity)
    {
        if (!IsEntered) return null;
        if (!IsHeld) throw new InvalidOperationException("Must await the completion of the lock request prior to calling any entity.");
        if (_available.Remove(entity)) return _lockId;
        throw new InvalidOperationException(_entities.Contains(entity)
            ? "Must not call an entity from a critical section while a prior call to the same entity is still pending."
            : "Must not call an entity from a critical section if it is not one of the locked entities.");
    }

    public void EndCall(string entity, int? section)
    {
        if (section is { } lockId && IsIn(lockId)) _available.Add(entity);
    }
}
