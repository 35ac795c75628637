using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store.InMemory;

/// <summary>
/// The same contract without a database: tests and simulations run on it with any clock. Several runtimes may share one object, as
/// several processes share a database; what lives in it survives their "crashes".
/// </summary>
internal sealed partial class InMemoryStore(TimeProvider time, Func<Guid>? newId = null) : IDurableStore
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Row> _instances = new(StringComparer.Ordinal);
    readonly List<(int Partition, InboxMessage Message)> _inbox = [];
    readonly List<PoisonMessage> _poison = [];
    readonly Dictionary<string, DateTimeOffset> _owners = [];
    Lease[] _leases = [];
    HubInfo? _hub;
    long _nextId = 1;

    Action<Wakeup>? _woken;

    public IReadOnlyList<PoisonMessage> Poison
    {
        get
        {
            lock (_lock) return [.. _poison];
        }
    }

    public int InboxCount
    {
        get
        {
            lock (_lock) return _inbox.Count;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<HubInfo> OpenAsync(string hubName, int partitions, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_hub is null)
            {
                _hub = new HubInfo(hubName, partitions);
                _leases = [.. Enumerable.Range(0, partitions).Select(_ => new Lease())];
            }

            return Task.FromResult(_hub);
        }
    }

    public Task CommitAsync(PartitionLease lease, IReadOnlyList<TurnCommit> turns, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Fence(lease);
            Check(turns);
            foreach (TurnCommit turn in turns) Apply(lease.Partition, turn);
        }

        return Task.CompletedTask;
    }

    public Task<long> ReserveIdsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            long first = _nextId;
            _nextId += InstanceIds.BlockSize;
            return Task.FromResult(first);
        }
    }

    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<InboxMessage>>(
                [.. _inbox.Where(m => m.Partition == lease.Partition).Select(m => m.Message)]);
        }
    }

    public Task SendAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (Message message in messages) Enqueue(new InboxMessage(NewId(), message));
        }

        return Task.CompletedTask;
    }

    public Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken)
    {
        _woken?.Invoke(wakeup);
        return Task.CompletedTask;
    }

    public async Task ListenAsync(Action<Wakeup> receive, CancellationToken cancellationToken)
    {
        lock (_lock) _woken += receive;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        finally
        {
            lock (_lock) _woken -= receive;
        }
    }

    void Fence(PartitionLease lease)
    {
        if (_leases[lease.Partition].Epoch != lease.Epoch)
        {
            throw new LeaseLostException($"partition {lease.Partition} has passed from epoch {lease.Epoch} to another owner");
        }
    }

    /// <summary>All or nothing: whatever a database's keys would refuse is refused before anything is written.</summary>
    void Check(IReadOnlyList<TurnCommit> turns)
    {
        var created = new HashSet<string>();
        foreach (TurnCommit turn in turns)
        {
            if (turn.Created is { } row
                && (!created.Add(row.InstanceId) || (_instances.TryGetValue(row.InstanceId, out Row? other) && other.Instance.Id != turn.Replaced)))
            {
                throw new CommitRefusedException($"instance '{row.InstanceId}' exists", isTransient: false);
            }

            if (turn.Turn is { } next && ById(turn.Instance) is { } known && known.Turns.Exists(t => t.Turn == next.Turn && !(t.Turn >= turn.Rewound?.From)))
            {
                throw new CommitRefusedException($"turn {next.Turn} of instance {turn.Instance} exists", isTransient: false);
            }

            string?[] texts =
            [
                turn.Created?.InstanceId, turn.Created?.Name, turn.Created?.Version, turn.Created?.Input, turn.Continued?.Version,
                turn.Continued?.Input, turn.Turn?.CustomStatus, turn.Result?.Output, turn.Entity?.State, .. turn.Outbox.Select(m => m.Message.InstanceId),
            ];
            if (!texts.All(StorableText.IsStorable)) throw new CommitRefusedException("text with U+0000", isTransient: false);
        }
    }

    void Apply(int partition, TurnCommit turn)
    {
        if (turn.Created is { } created)
        {
            _instances[created.InstanceId] = new Row(created, partition);
            _byId[created.Id] = created.InstanceId;
        }

        if (ById(turn.Instance) is { } row)
        {
            if (turn.Rewound is { } rewound)
            {
                row.Result = null;
                row.Turns.RemoveAll(t => t.Turn >= rewound.From);
                foreach (TurnRow changed in rewound.Changed) row.Turns[row.Turns.FindIndex(t => t.Turn == changed.Turn)] = changed;
            }

            if (turn.Continued is { } continued)
            {
                row.Instance = continued;
                row.Turns.Clear();
            }

            if (turn.Turn is { } next) row.Turns.Add(next);
            if (turn.Result is { } result) row.Result = result;
        }

        ApplyEntities(partition, turn);
        foreach (InboxMessage message in turn.Outbox) Enqueue(message);
        if (turn.Consumed.Count > 0) _inbox.RemoveAll(m => turn.Consumed.Contains(m.Message.Id));
        for (int i = 0; turn.Retried.Count > 0 && i < _inbox.Count; i++)
        {
            (int owner, InboxMessage message) = _inbox[i];
            if (turn.Retried.Contains(message.Id)) _inbox[i] = (owner, message with { Deliveries = message.Deliveries + 1 });
        }

        _poison.AddRange(turn.Poison);
    }

    Guid NewId() => newId is null ? Guid.CreateVersion7(time.GetUtcNow()) : newId();

    // Through the codec, as a database would: what cannot be written must not work here either.
    void Enqueue(InboxMessage message) => _inbox.Add((
        PartitionHash.PartitionOf(message.Message.InstanceId, _leases.Length),
        message with { Message = MessageCodec.ReadOrKeep(message.Message.InstanceId, MessageCodec.Write(message.Message)) }));

    sealed class Row(InstanceRow instance, int partition)
    {
        public InstanceRow Instance { get; set; } = instance;

        public int Partition { get; } = partition;

        public List<TurnRow> Turns { get; } = [];

        public ResultRow? Result { get; set; }

        public InstanceStatus Status => Result?.Status ?? (Turns.Count > 0 ? Turns[^1].Status : InstanceStatus.Pending);
    }

    sealed class Lease
    {
        public long Epoch { get; set; }

        public string? Owner { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
