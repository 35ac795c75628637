using Microsoft.DurableTask.Runtime.Entities;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

internal sealed partial class PostgresStore : IEntityStore
{
    public IEntityStore Entities => this;

    public async Task<IReadOnlyList<EntityRow>> ReadEntitiesAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(
            "SELECT instance_id, state, locked_by, modified_at FROM durable.entities WHERE hub_id = $1 AND instance_id = ANY($2)",
            _hubId, instanceIds.ToArray());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<EntityRow>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(ReadEntity(reader));
        return rows;
    }

    public async Task<IReadOnlyList<ScheduledSignal>> ReadSignalsAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(
            "SELECT id, due_at, message FROM durable.entity_signals WHERE partition_id = $1 ORDER BY due_at", _partitionIds[lease.Partition]);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var signals = new List<ScheduledSignal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // One that this version cannot read stays where it is, and must not keep the partition from its work.
            if (MessageCodec.ReadOrKeep("", reader.GetFieldValue<byte[]>(2)) is not OperationRequest request) continue;
            signals.Add(new ScheduledSignal(reader.GetGuid(0), reader.GetFieldValue<DateTime>(1), request));
        }

        return signals;
    }

    public async Task<IReadOnlyList<EntityView>> QueryEntitiesAsync(EntityRowQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command($"""
            SELECT e.instance_id, {(query.WithState ? "e.state" : "NULL::text")}, e.locked_by, e.modified_at,
                   (SELECT count(*)::int FROM durable.inbox AS b WHERE b.partition_id = e.partition_id AND b.instance_id = e.instance_id)
            FROM durable.entities AS e
            WHERE e.hub_id = $1 AND e.instance_id > $2 AND e.instance_id >= $3 AND starts_with(e.instance_id, $3)
              AND ($4::timestamptz IS NULL OR e.modified_at >= $4) AND ($5::timestamptz IS NULL OR e.modified_at <= $5)
              AND ($6 OR e.state IS NOT NULL) AND (NOT $7 OR e.locked_by IS NOT NULL)
            ORDER BY e.instance_id LIMIT $8
            """,
            _hubId, query.After ?? "", query.Prefix ?? "", query.ModifiedFrom?.UtcDateTime, query.ModifiedTo?.UtcDateTime,
            query.WithTransient, query.LockedOnly, query.PageSize);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<EntityView>();
        while (await reader.ReadAsync(cancellationToken)) page.Add(new EntityView(ReadEntity(reader), reader.GetInt32(4)));
        return page;
    }

    static EntityRow ReadEntity(NpgsqlDataReader reader) => new(
        reader.GetString(0), Text(reader, 1), RowText.Parent(Text(reader, 2)), reader.GetFieldValue<DateTimeOffset>(3));
}
