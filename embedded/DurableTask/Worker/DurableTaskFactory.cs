using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes what a registry holds.</summary>
sealed class DurableTaskFactory(DurableTaskRegistry registry) : IDurableTaskFactory2, IVersionedTaskFactory
{
    readonly Entries<ITaskActivity> _activities = new(registry.ActivitiesByVersion);
    readonly Entries<ITaskOrchestrator> _orchestrators = new(registry.OrchestratorsByVersion);

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity)
        => _activities.TryCreate(name, default, serviceProvider, out activity);

    public bool TryCreateActivity(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity)
        => _activities.TryCreate(name, version, serviceProvider, out activity);

    public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
        => _orchestrators.TryCreate(name, default, serviceProvider, out orchestrator);

    public bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
        => _orchestrators.TryCreate(name, version, serviceProvider, out orchestrator);

    public bool TryCreateEntity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskEntity? entity)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        entity = registry.Entities.TryGetValue(name, out Func<IServiceProvider, ITaskEntity>? factory) ? factory(serviceProvider) : null;
        return entity is not null;
    }

    sealed class Entries<T>(IDictionary<TaskVersionKey, Func<IServiceProvider, T>> factories)
        where T : class
    {
        readonly HashSet<TaskName> _versioned = [.. factories.Keys.Where(key => key.Version.Version.Length > 0).Select(key => key.Name)];

        public bool TryCreate(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out T? created)
        {
            ArgumentNullException.ThrowIfNull(services);
            bool found = factories.TryGetValue(new TaskVersionKey(name, version), out Func<IServiceProvider, T>? factory)
                || (version.Version.Length > 0 && !_versioned.Contains(name)
                    && factories.TryGetValue(new TaskVersionKey(name, default), out factory));
            created = found ? factory!(services) : null;
            return found;
        }
    }
}
