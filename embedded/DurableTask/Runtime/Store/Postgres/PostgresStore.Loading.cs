using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>What an owner loads: in pages, and each instance handed over before the next is read.</summary>
internal sealed partial class PostgresStore
{
    const int LoadPage = 500;

    const string LiveColumns = """
        i.id, i.instance_id, i.execution, i.name, i.version, i.tags, i.parent, i.created_at, i.start_at, i.input, i.payloads,
        i.first_at, i.first_status, i.first_custom_status, i.first_events
        """;

    /// <summary>A page of the live instances from an id on, whatever may have ended before.</summary>
    internal const string LivePageSql = $"""
        SELECT {LiveColumns} FROM durable.instances AS i
        WHERE i.partition_id = $1 AND i.id >= $2
          AND NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = i.partition_id AND r.instance = i.id)
        ORDER BY i.id LIMIT $3
        """;

    /// <summary>
    /// Those of a set that live, by id. Each is looked up by its key: as <c>id = ANY($2) ORDER BY id</c> the whole partition would be read in its
    /// order and compared with the set.
    /// </summary>
    internal const string LiveSetSql = $"""
        SELECT {LiveColumns} FROM (SELECT unnest($2::bigint[]) AS id ORDER BY 1) AS k
        CROSS JOIN LATERAL (SELECT * FROM durable.instances AS n WHERE n.partition_id = $1 AND n.id = k.id LIMIT 1) AS i
        WHERE (SELECT r.instance FROM durable.results AS r WHERE r.partition_id = $1 AND r.instance = i.id LIMIT 1) IS NULL
        """;

    public async IAsyncEnumerable<StoredInstance> LoadLiveAsync(
        PartitionLease lease, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int partitionId = _partitionIds[lease.Partition];
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await PlanForIndexesAsync(connection, cancellationToken);
        (long below, long[] older) = await ReadCheckpointAsync(connection, partitionId, cancellationToken);
        foreach (long[] chunk in older.Chunk(LoadPage))
        {
            List<StoredInstance> page = await ReadInstancesAsync(connection, LiveSetSql, [partitionId, chunk], cancellationToken);
            await foreach (StoredInstance stored in WithTurnsAsync(connection, partitionId, page, cancellationToken)) yield return stored;
        }

        while (true)
        {
            List<StoredInstance> page = await ReadInstancesAsync(connection, LivePageSql, [partitionId, below, LoadPage], cancellationToken);
            await foreach (StoredInstance stored in WithTurnsAsync(connection, partitionId, page, cancellationToken)) yield return stored;
            if (page.Count < LoadPage) break;
            below = page[^1].Instance.Id + 1;
        }

        await snapshot.CommitAsync(cancellationToken);
    }

    public async IAsyncEnumerable<StoredInstance> LoadAsync(
        PartitionLease lease, IReadOnlyList<long> instances, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int partitionId = _partitionIds[lease.Partition];
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await PlanForIndexesAsync(connection, cancellationToken);
        List<StoredInstance> page = await ReadInstancesAsync(connection, LiveSetSql, [partitionId, instances.ToArray()], cancellationToken);
        await foreach (StoredInstance stored in WithTurnsAsync(connection, partitionId, page, cancellationToken)) yield return stored;
        await snapshot.CommitAsync(cancellationToken);
    }

