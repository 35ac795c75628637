using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Retention;

namespace Orchestrator.Functions.Maintenance;

/// <summary>
/// Deletes finished work that is older than the setting: tasks and chains with all that is theirs, then the hub's ended orchestrations.
/// In small steps with rests between them (<see cref="PurgePace"/>); what a run does not come to is the next one's.
/// </summary>
public sealed class PurgeFinished(
    IRetentionStore store, RetentionSettings settings, TimeProvider timeProvider, ILogger<PurgeFinished> logger)
{
    const int BatchSize = 500;
    static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);  // of the five that a function has by default
    static readonly TimeSpan HubStep = TimeSpan.FromSeconds(2);
    static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    [Function(nameof(PurgeFinished))]
    public Task RunAsync(
        [TimerTrigger("0 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        settings.Age is { } age ? PurgeAsync(client, age, BatchSize, cancellationToken) : Task.CompletedTask;

    internal async Task PurgeAsync(DurableTaskClient client, TimeSpan age, int batchSize, CancellationToken cancellationToken)
    {
        var pace = new PurgePace(timeProvider, Budget);
        long reported = timeProvider.GetTimestamp();
        (PurgedBatch sum, bool allRows) = await new PurgeRows(store).ExecuteAsync(pace, age, batchSize, Report, cancellationToken);
        (long instances, bool allInstances) = await PurgeHubAsync(client, pace, age, cancellationToken);
        if (!sum.IsEmpty || instances > 0 || !allRows || !allInstances)
        {
            FunctionsLog.Purged(logger, age, sum.Tasks, sum.Chains, sum.Events, instances, allRows && allInstances);
        }

        void Report(PurgedBatch soFar)
        {
            if (timeProvider.GetElapsedTime(reported) >= ReportEvery)
            {
                reported = timeProvider.GetTimestamp();
                FunctionsLog.PurgeGoesOn(logger, age, soFar.Tasks, soFar.Chains, soFar.Events);
            }
        }
    }

    /// <summary>A task's row decides; its orchestration has nothing more to say once it has ended, whatever becomes of the row.</summary>
    async Task<(long Instances, bool IsComplete)> PurgeHubAsync(
        DurableTaskClient client, PurgePace pace, TimeSpan age, CancellationToken cancellationToken)
    {
        var filter = new PurgeInstancesFilter(CreatedTo: timeProvider.GetUtcNow() - age, Statuses: Ended) { Timeout = HubStep };
        long purged = 0;
        while (!pace.IsOver)
        {
            PurgeResult result = await pace.StepAsync(() => client.PurgeAllInstancesAsync(filter, cancellationToken), cancellationToken);
            purged += result.PurgedInstanceCount;
            if (result.IsComplete != false)
            {
                return (purged, true);
            }
        }

        return (purged, false);
    }
}
