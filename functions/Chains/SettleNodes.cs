using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: records which tasks of a chain are skipped, or can never run.</summary>
public sealed class SettleNodes(IChainRunStore store, ChainAnnouncements announcements)
{
    [Function(nameof(SettleNodes))]
    public async Task RunAsync([ActivityTrigger] NodeSettlement[] settlements, FunctionContext context)
    {
        await store.SettleAsync(settlements, context.CancellationToken);
        foreach (NodeSettlement settlement in settlements)
        {
            announcements.Settled(settlement);
        }
    }
}