    public async Task CheckpointLiveAsync(PartitionLease lease, long below, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command("SELECT durable.checkpoint_live($1, $2)", _partitionIds[lease.Partition], below);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            if (await FindAsync(instanceId, withPayloads: true, cancellationToken) is not { } state) return null;
            ResultRow? result = state.Status.IsFinal() ? new ResultRow(state.Status, state.Output, state.Failure, state.LastUpdatedAt) : null;
            StoredInstance[] page = [new StoredInstance(state.Instance, [], result)];
            try
            {
                await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
                return await WithTurnsAsync(connection, PartitionIdOf(instanceId), page, cancellationToken, "history").FirstAsync(cancellationToken);
            }
            catch (PayloadMissingException) when (attempt < 3)
            {
                // Purged or continued as new in between.
            }
        }
    }

    /// <summary>Statistics lag behind a table that grows and is purged: a plan that reads it whole would be taken too easily.</summary>
    static async Task PlanForIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), "
            + "set_config('enable_bitmapscan', 'off', true)", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<(long Below, long[] Older)> ReadCheckpointAsync(
        NpgsqlConnection connection, int partitionId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(connection, "SELECT below, live FROM durable.live_checkpoints WHERE partition_id = $1", [partitionId]);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetFieldValue<long[]>(1)) : (0, []);
    }

    async Task<List<StoredInstance>> ReadInstancesAsync(
        NpgsqlConnection connection, string sql, object[] parameters, CancellationToken cancellationToken)
    {
        var page = new List<StoredInstance>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var large = new List<(int Place, byte[] Input)>();
        await using (NpgsqlCommand command = Command(connection, sql, parameters))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (PayloadReader.Hashes(reader, 10) is { } hashes) large.Add((page.Count, hashes[0]));
                InstanceRow row = ReadInstance(reader);
                // Few names for many instances: one string each.
                names.TryAdd(row.Name, row.Name);
                page.Add(new StoredInstance(row with { Name = names[row.Name] }, reader.IsDBNull(14) ? [] : [ReadTurn(reader, turn: 0, from: 11)]));
            }
        }

        foreach ((int place, byte[] input) in large)
        {
            InstanceRow row = page[place].Instance;
            page[place] = page[place] with { Instance = row with { Input = await _payloads.ReadAsync(input, cancellationToken) } };
        }

        return page;
    }

    /// <summary>
    /// Reads the turns of a page, whose instances are in the order of their ids, and hands over each instance when its turns are whole: those
    /// of the page and, behind them, those of <paramref name="source"/>. Live instances have none in <c>durable.results</c>.
    /// </summary>
    async IAsyncEnumerable<StoredInstance> WithTurnsAsync(
        NpgsqlConnection connection, int partitionId, IReadOnlyList<StoredInstance> page, [EnumeratorCancellation] CancellationToken cancellationToken,
        string source = "turns")
    {
        if (page.Count == 0) yield break;
        await using NpgsqlCommand command = Command(
            connection,
            $"""
            SELECT h.turn, h.at, h.status, h.custom_status, h.events, p.id, h.payloads FROM unnest($2::bigint[]) AS p (id)
            CROSS JOIN LATERAL (
                SELECT turn, at, status, custom_status, events, payloads FROM durable.{source}
                WHERE partition_id = $1 AND instance = p.id ORDER BY turn
            ) AS h
            """, // a nested loop over the page: in its order, without a sort of all histories
            [partitionId, page.Select(s => s.Instance.Id).ToArray()]);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        int current = 0;
        List<TurnRow> turns = [.. page[0].Turns];
        while (await reader.ReadAsync(cancellationToken))
        {
            long instance = reader.GetInt64(5);
            while (page[current].Instance.Id != instance)
            {
                yield return page[current++] with { Turns = turns };
                turns = [.. page[current].Turns];
            }

            TurnRow turn = ReadTurn(reader, reader.GetInt32(0), from: 1);
            if (PayloadReader.Hashes(reader, 6) is { } hashes) turn = turn with { Payloads = await _payloads.ReadAsync(hashes, cancellationToken) };
            turns.Add(turn);
        }

        yield return page[current++] with { Turns = turns };
        for (; current < page.Count; current++) yield return page[current];
    }

    static TurnRow ReadTurn(NpgsqlDataReader reader, int turn, int from) => new(
        turn,
        reader.GetFieldValue<DateTimeOffset>(from),
        (InstanceStatus)reader.GetInt16(from + 1),
        Text(reader, from + 2),
        reader.GetFieldValue<byte[]>(from + 3));

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
