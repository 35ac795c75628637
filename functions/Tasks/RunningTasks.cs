using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>
/// Tells handlers that their task was cancelled or has ended otherwise: one query for all running attempts, twice a second while
/// there are any.
/// </summary>
public sealed class RunningTasks(IExecutionStore store, TimeProvider timeProvider, ILogger<RunningTasks> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    readonly ConcurrentDictionary<RunningTask, RunKey> _watched = new();

    public RunningTask Watch(RunKey run)
    {
        var task = new RunningTask(ended => _watched.TryRemove(ended, out _));
        _watched[task] = run;
        return task;
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
