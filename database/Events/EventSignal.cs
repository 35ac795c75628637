using Orchestrator.Core.Events;

namespace Orchestrator.Database.Events;

/// <summary>Wakes every waiting reader at once; a wake-up between reading and waiting is seen by its number.</summary>
sealed class EventSignal : IEventSignal
{
    readonly Lock _lock = new();
    TaskCompletionSource _next = NewSource();
    long _version;

    public long Version => Interlocked.Read(ref _version);

    public Task WaitAsync(long seen, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _version != seen ? Task.CompletedTask : _next.Task.WaitAsync(cancellationToken);
        }
    }

    public void Wake()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            _version++;
            (woken, _next) = (_next, NewSource());
        }

        woken.SetResult();
    }

    static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
