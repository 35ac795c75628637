using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Nodes;

/// <summary>
/// Orchestrator of a slice of a map node's items: each as a sub-orchestration, a number of them at a time. It decides only; what became of
/// the items is in their rows.
/// </summary>
public static class RunMapSlice
{
    [Function(MapSliceInput.Orchestrator)]
    public static async Task<MapSliceResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, MapSliceInput input)
    {
        using var ended = new CancellationTokenSource();
        try
        {
            return await new MapSlice(context, input, ended.Token).RunAsync();
        }
        finally
        {
            // Not CancelAsync: that leaves the orchestrator's thread.
            ended.Cancel();
        }
    }
}

/// <summary>Output of the orchestrator.</summary>
/// <param name="Failed">Items that failed or were cancelled.</param>
public sealed record MapSliceResult(int Failed);
