using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Orchestration;

/// <summary>Tells the in-process bus of starts, of those that are made up for, and of what was found stuck.</summary>
public sealed class OrchestrationAnnouncements(Announcer announcer)
{
    const string Actor = "system:orchestration";

    public void Requested(string instanceId) => Tell(OrchestrationEvents.Requested, "orchestration", instanceId, new { });

    /// <summary>Somebody has looked for work that could be started.</summary>
    /// <param name="kind">Of what: <c>task</c>, <c>chain</c>.</param>
    public void LookedForReady(string kind, int found, TimeSpan took)
    {
        Tell(ObservabilityEvents.ReadyLookup, kind, "pending", new { found, duration_ms = took.TotalMilliseconds });
        Tell(found > 0 ? OrchestrationEvents.ReadyTasksDiscovered : OrchestrationEvents.NoReadyTasks, kind, "pending", new { found });
    }

    public void BatchPrepared(string instanceId, int tasks) => Tell(OrchestrationEvents.ReadyBatchPrepared, "orchestration", instanceId, new { tasks });

    public void BatchStarted(string instanceId, int tasks) => Tell(OrchestrationEvents.TasksStarted, "orchestration", instanceId, new { tasks });

    public void ReenqueueStarted(int tasks) => Tell(OrchestrationEvents.ReenqueueStarted, "orchestration", "pending", new { tasks });

    public void Reenqueued(RunKey run, bool isStarted) => Tell(
        isStarted ? OrchestrationEvents.ReenqueueRequested : OrchestrationEvents.ReenqueueFailed, "task", IdOf(run), new { run = run.Run });

    /// <summary>The hub and a row contradict each other; what is done about it follows.</summary>
    public void StateUnclear(RunKey run, string reason) => Tell(OrchestrationEvents.StateUnclear, "task", IdOf(run), new { run = run.Run, reason });

    public void StateUnclear(ChainRunInput run, string reason) =>
        Tell(OrchestrationEvents.StateUnclear, "chain", run.ChainId.ToString("D"), new { run = run.Run, reason });

    public void StuckDetected(RunKey run, string reason, string action) =>
        Tell(ObservabilityEvents.StuckDetected, "task", IdOf(run), new { run = run.Run, reason, action });

    static string IdOf(RunKey run) => run.TaskId.ToString("D");

    void Tell(string name, string subjectKind, string subject, object payload) => announcer.Tell(name, subjectKind, subject, Actor, payload);
}
