using Npgsql;
using NpgsqlTypes;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// Builds the one batch that writes a group of turns: only the statements that have rows, each with one array per column through
/// <c>unnest</c>. Statements, not rows, are what a commit costs. Npgsql sends the batch as one implicit transaction.
/// </summary>
internal sealed partial class CommitBatch(int hubId, int partitionId, Func<string, int> partitionIdOf)
{
    readonly NpgsqlBatch _batch = new();
    readonly PayloadRows _payloads = new();

    public NpgsqlBatch Build(PartitionLease lease, IReadOnlyList<TurnCommit> turns)
    {
        Add("SELECT durable.hold_lease($1, $2)", Int(partitionId), Bigint(lease.Epoch));
        _payloads.Take(turns);
        AddPayloads();
        AddReplaced(Those(turns, t => t.Replaced != 0));
        AddInstances(Those(turns, t => t.Created is not null));
        AddContinued(Those(turns, t => t.Continued is not null));
        AddRewound(Those(turns, t => t.Rewound is not null));
        AddTurns(Those(turns, t => t.Turn is not null && !IsInInstance(t) && !IsInResult(t)));
        AddResults(Those(turns, t => t.Result is not null));
        AddInbox(All(turns, t => t.Outbox));
        AddPayloadReferences();
        AddConsumed(All(turns, t => t.Consumed), All(turns, t => t.Retried));
        EntityCommands.AddTo(_batch, hubId, partitionId, turns);
        AddPoison(All(turns, t => t.Poison));
        return _batch;
    }

    /// <summary>The rows of an instance that a client creates: no lease, for nobody owns what does not exist yet.</summary>
    public NpgsqlBatch BuildCreate(InstanceRow created, long replaced, InboxMessage start)
    {
        Add("SELECT pg_advisory_xact_lock_shared(durable.live_lock($1))", Int(partitionId));
        var turn = new TurnCommit { Created = created, Replaced = replaced, Outbox = [start] };
        _payloads.Take([turn]);
        AddPayloads();
        if (replaced != 0) AddReplaced([turn]);
        AddInstances([turn]);
        AddInbox([start]);
        AddPayloadReferences();
        // The owner may have noted the live instances since this id was drawn.
        Add("UPDATE durable.live_checkpoints SET live = live || $2 WHERE partition_id = $1 AND below > $2", Int(partitionId), Bigint(created.Id));
        return _batch;
    }

    /// <summary>Those turns that a statement is for: of most statements none.</summary>
    static TurnCommit[] Those(IReadOnlyList<TurnCommit> turns, Predicate<TurnCommit> isMeant)
    {
        int count = 0;
        for (int i = 0; i < turns.Count; i++) count += isMeant(turns[i]) ? 1 : 0;
        if (count == 0) return [];
        var those = new TurnCommit[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (isMeant(turns[i])) those[at++] = turns[i];
        }

        return those;
    }

    static T[] All<T>(IReadOnlyList<TurnCommit> turns, Func<TurnCommit, IReadOnlyList<T>> entries)
    {
        List<T>? all = null;
        for (int i = 0; i < turns.Count; i++)
        {
            if (entries(turns[i]) is { Count: > 0 } some) (all ??= []).AddRange(some);
        }

        return all?.ToArray() ?? [];
    }

    void AddReplaced(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        Add("DELETE FROM durable.instances WHERE hub_id = $1 AND instance_id = ANY($2) AND id = ANY($3)",
            Int(hubId), Texts(turns.Select(t => t.Created?.InstanceId)), Bigints(turns.Select(t => t.Replaced)));
        Add("DELETE FROM durable.turns WHERE partition_id = $1 AND instance = ANY($2)",
            Int(partitionId), Bigints(turns.Select(t => t.Replaced)));
        Add("DELETE FROM durable.results WHERE partition_id = $1 AND instance = ANY($2)",
            Int(partitionId), Bigints(turns.Select(t => t.Replaced)));
    }

    void AddContinued(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        Add($"""
            UPDATE durable.instances AS i SET execution = n.execution, version = n.version, input = n.input, payloads = NULL, {NoFirstTurn}
            FROM unnest($2::text[], $3::int[], $4::text[], $5::text[]) AS n (instance_id, execution, version, input)
            WHERE i.hub_id = $1 AND i.instance_id = n.instance_id
            """,
            Int(hubId),
            Texts(turns.Select(t => t.Continued!.InstanceId)),
            Ints(turns.Select(t => t.Continued!.Execution)),
            Texts(turns.Select(t => t.Continued!.Version)),
            Texts(turns.Select(t => Inline(t.Continued!.Input))));
        Add("""
            DELETE FROM durable.turns AS t USING unnest($2::bigint[], $3::int[]) AS n (instance, turn)
            WHERE t.partition_id = $1 AND t.instance = n.instance AND t.turn < n.turn
            """,
            Int(partitionId),
            Bigints(turns.Select(t => t.Instance)),
            Ints(turns.Select(t => t.Turn!.Turn)));
    }

