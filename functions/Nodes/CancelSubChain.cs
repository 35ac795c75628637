using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: cancels what has not ended of a sub-chain.</summary>
public sealed class CancelSubChain(ISubChainStore nodes)
{
    [Function(nameof(CancelSubChain))]
    public Task RunAsync([ActivityTrigger] SubChainCancellation cancellation, FunctionContext context) =>
        nodes.CancelAsync(cancellation.ChainId, cancellation.Reason, context.CancellationToken);
}

public sealed record SubChainCancellation(Guid ChainId, string Reason);
