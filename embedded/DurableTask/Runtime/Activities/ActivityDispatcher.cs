using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>
/// Runs activities, at most <paramref name="concurrency"/> at once. Ahead of the commits of their results run at most
/// <paramref name="uncommittedMax"/>, or a twentieth of all that are open where that is more: so many may run again after a crash. A runner takes one after the other, so short activities cost no
/// scheduling of their own, and starts the next runner where more wait: one that blocks its thread holds up nobody. Once the host ends, none is begun: the next owner of the partition runs them.
/// </summary>
internal sealed class ActivityDispatcher(
    ActivityExecutor executor, RuntimeEnvironment environment, int concurrency, int uncommittedMax, HostStop stop)
{
    const int OpenPerUncommitted = 20;
    readonly ConcurrentQueue<(ActivityCall Call, PartitionProcessor Caller)> _waiting = new();
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly int _uncommittedMax = Math.Max(uncommittedMax, concurrency);
    int _runners;
    int _isStarting;
    int _uncommitted;
    int _open;

    public int RunningCount => Volatile.Read(ref _runners);

    /// <summary>True on the only runner, when it has nothing else to run: the loop would soon wait for others.</summary>
    bool IsLast => _waiting.IsEmpty && RunningCount == 1;

    bool MayBegin => !stop.IsRequested && Volatile.Read(ref _uncommitted) < UncommittedLimit;

    int UncommittedLimit => Math.Max(_uncommittedMax, Volatile.Read(ref _open) / OpenPerUncommitted);

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
        Interlocked.Increment(ref _open);
        _waiting.Enqueue((call, caller));
        StartRunner();
    }

    /// <summary>The results of so many activities are committed or dropped: as many others may begin.</summary>
    public void Settled(int activities)
    {
        Interlocked.Add(ref _open, -activities);
        Interlocked.Add(ref _uncommitted, -activities);
        if (!_waiting.IsEmpty) StartRunner();
    }

    /// <summary>Starts one more where it may help and none is on its way to a thread.</summary>
    void StartRunner()
    {
        if (!MayBegin || RunningCount >= concurrency || Interlocked.Exchange(ref _isStarting, 1) == 1) return;
        // Only who holds the flag adds a runner, so the number does not pass the limit.
        if (RunningCount < concurrency)
        {
            Interlocked.Increment(ref _runners);
            _ = environment.Run(RunAsync);
        }
        else
        {
            Volatile.Write(ref _isStarting, 0);
        }
    }

    async Task RunAsync()
    {
        Volatile.Write(ref _isStarting, 0);
        while (TryBegin(out (ActivityCall Call, PartitionProcessor Caller) next))
        {
            if (!_waiting.IsEmpty) StartRunner();
            ActivityCall call = next.Call;
            // The partition was lost while the call waited: its next owner, perhaps this process, has the call from the history.
            bool isPosted = !next.Caller.IsOver
                && await executor.ExecuteAsync(call, stop) is { } result
                // Refused when the partition is lost: its next owner runs the activity again.
                && next.Caller.Post(new ActivityEndedItem(call, result), lendsThread: IsLast);
            if (isPosted) continue;
            Interlocked.Decrement(ref _open);
            Interlocked.Decrement(ref _uncommitted);
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

    bool TryBegin(out (ActivityCall Call, PartitionProcessor Caller) next)
    {
        next = default;
        if (stop.IsRequested) return false;
        if (Interlocked.Increment(ref _uncommitted) <= UncommittedLimit && _waiting.TryDequeue(out next)) return true;
        Interlocked.Decrement(ref _uncommitted);
        return false;
    }
}
