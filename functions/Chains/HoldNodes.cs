using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: names what tasks wait for that could start but for a suspension, or clears it.</summary>
public sealed class HoldNodes(IChainRunStore store)
{
    [Function(nameof(HoldNodes))]
    public Task RunAsync([ActivityTrigger] NodeWaits waits, FunctionContext context) => store.SetWaitAsync(waits, context.CancellationToken);
}
