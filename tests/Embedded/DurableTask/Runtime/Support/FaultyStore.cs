using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>Breaks commits: the plan says, for the n-th commit (from 1), whether and how; turns that match <c>refuse</c> are never taken.</summary>
internal sealed class FaultyStore(IDurableStore inner, Func<int, Fault> plan, Func<TurnCommit, bool>? refuse = null) : IDurableStore
{
    int _commits;

    public int Commits => Volatile.Read(ref _commits);

    public int Faults { get; private set; }

    /// <summary>While set, a client's look at an instance fails with it.</summary>
    public Exception? FindFault { get; set; }

    /// <summary>While set, the rounds that look after leases fail with it.</summary>
    public Exception? HeartbeatFault { get; set; }

    /// <summary>While set, a commit that matches is written, and its answer waits for this.</summary>
    public (Func<TurnCommit, bool> Which, Task Until)? Held { get; set; }

    /// <summary>While set, listening ends with it.</summary>
    public Exception? ListenFault { get; set; }

    public int Listeners { get; private set; }

    public int FailedCalls { get; private set; }

    public int Heartbeats { get; private set; }

    public IEntityStore Entities => inner.Entities;

    public async Task CommitAsync(PartitionLease lease, IReadOnlyList<TurnCommit> turns, CancellationToken cancellationToken)
    {
        Fault fault = plan(Interlocked.Increment(ref _commits));
        if (fault != Fault.None) Faults++;
        switch (fault)
        {
            case Fault.LostBefore:
                throw new CommitUnknownException("The connection broke before the commit.");
            case Fault.LostAfter:
                await inner.CommitAsync(lease, turns, cancellationToken);
                throw new CommitUnknownException("The connection broke after the commit.");
            case Fault.Transient:
                throw new CommitRefusedException("A deadlock.", isTransient: true);
            case Fault.Refused when turns.Any(t => t.Turn is not null):
                throw new CommitRefusedException("A turn is at fault.", isTransient: false);
            default:
                if (refuse is not null && turns.Any(refuse)) throw new CommitRefusedException("This turn is never taken.", isTransient: false);
                await inner.CommitAsync(lease, turns, cancellationToken);
                if (Held is { } held && turns.Any(held.Which)) await held.Until;
                break;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public Task<HubInfo> OpenAsync(string hubName, int partitions, CancellationToken cancellationToken) => inner.OpenAsync(hubName, partitions, cancellationToken);

    public Task<int> HeartbeatAsync(string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        Heartbeats++;
        return Fails(HeartbeatFault) ? Task.FromException<int>(HeartbeatFault!) : inner.HeartbeatAsync(owner, duration, cancellationToken);
    }

    public Task<IReadOnlyList<PartitionInfo>> ListPartitionsAsync(CancellationToken cancellationToken) => inner.ListPartitionsAsync(cancellationToken);

    public Task<PartitionLease?> TryAcquireAsync(int partition, string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.TryAcquireAsync(partition, owner, duration, cancellationToken);

    public Task<bool> RenewAsync(PartitionLease lease, TimeSpan duration, CancellationToken cancellationToken) => inner.RenewAsync(lease, duration, cancellationToken);

    public Task ReleaseAsync(PartitionLease lease, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, cancellationToken);

    public IAsyncEnumerable<StoredInstance> LoadLiveAsync(PartitionLease lease, CancellationToken cancellationToken) => inner.LoadLiveAsync(lease, cancellationToken);

    public IAsyncEnumerable<StoredInstance> LoadAsync(PartitionLease lease, IReadOnlyList<long> instances, CancellationToken cancellationToken) =>
        inner.LoadAsync(lease, instances, cancellationToken);

    public Task CheckpointLiveAsync(PartitionLease lease, long below, CancellationToken cancellationToken) => inner.CheckpointLiveAsync(lease, below, cancellationToken);

    public Task<long> ReserveIdsAsync(CancellationToken cancellationToken) => inner.ReserveIdsAsync(cancellationToken);

    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(PartitionLease lease, CancellationToken cancellationToken) => inner.ReadInboxAsync(lease, cancellationToken);

    public Task SendAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken) => inner.SendAsync(messages, cancellationToken);

    public Task<InstanceStatus?> CreateAsync(InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken) =>
        inner.CreateAsync(instance, dedupe, cancellationToken);

    public Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) =>
        inner.FindExistingAsync(instanceIds, cancellationToken);

    public Task<InstanceState?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellationToken) =>
        Fails(FindFault) ? Task.FromException<InstanceState?>(FindFault!) : inner.FindAsync(instanceId, withPayloads, cancellationToken);

    public Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken) => inner.ReadHistoryAsync(instanceId, cancellationToken);

    public Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) => inner.PurgeAsync(instanceIds, cancellationToken);

    bool Fails(Exception? fault)
    {
        if (fault is not null) FailedCalls++;
        return fault is not null;
    }

    public Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken) => inner.NotifyAsync(wakeup, cancellationToken);

    public async Task ListenAsync(Action<Wakeup> receive, CancellationToken cancellationToken)
    {
        if (Fails(ListenFault)) throw ListenFault!;
        Listeners++;
        await inner.ListenAsync(receive, cancellationToken);
    }
}

public enum Fault
{
    None,
    LostBefore,
    LostAfter,
    Transient,
    Refused,
}
