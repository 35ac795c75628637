using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>Leases run on the server's clock: two machines need not agree about the time.</summary>
internal sealed partial class PostgresStore
{
    const int ListSeconds = 5;

    /// <summary>How long an owner's commit may stand in the way of the next owner before it is looked at.</summary>
    static readonly TimeSpan TakeoverPatience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);
    const int SweepMax = 1_000;
    long? _sweptAt;

    public async Task<int> HeartbeatAsync(string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        await ShowPresenceAsync(owner, cancellationToken);
        await using (NpgsqlCommand beat = Command("""
            INSERT INTO durable.owners (hub_id, owner, alive_until) VALUES ($1, $2, clock_timestamp() + $3)
            ON CONFLICT (hub_id, owner) DO UPDATE SET alive_until = excluded.alive_until
            """, _hubId, owner, duration))
        {
            beat.CommandTimeout = SecondsFor(duration);
            await beat.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (NpgsqlCommand sweep = Command(
            "DELETE FROM durable.owners WHERE hub_id = $1 AND alive_until < clock_timestamp() - interval '1 hour'", _hubId))
        {
            sweep.CommandTimeout = SecondsFor(duration);
            await sweep.ExecuteNonQueryAsync(cancellationToken);
        }

        // What continue-as-new and consumed messages have left.
        if (_sweptAt is null || _time.GetElapsedTime(_sweptAt.Value) > SweepInterval)
        {
            await SweepPayloadsAsync(SweepMax, cancellationToken);
            _sweptAt = _time.GetTimestamp();
        }

        await using NpgsqlCommand count = Command($"""
            SELECT count(*)::int FROM durable.owners
            WHERE hub_id = $1 AND alive_until >= clock_timestamp() AND (owner = $2 OR NOT {Presence.IsDead("owner")})
            """, _hubId, owner);
        count.CommandTimeout = SecondsFor(duration);
        return (int)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<PartitionInfo>> ListPartitionsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command($"""
            SELECT number, CASE WHEN lease_until >= clock_timestamp() AND NOT {Presence.IsDead("owner")} THEN owner END FROM durable.partitions WHERE hub_id = $1 ORDER BY number
            """, _hubId);
        command.CommandTimeout = ListSeconds;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var partitions = new List<PartitionInfo>();
        while (await reader.ReadAsync(cancellationToken))
        {
            partitions.Add(new PartitionInfo(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }

        return partitions;
    }

    public async Task<PartitionLease?> TryAcquireAsync(int partition, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        await ShowPresenceAsync(owner, cancellationToken);
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            UPDATE durable.partitions SET lease_epoch = lease_epoch + 1, owner = $2, lease_until = clock_timestamp() + $3
            WHERE id = $1 AND (owner IS NULL OR owner = $2 OR lease_until < clock_timestamp() OR {Presence.IsDead("owner")}) RETURNING lease_epoch
            """, connection)
        { Parameters = { new() { Value = _partitionIds[partition] }, new() { Value = owner }, new() { Value = duration } } };
        Task<object?> acquiring = command.ExecuteScalarAsync(cancellationToken);
        while (!acquiring.IsCompleted)
        {
            await Task.WhenAny(acquiring, Task.Delay(TakeoverPatience, _time, CancellationToken.None));
            if (!acquiring.IsCompleted) await EndStalledCommitsAsync(connection.ProcessID);
        }

        return await acquiring is long epoch ? new PartitionLease(partition, epoch, owner) : null;
    }

    /// <summary>
    /// A process that was paused, or cut off, in the middle of a commit leaves a session that holds the partition and waits for
    /// the rest, for hours. Its lease has run out, or it is dead (else nobody would wait for it), and nothing of it is committed: it is ended.
    /// </summary>
    async Task EndStalledCommitsAsync(int waitingSession)
    {
        try
        {
            await using NpgsqlCommand end = Command($"""
                SELECT pg_terminate_backend(a.pid) FROM unnest(pg_blocking_pids($1)) AS b JOIN pg_stat_activity AS a ON a.pid = b
                WHERE a.application_name = '{CommitApplication}' AND a.wait_event_type = 'Client'
                  AND a.state_change < clock_timestamp() - interval '1 second'
                """, waitingSession);
            await end.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException || PostgresFaults.IsOutcomeUnknown(e))
        {
            // Another account's session may not be ended by us; the statement that waits has its own time limit.
        }
    }

    public async Task<bool> RenewAsync(PartitionLease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(
            "UPDATE durable.partitions SET lease_until = clock_timestamp() + $3 WHERE id = $1 AND lease_epoch = $2",
            _partitionIds[lease.Partition], lease.Epoch, duration);
        command.CommandTimeout = SecondsFor(duration);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task ReleaseAsync(PartitionLease lease, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = _queries.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "UPDATE durable.partitions SET owner = NULL, lease_until = '-infinity' WHERE id = $1 AND lease_epoch = $2")
        {
            Parameters = { new() { Value = _partitionIds[lease.Partition] }, new() { Value = lease.Epoch } },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // A connection that hangs must be given up while there is time to renew over another one.
    static int SecondsFor(TimeSpan lease) => (int)Math.Clamp(lease.TotalSeconds / 3, 2, 30);
}
