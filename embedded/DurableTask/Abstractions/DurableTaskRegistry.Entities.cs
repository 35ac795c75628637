using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    internal IDictionary<TaskName, Func<IServiceProvider, ITaskEntity>> Entities { get; } = new Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>>();

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => Entities;

    /// <remarks>All overloads throw <see cref="ArgumentException"/> for a name that is taken, compared without case.</remarks>
    public DurableTaskRegistry AddEntity(TaskName name, Func<IServiceProvider, ITaskEntity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
            throw new ArgumentException($"An {nameof(ITaskEntity)} needs a name.", nameof(name));
        if (!Entities.TryAdd(name, factory))
            throw new ArgumentException($"An {nameof(ITaskEntity)} named '{name}' is already added.", nameof(name));
        return this;
    }

    /// <summary>A new object for each batch of operations, never a registered service.</summary>
    public DurableTaskRegistry AddEntity(TaskName name, Type type)
    {
        type.ThrowIfNotConcrete<ITaskEntity>();
        return AddEntity(name, services => (ITaskEntity)ActivatorUtilities.CreateInstance(services, type));
    }

    public DurableTaskRegistry AddEntity(Type type) => AddEntity(type.GetTaskName(), type);

    public DurableTaskRegistry AddEntity<TEntity>(TaskName name)
        where TEntity : class, ITaskEntity
        => AddEntity(name, typeof(TEntity));

    public DurableTaskRegistry AddEntity<TEntity>()
        where TEntity : class, ITaskEntity
        => AddEntity(typeof(TEntity));

    /// <summary>One object for all entities of the name: it must be free of state of its own.</summary>
    public DurableTaskRegistry AddEntity(TaskName name, ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(name, _ => entity);
    }

    public DurableTaskRegistry AddEntity(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(entity.GetType().GetTaskName(), entity);
    }
}
