using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Reading from a store that does not answer now: nothing in memory is wrong for it, so the partition need not be recovered.</summary>
internal sealed partial class PartitionProcessor
{
    static readonly TimeSpan LongestReadPause = TimeSpan.FromSeconds(1);

    async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken stopping)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                T result = await read(stopping);
                if (attempt > 0) DurableRuntimeLog.ReadResumed(_logger, _lease.Partition, attempt + 1);
                return result;
            }
            catch (Exception e) when (StoreFaults.IsPassing(e) && !stopping.IsCancellationRequested)
            {
                if (attempt == 0) DurableRuntimeLog.ReadDelayed(_logger, e, _lease.Partition);
                TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(LongestReadPause.TotalMilliseconds, 10 << Math.Min(attempt, 10)));
                await Task.Delay(pause, _environment.Time, stopping);
            }
        }
    }
}
