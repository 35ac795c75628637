using Orchestrator.Core.Events;

namespace Orchestrator.Gateway.Events;

/// <summary>What a client watches, and from where on.</summary>
abstract record WatchedSubject
{
    WatchedSubject()
    {
    }

    /// <param name="StopWhenDone">End after the event with which the task ends.</param>
    public sealed record Task(string NamespaceName, Guid TaskId, int AfterSequence, bool StopWhenDone) : WatchedSubject;

    /// <summary>A chain's own events and those of its tasks.</summary>
    /// <param name="After">Null: from now on.</param>
    public sealed record Chain(string NamespaceName, Guid ChainId, EventPosition? After) : WatchedSubject;

    /// <param name="After">Null: from now on.</param>
    public sealed record Namespace(string Name, EventPosition? After) : WatchedSubject;
}

/// <summary>What a watcher is told next.</summary>
/// <param name="Event">Null: a heartbeat.</param>
/// <param name="Position">With a namespace's or a chain's heartbeat: nothing up to here is still to come.</param>
readonly record struct WatchItem(LifecycleEvent? Event, EventPosition? Position = null);
