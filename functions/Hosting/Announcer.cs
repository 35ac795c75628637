using System.Text.Json;
using Orchestrator.Core.Events.Bus;

namespace Orchestrator.Functions.Hosting;

/// <summary>Publishes what no row tells on the in-process bus; from there it goes to the log and the counters.</summary>
public sealed class Announcer(EventBus bus, TimeProvider timeProvider)
{
    public void Tell(string name, string subjectKind, string subject, string actor, object payload)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        bus.Publish(new BusEvent(
            Guid.CreateVersion7(now), name, subjectKind, subject, Sequence: 0, now, CorrelationId: null, actor, JsonSerializer.Serialize(payload)));
    }
}