    void AddRewound(TurnCommit[] turns)
    {
        if (turns.Length == 0) return;
        // The last turn goes with the result. The first one may stay, go or change: as the others do.
        Add("DELETE FROM durable.results WHERE partition_id = $1 AND instance = ANY($2)", Int(partitionId), Bigints(turns.Select(t => t.Instance)));
        Add("""
            INSERT INTO durable.turns (partition_id, instance, turn, at, status, custom_status, events)
            SELECT i.partition_id, i.id, 0, i.first_at, i.first_status, i.first_custom_status, i.first_events
            FROM durable.instances AS i WHERE i.partition_id = $1 AND i.id = ANY($2) AND i.first_events IS NOT NULL
            """,
            Int(partitionId), Bigints(turns.Select(t => t.Instance)));
        Add($"UPDATE durable.instances SET {NoFirstTurn} WHERE partition_id = $1 AND id = ANY($2) AND first_events IS NOT NULL",
            Int(partitionId), Bigints(turns.Select(t => t.Instance)));
        Add("""
            DELETE FROM durable.turns AS t USING unnest($2::bigint[], $3::int[]) AS n (instance, turn)
            WHERE t.partition_id = $1 AND t.instance = n.instance AND t.turn >= n.turn
            """,
            Int(partitionId),
            Bigints(turns.Select(t => t.Instance)),
            Ints(turns.Select(t => t.Rewound!.From)));
        (long Instance, TurnRow Turn)[] changed = [.. turns.SelectMany(t => t.Rewound!.Changed, (t, turn) => (t.Instance, turn))];
        if (changed.Length == 0) return;
        Add("""
            UPDATE durable.turns AS t SET events = n.events FROM unnest($2::bigint[], $3::int[], $4::bytea[]) AS n (instance, turn, events)
            WHERE t.partition_id = $1 AND t.instance = n.instance AND t.turn = n.turn
            """,
            Int(partitionId),
            Bigints(changed.Select(c => c.Instance)),
            Ints(changed.Select(c => c.Turn.Turn)),
            new NpgsqlParameter<byte[][]>
            {
                TypedValue = [.. changed.Select(c => c.Turn.Events)],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            });
    }

    void AddInbox(InboxMessage[] messages)
    {
        if (messages.Length == 0) return;
        Add("""
            INSERT INTO durable.inbox (id, partition_id, instance_id, message)
            SELECT n.id, n.partition_id, n.instance_id, n.message
            FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[]) WITH ORDINALITY AS n (id, partition_id, instance_id, message, place)
            ORDER BY n.place
            """,
            Uuids(messages.Select(m => m.Id)),
            Ints(messages.Select(m => partitionIdOf(m.Message.InstanceId))),
            Texts(messages.Select(m => m.Message.InstanceId)),
            Bytes(messages.Select(_payloads.Write)));
    }

    void AddConsumed(Guid[] consumed, Guid[] retried)
    {
        if (consumed.Length > 0) Add("DELETE FROM durable.inbox WHERE id = ANY($1)", Uuids(consumed));
        if (retried.Length > 0) Add("UPDATE durable.inbox SET deliveries = deliveries + 1 WHERE id = ANY($1)", Uuids(retried));
    }

    void AddPoison(PoisonMessage[] messages)
    {
        if (messages.Length == 0) return;
        Add("""
            INSERT INTO durable.poison (partition_id, instance_id, message, reason, at)
            SELECT $1, n.* FROM unnest($2::text[], $3::bytea[], $4::text[], $5::timestamptz[]) AS n
            """,
            Int(partitionId),
            Texts(messages.Select(m => m.InstanceId)),
            Bytes(messages.Select(m => MessageCodec.Write(m.Message))),
            Texts(messages.Select(m => m.Reason)),
            Times(messages.Select(m => m.At)));
    }

    void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters) => _batch.BatchCommands.Add(Command(sql, parameters));

    static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    static NpgsqlParameter<int> Int(int value) => new() { TypedValue = value };

    static NpgsqlParameter<long> Bigint(long value) => new() { TypedValue = value };

    static NpgsqlParameter<int[]> Ints(IEnumerable<int> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<long[]> Bigints(IEnumerable<long> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<int?[]> Ints(IEnumerable<int?> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<short[]> Smallints(IEnumerable<short> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<short?[]> Smallints(IEnumerable<short?> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<byte[]?[]> Bytes(IEnumerable<byte[]?> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    static NpgsqlParameter<Guid[]> Uuids(IEnumerable<Guid> values) => new() { TypedValue = [.. values] };

    static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    static NpgsqlParameter<DateTime[]> Times(IEnumerable<DateTimeOffset> values) =>
        new() { TypedValue = [.. values.Select(v => v.UtcDateTime)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    static NpgsqlParameter<DateTime?[]> Times(IEnumerable<DateTimeOffset?> values) =>
        new() { TypedValue = [.. values.Select(v => v?.UtcDateTime)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
}
