namespace Microsoft.DurableTask.Entities;

/// <summary>One operation on its way through an entity.</summary>
public abstract class TaskEntityOperation
{
    public abstract string Name { get; }

    public abstract TaskEntityContext Context { get; }

    public abstract TaskEntityState State { get; }

    /// <summary>False where the caller gave none or null.</summary>
    public abstract bool HasInput { get; }

    public virtual T? GetInput<T>() => (T?)GetInput(typeof(T));

    public abstract object? GetInput(Type inputType);

    public override string ToString() => $"{Context.Id.Name}/{Name}";
}
