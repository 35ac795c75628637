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
        failure = null;
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

    /// <summary>Why this worker does not take work of that version; null when it does.</summary>
    public Failure? VersionMismatch(string? version) => VersionMatch.Mismatch(Options.Versioning, version);

    /// <summary>True when work of another version is left for another worker; else it fails.</summary>
    public bool LeavesOtherVersions => Options.Versioning?.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Reject;

    /// <summary>What history keeps of an exception. The application's provider of properties may fail: then it is without them.</summary>
    public Failure Describe(Exception error, InstanceRow instance)
    {
        try
        {
            return FailureConversions.FromException(error, ExceptionProperties);
        }
        catch (Exception e)
        {
            DurableRuntimeLog.InstancePropertiesFailed(LoggerFactory.CreateLogger("Microsoft.DurableTask.Worker"), e, instance.InstanceId);
            return FailureConversions.FromException(error);
        }
    }
}
