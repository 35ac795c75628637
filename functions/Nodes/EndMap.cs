using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: cancels what is left of a map's items and ends its attempt by what became of them.</summary>
public sealed class EndMap(IMapStore maps)
{
    [Function(nameof(EndMap))]
    public async Task<AttemptOutcome> RunAsync([ActivityTrigger] MapEnd end, FunctionContext context)
    {
        await maps.CancelItemsAsync(end.Attempt.TaskId, "its map has ended", context.CancellationToken);
        return await maps.EndAsync(end.Attempt, end.Items, end.FailuresMax, context.CancellationToken);
    }
}

public sealed record MapEnd(AttemptKey Attempt, int Items, int FailuresMax);
