namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>Entities in memory by id. Idle ones go, the longest unused first, when there are too many or their states are too long.</summary>
internal sealed class EntityCache(int countMax, long charsMax)
{
    readonly Dictionary<string, EntityRuntime> _entities = new(StringComparer.Ordinal);
    readonly LinkedList<EntityRuntime> _used = new();
    long _chars;

    public int Count => _entities.Count;

    public bool Contains(string instanceId) => _entities.ContainsKey(instanceId);

    public void Add(EntityRow row)
    {
        var entity = new EntityRuntime(row);
        _entities.Add(row.InstanceId, entity);
        entity.CacheNode = _used.AddLast(entity);
        _chars += Length(row);
    }

    /// <summary>The entity, which is now the one used last.</summary>
    public EntityRuntime Use(string instanceId)
    {
        EntityRuntime entity = _entities[instanceId];
        _used.Remove(entity.CacheNode!);
        _used.AddLast(entity.CacheNode!);
        return entity;
    }

    public void Replace(EntityRuntime entity, EntityRow row)
    {
        _chars += Length(row) - Length(entity.Row);
        entity.Row = row;
    }

    public void Trim()
    {
        for (LinkedListNode<EntityRuntime>? node = _used.First; node is not null && (_entities.Count > countMax || _chars > charsMax);)
        {
            EntityRuntime entity = node.Value;
            LinkedListNode<EntityRuntime> looked = node;
            node = node.Next;
            if (!entity.IsIdle) continue;
            _used.Remove(looked);
            _entities.Remove(entity.InstanceId);
            _chars -= Length(entity.Row);
        }
    }

    static int Length(EntityRow row) => row.State?.Length ?? 0;
}
