using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>Starts the runs of chains that their creator, or who wanted them again, could not start.</summary>
public sealed class StartPendingChains(IChainStartStore store, ILogger<StartPendingChains> logger)
{
    internal const string Actor = "system:start-pending-chains";
    const int ClaimMax = 500;

    [Function(nameof(StartPendingChains))]
    public async Task RunAsync(
        [TimerTrigger("*/10 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<ChainRunInput> claimed = await store.ClaimUnstartedAsync(ClaimMax, StartPendingTasks.OlderThan, cancellationToken);
        var starter = new ChainStarter(new DurableClientStarter(client, logger), store);
        int started = 0;
        foreach (ChainRunInput run in claimed)
        {
            if (await starter.StartAsync(run.ChainId, run.Run, Actor, cancellationToken) is StartOutcome.Started)
            {
                started++;
            }
        }

        if (claimed.Count > 0)
        {
            FunctionsLog.ChainsStarted(logger, started, claimed.Count);
        }
    }
}
