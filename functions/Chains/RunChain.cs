using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Chains;

/// <summary>
/// Orchestrator of one run of a chain: starts each task as soon as its parents allow it, as a sub-orchestration, and ends when nothing
/// more can run. It decides only; rows are changed by activities, and the chain's own status follows from its tasks.
/// </summary>
public static class RunChain
{
    [Function(ChainRunInput.Orchestrator)]
    public static async Task<RunChainResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ChainRunInput input)
    {
        if (context.InstanceId != input.InstanceId)
        {
            throw new ArgumentException($"Instance {context.InstanceId} is not the run of its input, {input.InstanceId}.", nameof(input));
        }

        using var ended = new CancellationTokenSource();
        try
        {
            return await new ChainRun(context, input, ended.Token).RunAsync();
        }
        finally
        {
            // Not CancelAsync: that leaves the orchestrator's thread.
            ended.Cancel();
        }
    }
}

/// <summary>Output of the orchestrator.</summary>
/// <param name="StopReason">Not null: there was nothing to do.</param>
/// <param name="Nodes">Tasks of the chain.</param>
public sealed record RunChainResult(string? StopReason, int Nodes);

/// <summary>Custom status of the orchestrator.</summary>
public sealed record RunChainStatus(int Nodes, int Ended, int UnderWay);
