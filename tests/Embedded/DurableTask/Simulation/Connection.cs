using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>How one process reaches the server: each call travels there and back, and may fail on either way.</summary>
internal sealed partial class Connection(World world, Server server, ProcessScheduler process) : IDurableStore
{
    readonly List<Action<Wakeup>> _receivers = [];

    ServerFaults Faults => server.Faults;

    public IEntityStore Entities => new EntityReads(this);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<HubInfo> OpenAsync(string hubName, int partitions, CancellationToken cancellationToken) =>
        ReadAsync("open", s => s.OpenAsync(hubName, partitions, CancellationToken.None));

    public Task<int> HeartbeatAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        ReadAsync("heartbeat", s => s.HeartbeatAsync(owner, duration, CancellationToken.None));

    public Task<IReadOnlyList<PartitionInfo>> ListPartitionsAsync(CancellationToken cancellationToken) =>
        ReadAsync("partitions", s => s.ListPartitionsAsync(CancellationToken.None));

    public Task<PartitionLease?> TryAcquireAsync(int partition, string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        CallAsync("acquire", () => server.Acquire(partition, owner, duration), Failure(Faults.CallFails));

    public Task<bool> RenewAsync(PartitionLease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        ReadAsync("renew", s => s.RenewAsync(lease, duration, CancellationToken.None));

    public Task ReleaseAsync(PartitionLease lease, CancellationToken cancellationToken) => ReadAsync("release", async s =>
    {
        await s.ReleaseAsync(lease, CancellationToken.None);
        return true;
    });

    public IAsyncEnumerable<StoredInstance> LoadLiveAsync(PartitionLease lease, CancellationToken cancellationToken) =>
        EachAsync(ReadAsync("load", s => ListAsync(s.LoadLiveAsync(lease, CancellationToken.None))));

    public IAsyncEnumerable<StoredInstance> LoadAsync(
        PartitionLease lease, IReadOnlyList<long> instances, CancellationToken cancellationToken) =>
        EachAsync(ReadAsync("load some", s => ListAsync(s.LoadAsync(lease, instances, CancellationToken.None))));

    public Task CheckpointLiveAsync(PartitionLease lease, long below, CancellationToken cancellationToken) => ReadAsync("checkpoint", async s =>
    {
        await s.CheckpointLiveAsync(lease, below, CancellationToken.None);
        return true;
    });

    public Task<long> ReserveIdsAsync(CancellationToken cancellationToken) =>
        ReadAsync("reserve", s => s.ReserveIdsAsync(CancellationToken.None));

    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(PartitionLease lease, CancellationToken cancellationToken) => CallAsync(
        "inbox",
        () => (IReadOnlyList<InboxMessage>)Disturbed(lease, server.Store.ReadInboxAsync(lease, CancellationToken.None).GetAwaiter().GetResult()),
        Failure(Faults.CallFails));

    public Task SendAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken) => WriteAsync("send", async s =>
    {
        await s.SendAsync(messages, CancellationToken.None);
        return true;
    });

    public Task<InstanceStatus?> CreateAsync(
        InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken) =>
        WriteAsync("create", s => s.CreateAsync(instance, dedupe, CancellationToken.None));

    public Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(
        IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) =>
        ReadAsync("existing", s => s.FindExistingAsync(instanceIds, CancellationToken.None));

    public Task<InstanceState?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellationToken) =>
        ReadAsync("find", s => s.FindAsync(instanceId, withPayloads, CancellationToken.None));

    public Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        ReadAsync("query", s => s.QueryAsync(query, CancellationToken.None));

    public Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        ReadAsync("history", s => s.ReadHistoryAsync(instanceId, CancellationToken.None));

    public Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) =>
        WriteAsync("purge", s => s.PurgeAsync(instanceIds, CancellationToken.None));

    public Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken)
    {
        server.Notify(wakeup);
        return Task.CompletedTask;
    }

    /// <remarks>A process listens until it dies.</remarks>
    public Task ListenAsync(Action<Wakeup> receive, CancellationToken cancellationToken)
    {
        _receivers.Add(receive);
        server.Listen(this);
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
    }

    static async Task<List<StoredInstance>> ListAsync(IAsyncEnumerable<StoredInstance> instances)
    {
        var list = new List<StoredInstance>();
        await foreach (StoredInstance one in instances) list.Add(one);
        return list;
    }

    static async IAsyncEnumerable<StoredInstance> EachAsync(Task<List<StoredInstance>> reading)
    {
        foreach (StoredInstance one in await reading) yield return one;
    }

    public void Hear(Wakeup wakeup) => process.Signal(() =>
    {
        foreach (Action<Wakeup> receive in _receivers) receive(wakeup);
    });

    sealed class EntityReads(Connection connection) : IEntityStore
    {
        public Task<IReadOnlyList<EntityRow>> ReadEntitiesAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken) =>
            connection.ReadAsync("entities", s => s.Entities.ReadEntitiesAsync(instanceIds, CancellationToken.None));

        public Task<IReadOnlyList<ScheduledSignal>> ReadSignalsAsync(PartitionLease lease, CancellationToken cancellationToken) =>
            connection.ReadAsync("signals", s => s.Entities.ReadSignalsAsync(lease, CancellationToken.None));

        public Task<IReadOnlyList<EntityView>> QueryEntitiesAsync(EntityRowQuery query, CancellationToken cancellationToken) =>
            connection.ReadAsync("query entities", s => s.Entities.QueryEntitiesAsync(query, CancellationToken.None));
    }
}
