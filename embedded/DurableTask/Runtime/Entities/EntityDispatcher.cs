using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>
/// Runs batches of operations away from the partitions' loops, at most so many at once; a slow entity holds up itself alone. Once the host
/// ends, no operation is begun: the next owner of the partition runs it.
/// </summary>
internal sealed class EntityDispatcher(EntityExecutor executor, RuntimeEnvironment environment, int concurrency, HostStop stop)
{
    readonly ConcurrentQueue<(EntityBatch Batch, PartitionProcessor Owner)> _waiting = new();
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _runners;

    public int RunningCount => Volatile.Read(ref _runners);

    /// <summary>Begins no more operations.</summary>
    /// <returns>Ends when those that run have ended and posted what came of them.</returns>
    public Task StopAsync()
    {
        stop.Request();
        Interlocked.MemoryBarrier();
        if (RunningCount == 0) _drained.TrySetResult();
        return _drained.Task;
    }

    public void Dispatch(EntityBatch batch, PartitionProcessor owner)
    {
        _waiting.Enqueue((batch, owner));
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
        while (!stop.IsRequested && _waiting.TryDequeue(out (EntityBatch Batch, PartitionProcessor Owner) next))
        {
            // The partition was lost while the batch waited: its next owner has the messages from the inbox.
            if (next.Owner.IsOver) continue;
            next.Owner.Post(new EntityRanItem(next.Batch, await executor.ExecuteAsync(next.Batch, stop)));
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
