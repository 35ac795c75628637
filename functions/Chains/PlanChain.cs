using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: reads a page of the chain's plan.</summary>
public sealed class PlanChain(IChainRunStore store, ChainRunSettings settings, ChainAnnouncements announcements)
{
    [Function(nameof(PlanChain))]
    public async Task<ChainPlanPage> RunAsync([ActivityTrigger] PlanChainInput input, FunctionContext context)
    {
        ChainPlanPage page = await store.ReadPlanAsync(input.Run, input.FirstNode, context.CancellationToken);
        if (input.FirstNode == 0)
        {
            announcements.Planned(input.Run, page, input.Execution);
        }

        return page with { EventsMax = settings.EventsMax };
    }
}

/// <param name="FirstNode">Index of the page's first node.</param>
/// <param name="Execution">Not null: the first look of a run that has continued as new, so often.</param>
public sealed record PlanChainInput(ChainRunInput Run, int FirstNode, int? Execution = null);
