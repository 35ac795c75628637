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
    readonly Dictionary<int, Task> _leaving = [];
    TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Timestamps, not times of day: a clock that is set back must not put off a renewal.
    long? _renewedAt;
    long? _wokenAt;
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
            foreach (Ownership ownership in _owned.Values.ToList()) Leave(ownership);
            await Task.WhenAll(_leaving.Values);
            await SayGoodbyeAsync();
        }
    }

    async Task RoundAsync(CancellationToken stopping)
    {
        foreach (int left in _leaving.Where(l => l.Value.IsCompleted).Select(l => l.Key).ToList()) _leaving.Remove(left);
        foreach (Ownership ended in _owned.Values.Where(o => o.Running.IsCompleted).ToList())
        {
            Leave(ended);
            await _leaving[ended.Processor.Lease.Partition];
            _leaving.Remove(ended.Processor.Lease.Partition);
        }

        long now = hub.Environment.Time.GetTimestamp();
        if (HasPassed(_renewedAt, Options.LeaseDuration / 3))
        {
            await RenewAsync(stopping);
            _renewedAt = now;
        }

        int owners = await hub.Store.HeartbeatAsync(Options.Owner, Options.LeaseDuration, stopping);
        IReadOnlyList<PartitionInfo> partitions = await hub.Store.ListPartitionsAsync(stopping);
        int share = PartitionShare.Of(Options.Owner, partitions, owners);
        foreach (PartitionInfo info in partitions)
        {
            bool isFree = info.Owner is null || info.Owner == Options.Owner;
            bool isOurs = _owned.ContainsKey(info.Partition) || _leaving.ContainsKey(info.Partition);
            if (_owned.Count < share && isFree && !isOurs) await AcquireAsync(info.Partition, stopping);
        }

        foreach (Ownership surplus in _owned.Values.Skip(share).ToList()) Leave(surplus);
        foreach (Ownership ownership in _owned.Values) ownership.Processor.Post(TickItem.Inbox);
    }

    async Task RenewAsync(CancellationToken stopping)
    {
        foreach (Ownership ownership in _owned.Values.ToList())
        {
            if (!await hub.Store.RenewAsync(ownership.Processor.Lease, Options.LeaseDuration, stopping)) Leave(ownership);
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
            if (ownership.Processor.Recovered.IsCompletedSuccessfully && HasPassed(_wokenAt, Options.PollInterval))
            {
                _wokenAt = hub.Environment.Time.GetTimestamp();
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

    /// <summary>Ends an ownership beside the rounds: a commit that hangs must not keep the other partitions from being renewed.</summary>
    void Leave(Ownership ownership)
    {
        _owned.Remove(ownership.Processor.Lease.Partition);
        _leaving[ownership.Processor.Lease.Partition] = StopAsync(ownership);
    }

    async Task StopAsync(Ownership ownership)
    {
        PartitionLease lease = ownership.Processor.Lease;
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
            if (!_isAway) DurableRuntimeLog.ReleaseFailed(hub.Logger, e, lease.Partition, lease.Epoch);
        }
    }

    /// <summary>The others count themselves again at once, and not only when our time is up.</summary>
    async Task SayGoodbyeAsync()
    {
        try
        {
            await hub.Store.HeartbeatAsync(Options.Owner, TimeSpan.FromMilliseconds(-1), CancellationToken.None);
        }
        catch (Exception e)
        {
            if (!_isAway) DurableRuntimeLog.LeaseRoundFailed(hub.Logger, e, Options.HubName, Options.PollInterval);
        }
    }

    bool HasPassed(long? since, TimeSpan time) => since is not { } start || hub.Environment.Time.GetElapsedTime(start) >= time;

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
