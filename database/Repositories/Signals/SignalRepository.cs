using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Database.Repositories.Signals;

/// <summary>Rows of <c>orchestration_signals</c>: written by whoever wants something, claimed and marked by whoever sends.</summary>
sealed class SignalRepository(NpgsqlDataSource dataSource) : IOrchestrationSignalStore
{
    // Who writes a signal sends it too, right after the commit; the timer takes over when that takes longer than this.
    static readonly TimeSpan WriterLease = TimeSpan.FromSeconds(10);

    const string Claim = """
        WITH due AS MATERIALIZED (  -- the claimed rows are fixed before the update sees them
            SELECT id FROM orchestrator.orchestration_signals
            WHERE sent_at IS NULL AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
            ORDER BY created_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE orchestrator.orchestration_signals AS s
            SET claimed_until = clock_timestamp() + $2, attempts = s.attempts + 1
            FROM due WHERE s.id = due.id
            RETURNING s.id, s.instance_id, s.kind, s.name, s.payload, s.attempts, s.created_at
        )
        SELECT id, instance_id, kind, name, payload, attempts FROM claimed ORDER BY created_at, id
        """;

    public async Task<IReadOnlyList<OrchestrationSignal>> ClaimUnsentAsync(
        int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Claim);
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = lease });
        var claimed = new List<OrchestrationSignal>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new OrchestrationSignal(
                reader.GetGuid(0),
                reader.GetString(1),
                SignalKinds.Parse(reader.GetString(2)),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4),
                reader.GetInt32(5)));
        }

        return claimed;
    }

    public async Task MarkSentAsync(Guid signalId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "UPDATE orchestrator.orchestration_signals SET sent_at = clock_timestamp() WHERE id = $1 AND sent_at IS NULL");
        command.Parameters.Add(new() { Value = signalId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task PostponeAsync(Guid signalId, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "UPDATE orchestrator.orchestration_signals SET claimed_until = clock_timestamp() + $2 WHERE id = $1 AND sent_at IS NULL");
        command.Parameters.Add(new() { Value = signalId });
        command.Parameters.Add(new() { Value = pause });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Stores a signal in the caller's transaction, claimed for the caller, who sends it after the commit.</summary>
    internal static async Task InsertAsync(
        NpgsqlConnection connection, OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO orchestrator.orchestration_signals (id, instance_id, kind, name, payload, claimed_until)
            VALUES ($1, $2, $3, $4, $5, clock_timestamp() + $6)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = signal.Id },
                new() { Value = signal.InstanceId },
                new() { Value = SignalKinds.Of(signal.Kind) },
                new() { Value = signal.Name ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = signal.Payload ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = WriterLease },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
