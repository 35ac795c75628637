using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store.InMemory;

internal sealed partial class InMemoryStore
{
    readonly Dictionary<long, string> _byId = [];

    public IAsyncEnumerable<StoredInstance> LoadLiveAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        lock (_lock) return Live(_instances.Values.Where(row => row.Partition == lease.Partition)).ToAsyncEnumerable();
    }

    public IAsyncEnumerable<StoredInstance> LoadAsync(
        PartitionLease lease, IReadOnlyList<long> instances, CancellationToken cancellationToken)
    {
        lock (_lock) return Live(instances.Select(ById).OfType<Row>()).ToAsyncEnumerable();
    }

    // Nothing to gain: what has ended costs a look in memory.
    public Task CheckpointLiveAsync(PartitionLease lease, long below, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_instances.TryGetValue(instanceId, out Row? row)
                ? new StoredInstance(row.Instance, [.. row.Turns], row.Result)
                : null);
        }
    }

    public Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(
        IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = new Dictionary<string, ExistingInstance>();
            foreach (string id in instanceIds)
            {
                if (_instances.TryGetValue(id, out Row? row)) found[id] = new ExistingInstance(row.Instance.Id, row.Status);
            }

            return Task.FromResult<IReadOnlyDictionary<string, ExistingInstance>>(found);
        }
    }

    public Task<InstanceState?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_instances.TryGetValue(instanceId, out Row? row) ? StateOf(row, withPayloads) : null);
        }
    }

    public Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<InstanceState>>([.. _instances.Values
                .Where(row => Matches(row, query))
                .OrderBy(row => row.Instance.InstanceId, StringComparer.Ordinal)
                .Take(query.PageSize)
                .Select(row => StateOf(row, query.WithPayloads))]);
        }
    }

    public Task<InstanceStatus?> CreateAsync(
        InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_instances.TryGetValue(instance.InstanceId, out Row? other) && (!other.Status.IsFinal() || dedupe.Contains(other.Status)))
            {
                return Task.FromResult<InstanceStatus?>(other.Status);
            }

            InstanceRow created = instance with { Id = _nextId };
            _nextId += InstanceIds.BlockSize;
            _instances[instance.InstanceId] = new Row(created, PartitionHash.PartitionOf(instance.InstanceId, _leases.Length));
            _byId[created.Id] = created.InstanceId;
            Enqueue(new InboxMessage(NewId(), new StartMessage(created, dedupe)));
            return Task.FromResult<InstanceStatus?>(null);
        }
    }

    public Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            int purged = 0;
            foreach (string id in instanceIds)
            {
                if (!_instances.TryGetValue(id, out Row? row) || row.Result is null) continue;
                _instances.Remove(id);
                _byId.Remove(row.Instance.Id);
                purged++;
            }

            return Task.FromResult(purged);
        }
    }

    static StoredInstance[] Live(IEnumerable<Row> rows) =>
        [.. rows.Where(row => row.Result is null).OrderBy(row => row.Instance.Id).Select(row => new StoredInstance(row.Instance, [.. row.Turns]))];

    static bool Matches(Row row, InstanceQuery query) =>
        string.CompareOrdinal(row.Instance.InstanceId, query.After ?? "") > 0
        && row.Instance.InstanceId.StartsWith(query.Prefix ?? "", StringComparison.Ordinal)
        && (query.CreatedFrom is not { } createdFrom || row.Instance.CreatedAt >= createdFrom)
        && (query.CreatedTo is not { } createdTo || row.Instance.CreatedAt <= createdTo)
        && (query.CompletedFrom is not { } completedFrom || row.Result?.At >= completedFrom)
        && (query.CompletedTo is not { } completedTo || row.Result?.At <= completedTo)
        && (query.Statuses is not { } statuses || statuses.Contains(row.Status));

    static InstanceState StateOf(Row row, bool withPayloads) => new(
        withPayloads ? row.Instance : row.Instance with { Input = null },
        row.Status,
        withPayloads ? row.Turns.FindLast(t => t.CustomStatus is not null)?.CustomStatus : null,
        withPayloads ? row.Result?.Output : null,
        row.Result?.Failure,
        row.Result?.At ?? (row.Turns.Count > 0 ? row.Turns[^1].At : row.Instance.CreatedAt));

    Row? ById(long id) =>
        _byId.TryGetValue(id, out string? instanceId) && _instances.TryGetValue(instanceId, out Row? row) && row.Instance.Id == id ? row : null;
}
