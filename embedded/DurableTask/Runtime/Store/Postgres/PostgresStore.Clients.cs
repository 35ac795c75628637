using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>What clients write without a lease.</summary>
internal sealed partial class PostgresStore
{
    static readonly TimeSpan RepeatPause = TimeSpan.FromMilliseconds(100);

    /// <summary>For conflicts, and for finding out whether a start was written: long enough for a server that restarts.</summary>
    static readonly TimeSpan RepeatFor = TimeSpan.FromSeconds(10);

    /// <exception cref="OutcomeUnknownException">The connection broke, and the database stayed away while it was to be found out.</exception>
    public async Task<InstanceStatus?> CreateAsync(
        InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken)
    {
        InstanceRow created = instance with { Id = await ReserveIdsAsync(cancellationToken) };
        long since = _time.GetTimestamp();
        Exception? unknown = null;
        while (true)
        {
            bool isSent = false;
            try
            {
                await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
                isSent = true;
                // Under the same id as before: whether an earlier try was written can be told.
                return await CreateAsync(connection, created, dedupe, cancellationToken);
            }
            catch (Exception e) when (PostgresFaults.IsUnencodable(e))
            {
                throw new ArgumentException($"The instance cannot be stored: {e.Message}", nameof(instance), e);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested
                && (PostgresFaults.IsConflict(e) || PostgresFaults.IsOutcomeUnknown(e)))
            {
                if (isSent && PostgresFaults.IsOutcomeUnknown(e)) unknown ??= e;
                bool isOver = _time.GetElapsedTime(since) > RepeatFor;
                if (unknown is not null && isOver) throw new OutcomeUnknownException($"instance '{instance.InstanceId}' was started", unknown);
                // Nothing was sent yet: the caller hears at once that the database is away.
                if (isOver || (unknown is null && !PostgresFaults.IsConflict(e))) throw;
                await Task.Delay(RepeatPause, _time, cancellationToken);
            }
        }
    }

    async Task<InstanceStatus?> CreateAsync(
        NpgsqlConnection connection, InstanceRow created, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Whoever starts the same id at the same time waits here, as does the repetition of a try that is still being written; the row
        // to replace may not exist yet, so no row lock can do this.
        await using (var serialize = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, hashtext($2))", connection, transaction)
        {
            Parameters = { new() { Value = _hubId }, new() { Value = created.InstanceId } },
        })
        {
            await serialize.ExecuteNonQueryAsync(cancellationToken);
        }

        // On this connection: a caller that held one and asked the pool for another would starve when all callers do.
        Dictionary<string, ExistingInstance> existing = await FindExistingAsync(connection, [created.InstanceId], cancellationToken);
        long replaced = 0;
        if (existing.TryGetValue(created.InstanceId, out ExistingInstance? other))
        {
            if (other.Id == created.Id) return null;
            if (!other.Status.IsFinal() || dedupe.Contains(other.Status)) return other.Status;
            replaced = other.Id;
        }

        await using NpgsqlBatch batch = new CommitBatch(_hubId, PartitionIdOf(created.InstanceId), PartitionIdOf)
            .BuildCreate(created, replaced, new InboxMessage(Guid.CreateVersion7(), new StartMessage(created, dedupe)));
        batch.Connection = connection;
        batch.Transaction = transaction;
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The partition's owner, who takes no advisory lock, has begun the same id in between.
            return InstanceStatus.Running;
        }
    }

    /// <exception cref="OutcomeUnknownException">The connection broke. A repetition may deliver the messages twice.</exception>
    public async Task SendAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        InboxMessage[] sent = [.. messages.Select(m => new InboxMessage(Guid.CreateVersion7(), m))];
        long since = _time.GetTimestamp();
        while (true)
        {
            await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
            try
            {
                await using NpgsqlBatch batch = new CommitBatch(_hubId, partitionId: 0, PartitionIdOf).BuildSend(sent);
                batch.Connection = connection;
                await batch.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (PostgresFaults.IsConflict(e) && _time.GetElapsedTime(since) < RepeatFor)
            {
                await Task.Delay(RepeatPause, _time, cancellationToken);
            }
            catch (Exception e) when (PostgresFaults.IsUnencodable(e))
            {
                throw new ArgumentException($"The message cannot be stored: {e.Message}", nameof(messages), e);
            }
            catch (Exception e) when (PostgresFaults.IsOutcomeUnknown(e))
            {
                throw new OutcomeUnknownException($"the message to '{messages[0].InstanceId}' was sent", e);
            }
        }
    }

    public async Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command("""
            WITH finished AS (
                SELECT i.partition_id, i.id, i.instance_id FROM durable.instances AS i
                JOIN durable.results AS r ON r.partition_id = i.partition_id AND r.instance = i.id
                WHERE i.hub_id = $1 AND i.instance_id = ANY($2) FOR UPDATE OF i
            ), instances AS (
                DELETE FROM durable.instances AS i USING finished AS f WHERE i.hub_id = $1 AND i.instance_id = f.instance_id AND i.id = f.id
                RETURNING i.id
            ), results AS (
                DELETE FROM durable.results AS r USING finished AS f WHERE r.partition_id = f.partition_id AND r.instance = f.id
            ), turns AS (
                DELETE FROM durable.turns AS t USING finished AS f WHERE t.partition_id = f.partition_id AND t.instance = f.id
            )
            SELECT count(*)::int FROM instances
            """, _hubId, instanceIds.ToArray());
        int purged = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (purged > 0) await SweepPayloadsAsync(purged, cancellationToken);
        return purged;
    }

    /// <summary>Deletes payloads that nobody refers to any more, so many at most and a few beside.</summary>
    async Task SweepPayloadsAsync(int most, CancellationToken cancellationToken)
    {
        const int Batch = 100;
        for (int swept = 0; swept <= most; swept += Batch)
        {
            await using NpgsqlCommand command = Command("SELECT durable.sweep_payloads($1)", Batch);
            if ((int)(await command.ExecuteScalarAsync(cancellationToken))! < Batch) return;
        }
    }
}
