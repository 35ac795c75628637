namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities of a worker, by name and version, and its entities, by name.</summary>
public sealed partial class DurableTaskRegistry
{
    internal IDictionary<TaskVersionKey, Func<IServiceProvider, ITaskActivity>> ActivitiesByVersion { get; }
        = new Dictionary<TaskVersionKey, Func<IServiceProvider, ITaskActivity>>();

    internal IDictionary<TaskVersionKey, Func<IServiceProvider, ITaskOrchestrator>> OrchestratorsByVersion { get; }
        = new Dictionary<TaskVersionKey, Func<IServiceProvider, ITaskOrchestrator>>();

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators()
        => OrchestratorsByVersion.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities()
        => ActivitiesByVersion.Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Value));

    static void Add<T>(
        IDictionary<TaskVersionKey, Func<IServiceProvider, T>> entries, TaskName name, TaskVersion version, Func<IServiceProvider, T> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
            throw new ArgumentException($"An {typeof(T).Name} needs a name.", nameof(name));
        if (!entries.TryAdd(new TaskVersionKey(name, version), factory))
            throw new ArgumentException(
                version.Version.Length == 0
                    ? $"An {typeof(T).Name} named '{name}' is already added."
                    : $"An {typeof(T).Name} named '{name}' with version '{version.Version}' is already added.",
                nameof(name));
    }
}
