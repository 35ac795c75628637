using Microsoft.DurableTask.Runtime.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>The statements of a commit that write entities; none for a group without them.</summary>
internal static class EntityCommands
{
    public static void AddTo(NpgsqlBatch batch, int hubId, int partitionId, IReadOnlyList<TurnCommit> turns)
    {
        if (!HasEntities(turns)) return;
        var written = new List<EntityRow>();
        var gone = new List<string>();
        var scheduled = new List<ScheduledSignal>();
        var unscheduled = new List<Guid>();
        foreach (TurnCommit turn in turns)
        {
            if (turn.Entity is { IsGone: true } none) gone.Add(none.InstanceId);
            else if (turn.Entity is { } row) written.Add(row);
            scheduled.AddRange(turn.Scheduled);
            unscheduled.AddRange(turn.Unscheduled);
        }

        if (written.Count > 0) batch.BatchCommands.Add(Write(hubId, partitionId, written));
        if (gone.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                "DELETE FROM durable.entities WHERE hub_id = $1 AND instance_id = ANY($2)", Of(hubId), Of(gone.ToArray())));
        }

        if (scheduled.Count > 0) batch.BatchCommands.Add(Schedule(partitionId, scheduled));
        if (unscheduled.Count > 0)
        {
            batch.BatchCommands.Add(Command("DELETE FROM durable.entity_signals WHERE id = ANY($1)", Of(unscheduled.ToArray())));
        }
    }

    static bool HasEntities(IReadOnlyList<TurnCommit> turns)
    {
        for (int i = 0; i < turns.Count; i++)
        {
            if (turns[i] is not { Entity: null, Scheduled.Count: 0, Unscheduled.Count: 0 }) return true;
        }

        return false;
    }

    static NpgsqlBatchCommand Write(int hubId, int partitionId, List<EntityRow> rows) => Command(
        """
        INSERT INTO durable.entities (hub_id, partition_id, instance_id, state, locked_by, modified_at)
        SELECT $1, $2, n.* FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS n
        ON CONFLICT (hub_id, instance_id) DO UPDATE
        SET state = excluded.state, locked_by = excluded.locked_by, modified_at = excluded.modified_at
        """,
        Of(hubId),
        Of(partitionId),
        Of(rows.Select(r => r.InstanceId).ToArray()),
        Texts(rows.Select(r => r.State)),
        Texts(rows.Select(r => RowText.OfParent(r.Lock))),
        Of(rows.Select(r => r.ModifiedAt.UtcDateTime).ToArray()));

    static NpgsqlBatchCommand Schedule(int partitionId, List<ScheduledSignal> signals) => Command(
        """
        INSERT INTO durable.entity_signals (id, partition_id, instance_id, due_at, message)
        SELECT n.id, $1, n.instance_id, n.due_at, n.message
        FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::bytea[]) AS n (id, instance_id, due_at, message)
        """,
        Of(partitionId),
        Of(signals.Select(s => s.Id).ToArray()),
        Of(signals.Select(s => s.Request.InstanceId).ToArray()),
        Of(signals.Select(s => s.FireAt).ToArray()),
        new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. signals.Select(s => MessageCodec.Write(s.Request))],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });

    static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
