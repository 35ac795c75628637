using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>
/// Runs activities, at most so many at once: that is also how many may run again after a crash. A runner takes one after the other,
/// so short activities cost no scheduling of their own. Once the host ends, none is begun: the next owner of the partition runs them.
/// </summary>
internal sealed class ActivityDispatcher(ActivityExecutor executor, RuntimeEnvironment environment, int concurrency, HostStop stop)
{
    readonly ConcurrentQueue<(ActivityCall Call, PartitionProcessor Caller)> _waiting = new();
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _runners;

    public int RunningCount => Volatile.Read(ref _runners);

    /// <summary>Begins no more activities.</summary>
    /// <returns>Ends when those that run have ended and posted their results.</returns>
    public Task StopAsync()
    {
        stop.Request();
        Interlocked.MemoryBarrier();
        if (RunningCount == 0) _drained.TrySetResult();
        return _drained.Task;
    }

    public void Dispatch(ActivityCall call, PartitionProcessor caller)
    {
        _waiting.Enqueue((call, caller));
        StartRunner();
    }

    void StartRunner()
    {
        int runners = Volatile.Read(ref _runners);
        while (runners < concurrency && !stop.IsRequested)
        {
            int seen = Interlocked.CompareExchange(ref _runners, runners + 1, runners);
            if (seen == runners)
            {
                _ = environment.Run(RunAsync);
                return;
            }

            runners = seen;
        }
    }

    async Task RunAsync()
    {
        while (!stop.IsRequested && _waiting.TryDequeue(out (ActivityCall Call, PartitionProcessor Caller) next))
        {
            // The partition was lost while the call waited: its next owner, perhaps this process, has the call from the history.
            if (next.Caller.IsOver) continue;
            ActivityCall call = next.Call;
            if (await executor.ExecuteAsync(call, stop) is not { } result) continue;
            // Refused when the partition is lost: its next owner runs the activity again.
            next.Caller.Post(new MessageItem(new EventMessage(call.InstanceId, result, call.Instance, call.Execution)));
        }

        int left = Interlocked.Decrement(ref _runners);
        if (stop.IsRequested)
        {
            if (left == 0) _drained.TrySetResult();
        }
        else if (!_waiting.IsEmpty)
        {
            StartRunner();
        }
    }
}
