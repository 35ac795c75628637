using Orchestrator.Core.Events;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Gateway.Events;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Tests.Conversions;

public sealed class EventConversionsTests
{
    [Fact]
    public void ToProto_PayloadWithASecret_IsMaskedOnTheWayOut()
    {
        var stored = new LifecycleEvent(
            new EventPosition(7, 42),
            "task",
            Guid.CreateVersion7(),
            Sequence: 3,
            Guid.Empty,
            ScopeId: null,
            "task.completed",
            "api:ada",
            """{"status":"completed","api_key":"sk-123","nested":{"password":"hunter2"}}""",
            CorrelationId: null,
            DateTimeOffset.UnixEpoch);

        Proto.Event sent = new WatchItem(stored).ToProto(TimeProvider.System).Event;

        Assert.Equal("completed", sent.Payload.Fields["status"].StringValue);
        Assert.Equal("***", sent.Payload.Fields["api_key"].StringValue);
        Assert.Equal("***", sent.Payload.Fields["nested"].StructValue.Fields["password"].StringValue);
        Assert.Equal(("42", "7-42", 3), (sent.EventId, sent.Position, sent.Sequence));
    }
}
