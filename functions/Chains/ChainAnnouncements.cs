using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Chains;

/// <summary>Tells the in-process bus how runs of chains go, from the activities of their orchestrator.</summary>
public sealed class ChainAnnouncements(Announcer announcer)
{
    const string Actor = "system:run-chain";

    /// <summary>The first page of a plan was read: at a run's begin, after a change, and when reports may have been lost.</summary>
    /// <param name="execution">Not null: the run has continued as new, so often.</param>
    public void Planned(ChainRunInput run, ChainPlanPage page, int? execution)
    {
        if (execution is { } times)
        {
            Tell(OrchestrationEvents.ContinuedAsNew, run, new { run = run.Run, times });
        }

        if (page.StopReason is null)
        {
            Progress(run, page.NodeCount, page.Ended);
        }
    }

    public void Settled(NodeSettlement settlement)
    {
        if (settlement.To == TaskRecordStatus.Skipped)
        {
            announcer.Tell(
                ObservabilityEvents.TaskSkipped, "task", settlement.TaskId.ToString("D"), Actor, new { run = settlement.Run, reason = settlement.Reason });
        }
    }

    public void Finalizing(ChainRunInput run) => Tell(OrchestrationEvents.FinalizationStarted, run, new { run = run.Run });

    /// <param name="isEnded">False: a task was opened again, and the run goes on.</param>
    public void Finalized(ChainRunInput run, bool isEnded)
    {
        Tell(OrchestrationEvents.FinalizationCompleted, run, new { run = run.Run, ended = isEnded });
        if (isEnded)
        {
            Tell(ObservabilityEvents.ChainFinalized, run, new { run = run.Run });
        }
    }

    /// <summary>A chain is about to be moved as a whole; else its status follows from its tasks, at their commit.</summary>
    public void BeforeTransition(Guid chainId, string to, string reason) =>
        announcer.Tell(ChainEvents.BeforeTransition, "chain", chainId.ToString("D"), Actor, new { to, reason });

    void Progress(ChainRunInput run, int total, int ended) =>
        Tell(ChainEvents.Progress, run, new { total, ended, percent = total == 0 ? 0 : Math.Round(100m * ended / total, 2) });

    void Tell(string name, ChainRunInput run, object payload) => announcer.Tell(name, "chain", run.ChainId.ToString("D"), Actor, payload);
}
