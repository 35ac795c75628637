namespace Microsoft.DurableTask.Entities;

/// <summary>
/// An entity whose operations are its public methods, found by name without regard to case. A method takes an input, a
/// <see cref="TaskEntityContext"/>, both or none. Where no method fits: a method of the state (<see cref="AllowStateDispatch"/>), then the
/// implicit operation <c>delete</c>, which sets the state to null.
/// </summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>Whether operations may be methods of the state itself.</summary>
    protected virtual bool AllowStateDispatch => false;

    /// <summary>Read before each operation and written after it; null deletes the entity.</summary>
    protected TState State { get; set; } = default!;

    /// <summary>Of the current operation.</summary>
    protected TaskEntityContext Context { get; private set; } = null!;

    /// <exception cref="NotSupportedException">Nothing implements the operation.</exception>
    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is { } state ? (TState)state : InitializeState(operation);
        if (operation.TryDispatch(this, out object? returned, out Type? declared) || TryDispatchToState(operation, out returned, out declared))
            return OperationReturn.TakeAsync(returned, declared, () => operation.State.SetState(State));
        if (!string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
            throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
        operation.State.SetState(null);
        return default;
    }

    /// <summary>The state of an entity that has none: by default a new <typeparamref name="TState"/>, for a nullable one of its value type.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
        => Nullable.GetUnderlyingType(typeof(TState)) is { } value
            ? (TState)Activator.CreateInstance(value)!
            : Activator.CreateInstance<TState>();

    bool TryDispatchToState(
        TaskEntityOperation operation, out object? returned, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Type? declared)
    {
        (returned, declared) = (null, null);
        if (!AllowStateDispatch)
            return false;
        return State is null
            ? throw new InvalidOperationException($"The operation '{operation}' is the state's own, and the state is null.")
            : operation.TryDispatch(State, out returned, out declared);
    }
}
