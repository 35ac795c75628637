using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>Runs one activity in a service scope of its own; whatever it throws becomes a failure in history.</summary>
internal sealed class ActivityExecutor(OrchestratorHost host, ILogger logger)
{
    /// <returns>
    /// <see cref="TaskCompleted"/> or <see cref="TaskFailed"/>; null for one that failed while the host ended: it is not known whether it
    /// failed because of that, so nothing is recorded and it runs again. Null too for one that another version's worker is to run.
    /// </returns>
    public async Task<HistoryEvent?> ExecuteAsync(ActivityCall call, HostStop stop)
    {
        TaskScheduled scheduled = call.Scheduled;
        if (host.VersionMismatch(scheduled.Version) is { } mismatch)
        {
            if (!host.LeavesOtherVersions) return new TaskFailed(scheduled.EventId, mismatch);
            DurableRuntimeLog.ActivityLeft(logger, scheduled.Name, scheduled.EventId, call.InstanceId, mismatch.ErrorMessage);
            return null;
        }

        try
        {
            await using var services = new LazyScope(host.Services);
            if (!TryCreate(scheduled, services, out ITaskActivity? activity))
            {
                return new TaskFailed(scheduled.EventId, new Failure(
                    "ActivityTaskNotFound", $"No activity task named '{scheduled.Name}' was found.", IsNonRetriable: true));
            }

            object? input = host.Converter.Deserialize(scheduled.Input, activity!.InputType);
            object? output = await activity.RunAsync(new RuntimeActivityContext(call), input);
            return new TaskCompleted(scheduled.EventId, host.Converter.Serialize(output));
        }
        catch (Exception e) when (stop.IsRequested)
        {
            DurableRuntimeLog.ActivityInterrupted(logger, scheduled.Name, scheduled.EventId, call.InstanceId, e.GetType().Name);
            return null;
        }
        catch (Exception e)
        {
            DurableRuntimeLog.ActivityFailed(logger, e, scheduled.Name, scheduled.EventId, call.InstanceId);
            return new TaskFailed(scheduled.EventId, Describe(e, call));
        }
    }

    Failure Describe(Exception error, ActivityCall call)
    {
        try
        {
            return FailureConversions.FromException(error, host.ExceptionProperties);
        }
        catch (Exception e)
        {
            // The application's provider of properties: without them, the caller still hears of the failure.
            DurableRuntimeLog.PropertiesFailed(logger, e, call.Scheduled.Name, call.Scheduled.EventId, call.InstanceId);
            return FailureConversions.FromException(error);
        }
    }

    bool TryCreate(TaskScheduled scheduled, IServiceProvider services, out ITaskActivity? activity) =>
        host.Factory is IVersionedTaskFactory versioned
            ? versioned.TryCreateActivity(scheduled.Name, scheduled.Version, services, out activity)
            : host.Factory.TryCreateActivity(scheduled.Name, services, out activity);

    sealed class RuntimeActivityContext(ActivityCall call) : TaskActivityContext
    {
        public override TaskName Name => call.Scheduled.Name;

        public override string InstanceId => call.InstanceId;

        public override string Version => call.Scheduled.Version ?? "";
    }
}
