using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>
/// Keeps this process's share of the partitions: takes what is free or expired, renews what it has, hands over what exceeds its share
/// when another process joins, and recovers at once what it lost by a fault of its own.
/// </summary>
internal sealed class PartitionKeeper(DurableHub hub, OrchestratorHost host)
{
    readonly Dictionary<int, Ownership> _owned = [];
    TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    DateTimeOffset _renewedAt = DateTimeOffset.MinValue;
    DateTimeOffset _wokenAt = DateTimeOffset.MinValue;
    bool _isAway;

    DurableRuntimeOptions Options => hub.Options;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await RoundAsync(stopping);
                    if (_isAway) DurableRuntimeLog.LeaseRoundResumed(hub.Logger, Options.HubName);
                    _isAway = false;
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    // A database that is away: leases run out by themselves, and the epoch guards what is written meanwhile.
                    if (!_isAway) DurableRuntimeLog.LeaseRoundFailed(hub.Logger, e, Options.HubName, Options.PollInterval);
                    _isAway = true;
                }

                await PauseAsync(stopping);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Stopped by its owner: what a round fails on then, the release of the leases meets too and logs.
        }
        finally
        {
            foreach (Ownership ownership in _owned.Values.ToList()) await StopAsync(ownership);
        }
    }

    async Task RoundAsync(CancellationToken stopping)
    {
        foreach (Ownership ended in _owned.Values.Where(o => o.Running.IsCompleted).ToList()) await StopAsync(ended);
        DateTimeOffset now = hub.Environment.Time.GetUtcNow();
        bool renewalDue = now - _renewedAt >= Options.LeaseDuration / 3;
        if (renewalDue)
        {
            await RenewAsync(stopping);
            _renewedAt = now;
        }

        int owners = await hub.Store.HeartbeatAsync(Options.Owner, Options.LeaseDuration, stopping);
        IReadOnlyList<PartitionInfo> partitions = await hub.Store.ListPartitionsAsync(stopping);
        int share = (partitions.Count + owners - 1) / owners;
        foreach (PartitionInfo info in partitions)
        {
            bool isFree = info.Owner is null || info.Owner == Options.Owner;
            if (_owned.Count < share && isFree && !_owned.ContainsKey(info.Partition)) await AcquireAsync(info.Partition, stopping);
        }

        foreach (Ownership surplus in _owned.Values.Skip(share).ToList()) await StopAsync(surplus);
        foreach (Ownership ownership in _owned.Values) ownership.Processor.Post(TickItem.Inbox);
    }

    async Task RenewAsync(CancellationToken stopping)
    {
        foreach (Ownership ownership in _owned.Values.ToList())
        {
            if (!await hub.Store.RenewAsync(ownership.Processor.Lease, Options.LeaseDuration, stopping)) await StopAsync(ownership);
        }
    }

    async Task AcquireAsync(int partition, CancellationToken stopping)
    {
        if (await hub.Store.TryAcquireAsync(partition, Options.Owner, Options.LeaseDuration, stopping) is not { } lease) return;
        var processor = new PartitionProcessor(hub.Store, lease, Options, hub.Environment, host, hub, hub.Logger);
        var ownership = new Ownership(processor, CancellationTokenSource.CreateLinkedTokenSource(stopping));
        _owned[partition] = ownership;
        hub.Own(partition, processor);
        ownership.Running = hub.Environment.Run(() => RunAsync(ownership));
        _ = LogRecoveredAsync(processor);
    }

    async Task RunAsync(Ownership ownership)
    {
        PartitionLease lease = ownership.Processor.Lease;
        try
        {
            await ownership.Processor.RunAsync(ownership.Stopping.Token);
        }
        catch (Exception e)
        {
            // Whatever it was, memory may be wrong now and the store is right: recover from there.
            DurableRuntimeLog.PartitionFaulted(hub.Logger, e, lease.Partition, lease.Epoch);
        }
        finally
        {
            hub.Own(lease.Partition, processor: null);
            // One that could not even be loaded, or that ends again and again, waits for the next round: at once, it would be a hot loop.
            DateTimeOffset now = hub.Environment.Time.GetUtcNow();
            if (ownership.Processor.Recovered.IsCompletedSuccessfully && now - _wokenAt >= Options.PollInterval)
            {
                _wokenAt = now;
                _wake.TrySetResult();
            }
        }
    }

    async Task LogRecoveredAsync(PartitionProcessor processor)
    {
        await processor.Recovered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!processor.Recovered.IsCompletedSuccessfully) return;
        DurableRuntimeLog.PartitionOwned(
            hub.Logger, Options.HubName, Options.Owner, processor.Lease.Partition, processor.Lease.Epoch, processor.LiveCount);
    }

    async Task StopAsync(Ownership ownership)
    {
        PartitionLease lease = ownership.Processor.Lease;
        _owned.Remove(lease.Partition);
        await hub.Environment.CancelAsync(ownership.Stopping);
        await ownership.Running;
        ownership.Stopping.Dispose();
        try
        {
            await hub.Store.ReleaseAsync(lease, CancellationToken.None);
            DurableRuntimeLog.PartitionReleased(hub.Logger, lease.Partition, lease.Epoch);
        }
        catch (Exception e)
        {
            // It runs out by itself.
            DurableRuntimeLog.LeaseRoundFailed(hub.Logger, e, Options.HubName, Options.PollInterval);
        }
    }

    async Task PauseAsync(CancellationToken stopping)
    {
        using var pausing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await hub.Environment.WhenAnyAsync(_wake.Task, Task.Delay(Options.PollInterval, hub.Environment.Time, pausing.Token));
        await hub.Environment.CancelAsync(pausing);
        stopping.ThrowIfCancellationRequested();
        if (_wake.Task.IsCompleted) _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class Ownership(PartitionProcessor processor, CancellationTokenSource stopping)
    {
        public PartitionProcessor Processor { get; } = processor;

        public CancellationTokenSource Stopping { get; } = stopping;

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
