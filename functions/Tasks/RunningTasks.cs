using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>
/// Tells handlers that their task was cancelled or has ended otherwise: one query for all running attempts, twice a second while
/// there are any. At the host's end it waits for the attempts that still run: what they make may have been paid for.
/// </summary>
public sealed class RunningTasks(IExecutionStore store, TimeProvider timeProvider, ILogger<RunningTasks> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    readonly ConcurrentDictionary<RunningTask, RunKey> _watched = new();
    readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool _isStopping;

    public RunningTask Watch(RunKey run)
    {
        var task = new RunningTask(Forget);
        _watched[task] = run;
        return task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _isStopping = true;
        if (!_watched.IsEmpty)
        {
            await _idle.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                FunctionsLog.WatchFailed(logger, e, _watched.Count);
            }
        }
    }

    void Forget(RunningTask task)
    {
        _watched.TryRemove(task, out _);
        if (_isStopping && _watched.IsEmpty)
        {
            _idle.TrySetResult();
        }
    }

    async Task LookAsync(CancellationToken cancellationToken)
    {
        RunKey[] runs = [.. _watched.Values.Distinct()];
        if (runs.Length == 0)
        {
            return;
        }

        HashSet<RunKey> stopped = [.. await store.FindStoppedAsync(runs, cancellationToken)];
        foreach ((RunningTask task, RunKey run) in _watched)
        {
            if (stopped.Contains(run))
            {
                task.Stop();
            }
        }
    }
}
