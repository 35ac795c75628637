using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: records which tasks of a chain are skipped, or can never run.</summary>
public sealed class SettleNodes(IChainRunStore store)
{
    [Function(nameof(SettleNodes))]
    public Task RunAsync([ActivityTrigger] NodeSettlement[] settlements, FunctionContext context) =>
        store.SettleAsync(settlements, context.CancellationToken);
}
