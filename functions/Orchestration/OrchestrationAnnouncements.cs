using System.Text.Json;
using Orchestrator.Core.Events.Bus;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Orchestration;

/// <summary>Tells the in-process bus of starts, of those that are made up for, and of tasks that were found stuck.</summary>
public sealed class OrchestrationAnnouncements(EventBus bus, TimeProvider timeProvider)
{
    const string Actor = "system:orchestration";

    public void Requested(string instanceId) => Publish(OrchestrationEvents.Requested, "orchestration", instanceId, new { });

    public void ReenqueueStarted(int tasks) => Publish(OrchestrationEvents.ReenqueueStarted, "orchestration", "pending", new { tasks });

    public void Reenqueued(RunKey run, bool isStarted) => Publish(
        isStarted ? OrchestrationEvents.ReenqueueRequested : OrchestrationEvents.ReenqueueFailed, "task", run.TaskId.ToString("D"), new { run = run.Run });

    public void StuckDetected(RunKey run, string reason, string action) =>
        Publish(ObservabilityEvents.StuckDetected, "task", run.TaskId.ToString("D"), new { run = run.Run, reason, action });

    void Publish(string name, string subjectKind, string subject, object payload)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        bus.Publish(new BusEvent(
            Guid.CreateVersion7(now), name, subjectKind, subject, Sequence: 0, now, CorrelationId: null, Actor, JsonSerializer.Serialize(payload)));
    }
}
