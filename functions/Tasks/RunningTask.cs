namespace Orchestrator.Functions.Tasks;

/// <summary>One running attempt, as <see cref="RunningTasks"/> watches it until it is disposed.</summary>
public sealed class RunningTask(Action<RunningTask> forget) : IDisposable
{
    readonly CancellationTokenSource _stopped = new();
    readonly Lock _lock = new();
    bool _disposed;

    /// <summary>Fires once the task is no longer running, or in another run.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public void Dispose()
    {
        forget(this);
        lock (_lock)
        {
            _disposed = true;
            _stopped.Dispose();
        }
    }

    internal void Stop()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _stopped.Cancel();
            }
        }
    }
}
