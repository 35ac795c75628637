using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Activities;

/// <summary>
/// Runs activities, at most so many at once: that is also how many may run again after a crash. A runner takes one after the other,
/// so short activities cost no scheduling of their own.
/// </summary>
internal sealed class ActivityDispatcher(ActivityExecutor executor, RuntimeEnvironment environment, int concurrency)
{
    readonly ConcurrentQueue<(ActivityCall Call, PartitionProcessor Caller)> _waiting = new();
    int _runners;

    public void Dispatch(ActivityCall call, PartitionProcessor caller)
    {
        _waiting.Enqueue((call, caller));
        StartRunner();
    }

    void StartRunner()
    {
        int runners = Volatile.Read(ref _runners);
        while (runners < concurrency)
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
        while (_waiting.TryDequeue(out (ActivityCall Call, PartitionProcessor Caller) next))
        {
            ActivityCall call = next.Call;
            History.HistoryEvent result = await executor.ExecuteAsync(call);
            // Refused when the partition is lost: its next owner runs the activity again.
            next.Caller.Post(new MessageItem(new EventMessage(call.InstanceId, result, call.Instance, call.Execution)));
        }

        Interlocked.Decrement(ref _runners);
        if (!_waiting.IsEmpty) StartRunner();
    }
}
