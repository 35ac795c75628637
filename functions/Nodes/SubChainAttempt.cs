using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Chains;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Nodes;

/// <summary>An attempt of a sub-chain node: makes the chain, runs it as a sub-orchestration, and ends as it ends.</summary>
/// <param name="timers">Fires when the run has ended.</param>
sealed class SubChainAttempt(TaskOrchestrationContext context, CancellationToken timers) : NodeAttempt
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    readonly TaskCompletionSource _over = new();
    ChainRunInput? _chain;
    string? _stopReason;
    bool _stopped;

    public override async Task<AttemptOutcome> RunAsync(AttemptKey key)
    {
        try
        {
            return await RunChainAsync(key);
        }
        finally
        {
            _over.TrySetResult();
        }
    }

    public override async Task StopAsync(string? reason)
    {
        (_stopped, _stopReason) = (true, reason);
        if (_chain is { } chain)
        {
            await CancelAsync(chain);
        }

        await _over.Task;
    }

    async Task<AttemptOutcome> RunChainAsync(AttemptKey key)
    {
        SubChainStart start = await context.CallActivityAsync<SubChainStart>(nameof(BeginSubChain), key, Activities.UntilDone);
        if (start.Settled is { } settled)
        {
            return settled;
        }

        ChainRunInput chain = start.Chain!;
        if (_stopped)
        {
            await CancelAsync(chain);
        }

        _chain = chain;
        try
        {
            await context.CallSubOrchestratorAsync<RunChainResult>(
                ChainRunInput.Orchestrator, chain, new SubOrchestrationOptions(retry: null, instanceId: chain.InstanceId));
        }
        catch (TaskFailedException)
        {
            // It is under way already, or was ended from outside; the rows know.
        }

        while (true)
        {
            var end = new SubChainEnd(key, chain.ChainId);
            if (await context.CallActivityAsync<AttemptOutcome?>(nameof(EndSubChain), end, Activities.UntilDone) is { } outcome)
            {
                return outcome;
            }

            await context.CreateTimer(LookAgain, timers);
        }
    }

    async Task CancelAsync(ChainRunInput chain)
    {
        var cancellation = new SubChainCancellation(chain.ChainId, _stopReason ?? "its node was cancelled");
        await context.CallActivityAsync(nameof(CancelSubChain), cancellation, Activities.UntilDone);
        context.SendEvent(chain.InstanceId, ChainRunInput.ChangedEvent, new ChainChanged());
    }
}
