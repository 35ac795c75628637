using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Runtime.Store.InMemory;

internal sealed partial class InMemoryStore : IEntityStore
{
    readonly SortedDictionary<string, EntityRow> _entities = new(StringComparer.Ordinal);
    readonly List<(int Partition, ScheduledSignal Signal)> _signals = [];

    public IEntityStore Entities => this;

    public int SignalCount
    {
        get
        {
            lock (_lock) return _signals.Count;
        }
    }

    public Task<IReadOnlyList<EntityRow>> ReadEntitiesAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<EntityRow>>([.. instanceIds.Select(id => _entities.GetValueOrDefault(id)).OfType<EntityRow>()]);
        }
    }

    public Task<IReadOnlyList<ScheduledSignal>> ReadSignalsAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ScheduledSignal>>(
                [.. _signals.Where(s => s.Partition == lease.Partition).Select(s => s.Signal).OrderBy(s => s.FireAt)]);
        }
    }

    public Task<IReadOnlyList<EntityView>> QueryEntitiesAsync(EntityRowQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<EntityView>>([.. _entities.Values
                .Where(row => Matches(row, query))
                .Take(query.PageSize)
                .Select(row => new EntityView(
                    query.WithState ? row : row with { State = null },
                    _inbox.Count(m => m.Message.Message.InstanceId == row.InstanceId)))]);
        }
    }

    static bool Matches(EntityRow row, EntityRowQuery query) =>
        string.CompareOrdinal(row.InstanceId, query.After ?? "") > 0
        && row.InstanceId.StartsWith(query.Prefix ?? "", StringComparison.Ordinal)
        && (query.ModifiedFrom is not { } from || row.ModifiedAt >= from)
        && (query.ModifiedTo is not { } to || row.ModifiedAt <= to)
        && (query.WithTransient || row.State is not null)
        && (!query.LockedOnly || row.Lock is not null);

    void ApplyEntities(int partition, TurnCommit turn)
    {
        if (turn.Entity is { IsGone: true } gone) _entities.Remove(gone.InstanceId);
        else if (turn.Entity is { } row) _entities[row.InstanceId] = row;
        _signals.AddRange(turn.Scheduled.Select(signal => (partition, signal)));
        if (turn.Unscheduled.Count > 0) _signals.RemoveAll(s => turn.Unscheduled.Contains(s.Signal.Id));
    }
}
