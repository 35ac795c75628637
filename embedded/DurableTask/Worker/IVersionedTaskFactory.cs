using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>
/// An exact match wins. A version that is not registered falls back to the unversioned registration, but only of a name that has no
/// versioned one: who registered versions meant them.
/// </summary>
interface IVersionedTaskFactory
{
    bool TryCreateActivity(TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity);

    bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator);
}
