using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: reads a page of the chain's plan.</summary>
public sealed class PlanChain(IChainRunStore store, ChainRunSettings settings)
{
    [Function(nameof(PlanChain))]
    public async Task<ChainPlanPage> RunAsync([ActivityTrigger] PlanChainInput input, FunctionContext context)
    {
        ChainPlanPage page = await store.ReadPlanAsync(input.Run, input.FirstNode, context.CancellationToken);
        return page with { EventsMax = settings.EventsMax };
    }
}

/// <param name="FirstNode">Index of the page's first node.</param>
public sealed record PlanChainInput(ChainRunInput Run, int FirstNode);
