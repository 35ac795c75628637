namespace Orchestrator.Core.Events;

/// <summary>Says after a commit that there is something new; debounced, so call it after every one.</summary>
public interface IEventNotifier
{
    void NotifyCommitted();
}

/// <summary>Wakes readers when another process may have committed events, and once a second in any case.</summary>
public interface IEventSignal
{
    /// <summary>Number of wake-ups so far; read it before reading events.</summary>
    long Version { get; }

    /// <summary>Returns once <see cref="Version"/> differs from <paramref name="seen"/>.</summary>
    Task WaitAsync(long seen, CancellationToken cancellationToken);
}
