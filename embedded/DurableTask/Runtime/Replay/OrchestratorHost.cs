using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>What an execution needs of its worker: the registered code, the converter, versions and loggers.</summary>
internal sealed record OrchestratorHost(
    IDurableTaskFactory Factory,
    IServiceProvider Services,
    DurableTaskWorkerOptions Options,
    ILoggerFactory LoggerFactory,
    IExceptionPropertiesProvider? ExceptionProperties = null)
{
    public DataConverter Converter => Options.DataConverter;

    /// <summary>The version of sub-orchestrations that are called without one.</summary>
    public string DefaultVersion => Options.Versioning?.DefaultVersion ?? "";

    /// <summary>Finds the code of an instance.</summary>
    /// <returns>Null with the failure that the instance ends with.</returns>
    public ITaskOrchestrator? Create(InstanceRow instance, out Failure? failure)
    {
        failure = VersionMismatch(instance);
        if (failure is not null) return null;
        ITaskOrchestrator? orchestrator;
        bool found = Factory is IVersionedTaskFactory versioned
            ? versioned.TryCreateOrchestrator(instance.Name, instance.Version, Services, out orchestrator)
            : Factory.TryCreateOrchestrator(instance.Name, Services, out orchestrator);
        if (found) return orchestrator;
        string version = string.IsNullOrEmpty(instance.Version) ? "" : $" with version '{instance.Version}'";
        failure = new Failure(
            "OrchestratorTaskNotFound", $"No orchestrator task named '{instance.Name}'{version} was found.", IsNonRetriable: true);
        return null;
    }

    Failure? VersionMismatch(InstanceRow instance)
    {
        if (!Options.IsVersioningSet || Options.Versioning is not { } versioning) return null;
        string version = instance.Version ?? "";
        bool matches = versioning.MatchStrategy switch
        {
            DurableTaskWorkerOptions.VersionMatchStrategy.Strict => version == versioning.Version,
            DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder =>
                Abstractions.TaskOrchestrationVersioningUtils.CompareVersions(version, versioning.Version) <= 0,
            _ => true,
        };
        return matches ? null : new Failure(
            "VersionMismatch",
            $"The instance's version '{version}' does not match the worker's version '{versioning.Version}' ({versioning.MatchStrategy}).",
            IsNonRetriable: true);
    }
}
