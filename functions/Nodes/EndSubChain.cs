using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: ends an attempt of a sub-chain node by its chain, when that has ended.</summary>
public sealed class EndSubChain(ISubChainStore nodes)
{
    [Function(nameof(EndSubChain))]
    public Task<AttemptOutcome?> RunAsync([ActivityTrigger] SubChainEnd end, FunctionContext context) =>
        nodes.EndAsync(end.Attempt, end.ChainId, context.CancellationToken);
}

public sealed record SubChainEnd(AttemptKey Attempt, Guid ChainId);
