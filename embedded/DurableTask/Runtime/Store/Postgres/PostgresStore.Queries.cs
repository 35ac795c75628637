using System.Data;
using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>What clients ask.</summary>
internal sealed partial class PostgresStore
{
    const string Status = "coalesce(r.status, last.status, i.first_status, 6)";

    // The status of an instance without a result is that of its last turn, which may be its first; without any turn it has not begun.
    const string StateFrom = """
        FROM durable.instances AS i
        LEFT JOIN durable.results AS r ON r.partition_id = i.partition_id AND r.instance = i.id
        LEFT JOIN LATERAL (
            SELECT t.status, t.at FROM durable.turns AS t WHERE t.partition_id = i.partition_id AND t.instance = i.id
            ORDER BY t.turn DESC LIMIT 1
        ) AS last ON true
        """;

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
            $"SELECT i.instance_id, i.id, {Status} {StateFrom} WHERE i.hub_id = $1 AND i.instance_id = ANY($2)",
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
        string sql = SelectStates(withPayloads) + " WHERE i.hub_id = $1 AND i.instance_id = $2";
        return (await ReadStatesAsync(() => Command(sql, _hubId, instanceId), cancellationToken)).FirstOrDefault();
    }

    public Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken) => ReadStatesAsync(
        () => Command($"""
            {SelectStates(query.WithPayloads)}
            WHERE i.hub_id = $1 AND i.instance_id > $2 AND starts_with(i.instance_id, $3)
              AND ($4::timestamptz IS NULL OR i.created_at >= $4) AND ($5::timestamptz IS NULL OR i.created_at <= $5)
              AND ($6::timestamptz IS NULL OR r.at >= $6) AND ($7::timestamptz IS NULL OR r.at <= $7)
              AND ($8::int[] IS NULL OR {Status} = ANY($8))
            ORDER BY i.instance_id LIMIT $9
            """,
            _hubId, query.After ?? "", query.Prefix ?? "", query.CreatedFrom?.UtcDateTime, query.CreatedTo?.UtcDateTime,
            query.CompletedFrom?.UtcDateTime, query.CompletedTo?.UtcDateTime, query.Statuses?.Select(s => (int)s).ToArray(), query.PageSize),
        cancellationToken);

    async Task<IReadOnlyList<InstanceState>> ReadStatesAsync(Func<NpgsqlCommand> createCommand, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            var states = new List<InstanceState>();
            var large = new List<(int Place, byte[]? Input, byte[]? Output)>();
            await using (NpgsqlCommand command = createCommand())
            await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    (byte[]? input, byte[]? output) = (PayloadReader.Hashes(reader, 15)?[0], PayloadReader.Hashes(reader, 16)?[0]);
                    if (input is not null || output is not null) large.Add((states.Count, input, output));
                    states.Add(ReadState(reader));
                }
            }

            try
            {
                foreach ((int place, byte[]? input, byte[]? output) in large)
                {
                    InstanceState state = states[place];
                    if (input is not null) state = state with { Instance = state.Instance with { Input = await _payloads.ReadAsync(input, cancellationToken) } };
                    if (output is not null) state = state with { Output = await _payloads.ReadAsync(output, cancellationToken) };
                    states[place] = state;
                }

                return states;
            }
            catch (PayloadMissingException) when (attempt < 3)
            {
                // Purged or continued as new in between: what is there now is read instead.
            }
        }
    }

    static string SelectStates(bool withPayloads) => $"""
        SELECT i.id, i.instance_id, i.execution, i.name, i.version, i.tags, i.parent, i.created_at, i.start_at,
               {(withPayloads ? "i.input" : "NULL::text")}, {Status}, {(withPayloads ? "r.output" : "NULL::text")},
               r.failure, coalesce(r.at, last.at, i.first_at, i.created_at), {(withPayloads ? """
               coalesce(r.custom_status, (
                   SELECT t.custom_status FROM durable.turns AS t
                   WHERE t.partition_id = i.partition_id AND t.instance = i.id AND t.custom_status IS NOT NULL ORDER BY t.turn DESC LIMIT 1
               ), i.first_custom_status)
               """ : "NULL::text")},
               {(withPayloads ? "i.payloads" : "NULL::bytea[]")}, {(withPayloads ? "r.payloads" : "NULL::bytea[]")}
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

    static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
