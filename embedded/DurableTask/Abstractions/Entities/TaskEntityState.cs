namespace Microsoft.DurableTask.Entities;

/// <summary>The state of an entity, as the current operation sees it.</summary>
public abstract class TaskEntityState
{
    /// <summary>False for an entity that does not exist, or was deleted.</summary>
    public abstract bool HasState { get; }

    /// <returns>The state, or <paramref name="defaultValue"/> where there is none.</returns>
    public virtual T? GetState<T>(T? defaultValue = default) => GetState(typeof(T)) is T state ? state : defaultValue;

    public abstract object? GetState(Type type);

    /// <summary>Takes a new state; null deletes the entity. An object that is changed afterwards is not looked at again.</summary>
    public abstract void SetState(object? state);
}
