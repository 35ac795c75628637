using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>
/// Looks once a minute whether each task under way still has its orchestration. One whose instance the hub does not have goes
/// back to pending; one whose instance has ended without it is ended too, with the reason named.
/// </summary>
public sealed class HoldTasksAgainstHub(
    IStartStore starts, IExecutionStore executions, OrchestrationAnnouncements announcements, ILogger<HoldTasksAgainstHub> logger)
{
    internal const string Actor = "system:hold-tasks-against-hub";
    internal const string InstanceMissing = "instance_missing";
    internal const string InstanceFailed = "orchestration_failed";
    internal const string InstanceEnded = "orchestration_ended";
    static readonly TimeSpan OlderThan = TimeSpan.FromMinutes(1);
    const int PageSize = 200;

    [Function(nameof(HoldTasksAgainstHub))]
    public Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        HoldAsync(client, OlderThan, cancellationToken);

    internal async Task HoldAsync(DurableTaskClient client, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        Guid? after = null;
        while (true)
        {
            IReadOnlyList<RunKey> page = await starts.FindUnchangedAsync(after, PageSize, olderThan, cancellationToken);
            foreach (RunKey run in page)
            {
                await HoldAsync(client, run, cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].TaskId;
        }
    }

    async Task HoldAsync(DurableTaskClient client, RunKey run, CancellationToken cancellationToken)
    {
        string instanceId = RunTaskInput.InstanceIdOf(run.TaskId, run.Run);
        OrchestrationMetadata? instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        if (instance is null)
        {
            announcements.StateUnclear(run, InstanceMissing);
            if (await starts.RescheduleAsync(run, InstanceMissing, Actor, cancellationToken))
            {
                Tell(run, InstanceMissing, "rescheduled");
            }
        }
        else if (instance.IsCompleted)
        {
            // The row is written before its orchestration ends, so a row that is still open now was left behind.
            RunEnd end = EndOf(instance);
            announcements.StateUnclear(run, end.ErrorType ?? end.Message);
            if (await executions.FinishAsync(run, end, Actor, cancellationToken))
            {
                Tell(run, end.ErrorType ?? end.Message, "ended");
            }
        }
    }

    void Tell(RunKey run, string reason, string action)
    {
        FunctionsLog.TaskMended(logger, run.TaskId, run.Run, reason, action);
        announcements.StuckDetected(run, reason, action);
    }

    static RunEnd EndOf(OrchestrationMetadata instance) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Terminated => RunEnd.Cancelled("orchestration terminated"),
        OrchestrationRuntimeStatus.Failed => RunEnd.Failed(
            InstanceFailed, $"The orchestration failed: {instance.FailureDetails?.ErrorMessage ?? "no details"}"),
        _ => RunEnd.Failed(InstanceEnded, $"The orchestration ended ({instance.RuntimeStatus}) without ending the task."),
    };
}
