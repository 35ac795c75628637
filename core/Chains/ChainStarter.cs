using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Chains;

/// <summary>Starts a chain's run. Safe to repeat: the instance exists once, and the run records itself that it has begun.</summary>
public sealed class ChainStarter(IOrchestrationStarter starter, IChainStartStore store)
{
    /// <summary>Error type of the tasks of a chain whose start the function host refused.</summary>
    public const string StartRefused = "start_refused";

    /// <param name="actor">Who starts it, for the audit rows.</param>
    /// <returns>
    /// Started: its tasks are its own to start. Unreachable: its first tasks wait for a worker, and a timer starts it. Refused: it has failed.
    /// </returns>
    public async Task<StartOutcome> StartAsync(Guid chainId, int run, string actor, CancellationToken cancellationToken)
    {
        var input = new ChainRunInput(chainId, run);
        StartOutcome outcome = await starter.StartAsync(ChainRunInput.Orchestrator, input.InstanceId, input, cancellationToken);
        switch (outcome)
        {
            case StartOutcome.Unreachable:
                await store.WaitForWorkerAsync(chainId, cancellationToken);
                break;
            case StartOutcome.Refused refused:
                await store.EndRunAsync(
                    input, StartRefused, $"The function host refused the start ({refused.HttpStatus}): {refused.Reason}", actor, cancellationToken);
                break;
        }

        return outcome;
    }
}
