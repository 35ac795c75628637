using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>Large payloads: statements that few commits have, beside those that all have.</summary>
internal sealed partial class CommitBatch
{
    /// <summary>Messages alone.</summary>
    public NpgsqlBatch BuildSend(InboxMessage[] messages)
    {
        _payloads.Take([new TurnCommit { Outbox = messages }]);
        AddPayloads();
        AddInbox(messages);
        AddPayloadReferences();
        return _batch;
    }

    /// <summary>What the payload's row holds instead of the column.</summary>
    static string? Inline(string? content) => Payload.IsLarge(content) ? null : content;

    void AddPayloads()
    {
        if (_payloads.IsEmpty) return;
        // Also one that is there is locked, so that no sweep takes it before this commit's references are seen. In one order: no deadlocks.
        KeyValuePair<string, string>[] contents = [.. _payloads.Contents.OrderBy(c => c.Key, StringComparer.Ordinal)];
        Add("""
            INSERT INTO durable.payloads (hash, content) SELECT n.* FROM unnest($1::bytea[], $2::bytea[]) AS n
            ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash
            """,
            Bytes(contents.Select(c => Convert.FromHexString(c.Key))),
            Bytes(contents.Select(c => System.Text.Encoding.UTF8.GetBytes(c.Value))));
    }

    void AddPayloadReferences()
    {
        if (_payloads.IsEmpty) return;
        if (_payloads.OfInstances.Count > 0)
        {
            Add("""
                UPDATE durable.instances AS i SET payloads = ARRAY[n.hash] FROM unnest($2::text[], $3::bytea[]) AS n (instance_id, hash)
                WHERE i.hub_id = $1 AND i.instance_id = n.instance_id
                """,
                Int(hubId), Texts(_payloads.OfInstances.Select(r => r.InstanceId)), Bytes(_payloads.OfInstances.Select(r => Convert.FromHexString(r.Hash))));
        }

        if (_payloads.OfTurns.Count > 0)
        {
            Add("""
                UPDATE durable.turns AS t SET payloads = n.hashes
                FROM (
                    SELECT u.instance, u.turn, array_agg(u.hash) AS hashes
                    FROM unnest($2::bigint[], $3::int[], $4::bytea[]) AS u (instance, turn, hash) GROUP BY u.instance, u.turn
                ) AS n
                WHERE t.partition_id = $1 AND t.instance = n.instance AND t.turn = n.turn
                """,
                Int(partitionId),
                Bigints(_payloads.OfTurns.Select(r => r.Instance)),
                Ints(_payloads.OfTurns.Select(r => r.Turn)),
                Bytes(_payloads.OfTurns.Select(r => Convert.FromHexString(r.Hash))));
        }

        if (_payloads.OfResults.Count > 0)
        {
            Add("""
                UPDATE durable.results AS r SET payloads = ARRAY[n.hash] FROM unnest($2::bigint[], $3::bytea[]) AS n (instance, hash)
                WHERE r.partition_id = $1 AND r.instance = n.instance
                """,
                Int(partitionId), Bigints(_payloads.OfResults.Select(r => r.Instance)), Bytes(_payloads.OfResults.Select(r => Convert.FromHexString(r.Hash))));
        }

        if (_payloads.OfMessages.Count > 0)
        {
            Add("""
                UPDATE durable.inbox AS m SET payloads = n.hashes
                FROM (SELECT u.id, array_agg(u.hash) AS hashes FROM unnest($1::uuid[], $2::bytea[]) AS u (id, hash) GROUP BY u.id) AS n
                WHERE m.id = n.id
                """,
                Uuids(_payloads.OfMessages.Select(r => r.Id)), Bytes(_payloads.OfMessages.Select(r => Convert.FromHexString(r.Hash))));
        }
    }
}
