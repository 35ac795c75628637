using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Chains;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: cancels what has not ended of a sub-chain.</summary>
public sealed class CancelSubChain(ISubChainStore nodes, ChainAnnouncements announcements)
{
    [Function(nameof(CancelSubChain))]
    public Task RunAsync([ActivityTrigger] SubChainCancellation cancellation, FunctionContext context)
    {
        announcements.BeforeTransition(cancellation.ChainId, "cancelled", cancellation.Reason);
        return nodes.CancelAsync(cancellation.ChainId, cancellation.Reason, context.CancellationToken);
    }
}

public sealed record SubChainCancellation(Guid ChainId, string Reason);
