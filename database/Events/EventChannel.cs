namespace Orchestrator.Database.Events;

/// <summary>The channel of the bare NOTIFY that says "there may be new events"; the rows say which.</summary>
static class EventChannel
{
    public const string Name = "orchestrator_events";
}
