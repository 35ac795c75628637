using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: ends the run, unless a task was opened again meanwhile.</summary>
public sealed class FinishChain(IChainRunStore store)
{
    [Function(nameof(FinishChain))]
    public Task<bool> RunAsync([ActivityTrigger] ChainRunInput run, FunctionContext context) =>
        store.FinishAsync(run, context.CancellationToken);
}
