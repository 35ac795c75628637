using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>Runs one activity in a service scope of its own; whatever it throws becomes a failure in history.</summary>
internal sealed class ActivityExecutor(OrchestratorHost host, ILogger logger)
{
    /// <returns><see cref="TaskCompleted"/> or <see cref="TaskFailed"/>.</returns>
    public async Task<HistoryEvent> ExecuteAsync(ActivityCall call)
    {
        TaskScheduled scheduled = call.Scheduled;
        try
        {
            await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
            if (!TryCreate(scheduled, scope.ServiceProvider, out ITaskActivity? activity))
            {
                return new TaskFailed(scheduled.EventId, new Failure(
                    "ActivityTaskNotFound", $"No activity task named '{scheduled.Name}' was found.", IsNonRetriable: true));
            }

            object? input = host.Converter.Deserialize(scheduled.Input, activity!.InputType);
            object? output = await activity.RunAsync(new RuntimeActivityContext(call), input);
            return new TaskCompleted(scheduled.EventId, host.Converter.Serialize(output));
        }
        catch (Exception e)
        {
            DurableRuntimeLog.ActivityFailed(logger, e, scheduled.Name, scheduled.EventId, call.InstanceId);
            return new TaskFailed(scheduled.EventId, FailureConversions.FromException(e, host.ExceptionProperties));
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
