namespace Microsoft.DurableTask.Runtime.Store.InMemory;

internal sealed partial class InMemoryStore
{
    public Task<int> HeartbeatAsync(string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            _owners[owner] = now + duration;
            return Task.FromResult(_owners.Values.Count(until => until >= now));
        }
    }

    public Task<IReadOnlyList<PartitionInfo>> ListPartitionsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            return Task.FromResult<IReadOnlyList<PartitionInfo>>(
                [.. _leases.Select((lease, number) => new PartitionInfo(number, lease.Until >= now ? lease.Owner : null))]);
        }
    }

    public Task<PartitionLease?> TryAcquireAsync(int partition, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Lease lease = _leases[partition];
            DateTimeOffset now = time.GetUtcNow();
            if (lease.Owner is not null && lease.Owner != owner && lease.Until >= now) return Task.FromResult<PartitionLease?>(null);
            lease.Epoch++;
            lease.Owner = owner;
            lease.Until = now + duration;
            return Task.FromResult<PartitionLease?>(new PartitionLease(partition, lease.Epoch, owner));
        }
    }

    public Task<bool> RenewAsync(PartitionLease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Lease held = _leases[lease.Partition];
            if (held.Epoch != lease.Epoch) return Task.FromResult(false);
            held.Until = time.GetUtcNow() + duration;
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Lease held = _leases[lease.Partition];
            if (held.Epoch == lease.Epoch)
            {
                held.Owner = null;
                held.Until = DateTimeOffset.MinValue;
            }

            return Task.CompletedTask;
        }
    }
}
