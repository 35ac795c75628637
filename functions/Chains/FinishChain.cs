using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: ends the run, unless a task was opened again meanwhile.</summary>
public sealed class FinishChain(IChainRunStore store, ChainAnnouncements announcements)
{
    [Function(nameof(FinishChain))]
    public async Task<bool> RunAsync([ActivityTrigger] ChainRunInput run, FunctionContext context)
    {
        announcements.Finalizing(run);
        bool isEnded = await store.FinishAsync(run, context.CancellationToken);
        announcements.Finalized(run, isEnded);
        return isEnded;
    }
}
