namespace Orchestrator.Core.Events.Bus;

/// <summary>What went wrong with a subscriber; it stays subscribed.</summary>
/// <param name="Event">The one it threw at, or the first of a row that it lost.</param>
/// <param name="Error">Null: it fell behind, and its oldest events make way from this one on.</param>
public sealed record SubscriberFailure(string Subscriber, BusEvent Event, Exception? Error);
