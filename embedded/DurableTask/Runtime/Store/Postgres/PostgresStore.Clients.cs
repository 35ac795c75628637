using Microsoft.DurableTask.Runtime.History;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>What clients write without a lease.</summary>
internal sealed partial class PostgresStore
{
    public async Task<InstanceStatus?> CreateAsync(
        InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken)
    {
        long id = await ReserveIdsAsync(cancellationToken);
        InstanceRow created = instance with { Id = id };
        await using NpgsqlConnection connection = await _queries.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Whoever starts the same id at the same time waits here; the row to replace may not exist yet, so no row lock can do this.
        await using (var serialize = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, hashtext($2))", connection, transaction)
        {
            Parameters = { new() { Value = _hubId }, new() { Value = instance.InstanceId } },
        })
        {
            await serialize.ExecuteNonQueryAsync(cancellationToken);
        }

        // On this connection: a caller that held one and asked the pool for another would starve when all callers do.
        Dictionary<string, ExistingInstance> existing = await FindExistingAsync(connection, [instance.InstanceId], cancellationToken);
        long replaced = 0;
        if (existing.TryGetValue(instance.InstanceId, out ExistingInstance? other))
        {
            if (!other.Status.IsFinal() || dedupe.Contains(other.Status)) return other.Status;
            replaced = other.Id;
        }

        await using NpgsqlBatch batch = new CommitBatch(_hubId, PartitionIdOf(instance.InstanceId), PartitionIdOf)
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
            ), history AS (
                DELETE FROM durable.history AS h USING finished AS f WHERE h.partition_id = f.partition_id AND h.instance = f.id
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
