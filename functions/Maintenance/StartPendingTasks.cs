using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>Starts what its creator could not: the host was away, or the gateway died between insert and start.</summary>
public sealed class StartPendingTasks(
    IStartStore store, ITaskTransitions transitions, OrchestrationAnnouncements announcements, TimeProvider timeProvider,
    ILogger<StartPendingTasks> logger)
{
    internal const string Actor = "system:start-pending-tasks";
    internal static readonly TimeSpan OlderThan = TimeSpan.FromSeconds(10);
    const int ClaimMax = 500;

    [Function(nameof(StartPendingTasks))]
    public async Task RunAsync(
        [TimerTrigger("*/10 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        long began = timeProvider.GetTimestamp();
        IReadOnlyList<RunKey> claimed = await store.ClaimPendingAsync(ClaimMax, OlderThan, cancellationToken);
        var starter = new TaskStarter(new DurableClientStarter(client, logger), transitions);
        int started = 0;
        announcements.LookedForReady("task", claimed.Count, timeProvider.GetElapsedTime(began));
        if (claimed.Count > 0)
        {
            announcements.ReenqueueStarted(claimed.Count);
        }

        foreach (RunKey run in claimed)
        {
            var input = new RunTaskInput(run.TaskId, run.Run, RunTaskInput.DefaultTimeLimit);
            bool isStarted = await starter.StartAsync(input, Actor, cancellationToken) is StartOutcome.Started;
            announcements.Reenqueued(run, isStarted);
            started += isStarted ? 1 : 0;
        }

        if (claimed.Count > 0)
        {
            FunctionsLog.PendingStarted(logger, started, claimed.Count);
        }
    }
}
