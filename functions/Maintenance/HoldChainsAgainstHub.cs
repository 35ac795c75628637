using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Functions.Chains;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>
/// Once a minute: a chain under way whose instance the hub has lost is started again; one whose instance has ended without it is ended
/// too, with the reason named.
/// </summary>
public sealed class HoldChainsAgainstHub(
    IChainStartStore store, OrchestrationAnnouncements announcements, ChainAnnouncements chains, ILogger<HoldChainsAgainstHub> logger)
{
    internal const string Actor = "system:hold-chains-against-hub";
    static readonly TimeSpan OlderThan = TimeSpan.FromMinutes(1);
    const int PageSize = 200;

    [Function(nameof(HoldChainsAgainstHub))]
    public Task RunAsync(
        [TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        HoldAsync(client, OlderThan, cancellationToken);

    internal async Task HoldAsync(DurableTaskClient client, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        Guid? after = null;
        while (true)
        {
            IReadOnlyList<ChainRunInput> page = await store.FindUnchangedAsync(after, PageSize, olderThan, cancellationToken);
            foreach (ChainRunInput run in page)
            {
                await HoldAsync(client, run, cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].ChainId;
        }
    }

    async Task HoldAsync(DurableTaskClient client, ChainRunInput run, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(run.InstanceId, getInputsAndOutputs: true, cancellationToken);
        if (instance is null)
        {
            announcements.StateUnclear(run, HoldTasksAgainstHub.InstanceMissing);
            if (await store.RestartAsync(run, cancellationToken))
            {
                FunctionsLog.ChainMended(logger, run.ChainId, run.Run, HoldTasksAgainstHub.InstanceMissing, "starts again");
            }
        }
        else if (instance.IsCompleted)
        {
            // The run's end is recorded before its orchestration ends, so a run that is still open now was left behind.
            (string? errorType, string message) = EndOf(instance);
            announcements.StateUnclear(run, errorType ?? message);
            chains.BeforeTransition(run.ChainId, errorType is null ? "cancelled" : "failed", message);
            if (await store.EndRunAsync(run, errorType, message, Actor, cancellationToken))
            {
                FunctionsLog.ChainMended(logger, run.ChainId, run.Run, errorType ?? message, "ended");
            }
        }
    }

    static (string? ErrorType, string Message) EndOf(OrchestrationMetadata instance) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Terminated => (null, "orchestration terminated"),
        OrchestrationRuntimeStatus.Failed => (
            HoldTasksAgainstHub.InstanceFailed, $"The chain's orchestration failed: {instance.FailureDetails?.ErrorMessage ?? "no details"}"),
        _ => (HoldTasksAgainstHub.InstanceEnded, $"The chain's orchestration ended ({instance.RuntimeStatus}) without ending the chain."),
    };
}
