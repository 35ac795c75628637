using System.Data;
using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>What clients ask, and what an owner loads.</summary>
internal sealed partial class PostgresStore
{
    const string InstanceColumns =
        "i.id, i.instance_id, i.execution, i.name, i.version, i.tags, i.parent, i.created_at, i.start_at, i.input";

    // The status of an instance without a result is that of its last turn; without any turn it has not begun.
    const string StateFrom = """
        FROM durable.instances AS i
        LEFT JOIN durable.results AS r ON r.partition_id = i.partition_id AND r.instance = i.id
        LEFT JOIN LATERAL (
            SELECT h.status, h.at FROM durable.history AS h WHERE h.partition_id = i.partition_id AND h.instance = i.id
            ORDER BY h.turn DESC LIMIT 1
        ) AS last ON true
        """;

    public async Task<IReadOnlyList<StoredInstance>> LoadLiveAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        var turns = new Dictionary<long, List<TurnRow>>();
        int partitionId = _partitionIds[lease.Partition];
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var instances = new List<InstanceRow>();
        await using (var command = new NpgsqlCommand($"""
            SELECT {InstanceColumns} FROM durable.instances AS i
            WHERE i.partition_id = $1
              AND NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = i.partition_id AND r.instance = i.id)
            ORDER BY i.id
            """, connection, snapshot) { Parameters = { new() { Value = partitionId } } })
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) instances.Add(ReadInstance(reader));
        }

        await using (var command = new NpgsqlCommand("""
            SELECT h.turn, h.at, h.status, h.custom_status, h.events, h.instance FROM durable.history AS h
            WHERE h.partition_id = $1
              AND NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = h.partition_id AND r.instance = h.instance)
            ORDER BY h.instance, h.turn
            """, connection, snapshot) { Parameters = { new() { Value = partitionId } } })
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                long instance = reader.GetInt64(5);
                if (!turns.TryGetValue(instance, out List<TurnRow>? rows)) turns[instance] = rows = [];
                rows.Add(ReadTurn(reader));
            }
        }

        await snapshot.CommitAsync(cancellationToken);
        return [.. instances.Select(i => new StoredInstance(i, turns.GetValueOrDefault(i.Id) ?? []))];
    }

    public async Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await FindAsync(instanceId, withPayloads: true, cancellationToken) is not { } state) return null;
        await using NpgsqlCommand command = Command("""
            SELECT turn, at, status, custom_status, events FROM durable.history WHERE partition_id = $1 AND instance = $2 ORDER BY turn
            """, PartitionIdOf(instanceId), state.Instance.Id);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var turns = new List<TurnRow>();
        while (await reader.ReadAsync(cancellationToken)) turns.Add(ReadTurn(reader));
        ResultRow? result = state.Status.IsFinal() ? new ResultRow(state.Status, state.Output, state.Failure, state.LastUpdatedAt) : null;
        return new StoredInstance(state.Instance, turns, result);
    }

    public async Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(
        IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        return await FindExistingAsync(connection, [.. instanceIds], cancellationToken);
    }

    async Task<Dictionary<string, ExistingInstance>> FindExistingAsync(
        NpgsqlConnection connection, string[] instanceIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT i.instance_id, i.id, coalesce(r.status, last.status, 6) {StateFrom} WHERE i.hub_id = $1 AND i.instance_id = ANY($2)",
            connection)
        { Parameters = { new() { Value = _hubId }, new() { Value = instanceIds } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<string, ExistingInstance>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetString(0)] = new ExistingInstance(reader.GetInt64(1), (InstanceStatus)reader.GetInt32(2));
        }

        return found;
    }

    public async Task<InstanceState?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(SelectStates(withPayloads) + " WHERE i.hub_id = $1 AND i.instance_id = $2", _hubId, instanceId);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadState(reader) : null;
    }

    public async Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command($"""
            {SelectStates(query.WithPayloads)}
            WHERE i.hub_id = $1 AND i.instance_id > $2 AND starts_with(i.instance_id, $3)
              AND ($4::timestamptz IS NULL OR i.created_at >= $4) AND ($5::timestamptz IS NULL OR i.created_at <= $5)
              AND ($6::timestamptz IS NULL OR r.at >= $6) AND ($7::timestamptz IS NULL OR r.at <= $7)
              AND ($8::int[] IS NULL OR coalesce(r.status, last.status, 6) = ANY($8))
            ORDER BY i.instance_id LIMIT $9
            """,
            _hubId, query.After ?? "", query.Prefix ?? "", query.CreatedFrom?.UtcDateTime, query.CreatedTo?.UtcDateTime,
            query.CompletedFrom?.UtcDateTime, query.CompletedTo?.UtcDateTime, query.Statuses?.Select(s => (int)s).ToArray(), query.PageSize);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<InstanceState>();
        while (await reader.ReadAsync(cancellationToken)) page.Add(ReadState(reader));
        return page;
    }

    static string SelectStates(bool withPayloads) => $"""
        SELECT i.id, i.instance_id, i.execution, i.name, i.version, i.tags, i.parent, i.created_at, i.start_at,
               {(withPayloads ? "i.input" : "NULL::text")}, coalesce(r.status, last.status, 6), {(withPayloads ? "r.output" : "NULL::text")},
               r.failure, coalesce(r.at, last.at, i.created_at), {(withPayloads ? """
               (SELECT h.custom_status FROM durable.history AS h
                WHERE h.partition_id = i.partition_id AND h.instance = i.id AND h.custom_status IS NOT NULL ORDER BY h.turn DESC LIMIT 1)
               """ : "NULL::text")}
        {StateFrom}
        """;

    static InstanceRow ReadInstance(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetInt32(2),
        reader.GetString(3),
        Text(reader, 4),
        Text(reader, 9),
        RowText.Tags(Text(reader, 5)),
        RowText.Parent(Text(reader, 6)),
        reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8));

    static InstanceState ReadState(NpgsqlDataReader reader) => new(
        ReadInstance(reader),
        (InstanceStatus)reader.GetInt32(10),
        Text(reader, 14),
        Text(reader, 11),
        RowText.Failure(Text(reader, 12)),
        reader.GetFieldValue<DateTimeOffset>(13));

    static TurnRow ReadTurn(NpgsqlDataReader reader) => new(
        reader.GetInt32(0),
        reader.GetFieldValue<DateTimeOffset>(1),
        (InstanceStatus)reader.GetInt16(2),
        Text(reader, 3),
        reader.GetFieldValue<byte[]>(4));

    static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
