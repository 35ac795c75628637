using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Signals;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>Cancels a chain's open tasks, in one transaction with the signals to their orchestrations and to the chain's.</summary>
sealed class ChainCancellation(NpgsqlDataSource dataSource)
{
    /// <summary>$1 namespace, $2 chain.</summary>
    const string Read = """
        SELECT c.status, c.run_no FROM orchestrator.task_chains AS c
        WHERE c.id = $2 AND c.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1)
        """;

    /// <summary>$1 chain, $2 actor, $3 metadata.</summary>
    const string Cancel = "SELECT orchestrator.transition_chain($1, '{pending,running}', 'cancelled', $2, $3::jsonb)";

    /// <summary>$1 chain: the tasks that this transaction has cancelled while they were under way.</summary>
    const string FindStopped = """
        SELECT t.id, t.run_no FROM orchestrator.tasks AS t
        JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
        WHERE t.chain_id = $1 AND t.status = 'cancelled' AND m.from_status IN ('queued', 'running')
            AND m.xmin = pg_current_xact_id()::xid
        ORDER BY t.id
        """;

    public async Task<ChainCancelOutcome?> ExecuteAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ReadAsync(connection, @namespace, chainId, cancellationToken) is not { } before)
        {
            return null;
        }

        string metadata = JsonSerializer.Serialize(reason is null ? [] : new Dictionary<string, string> { ["reason"] = reason });
        await using NpgsqlBatch cancel = new NpgsqlBatch(connection).Add(Cancel, chainId, actor, metadata);
        if (before.Status is not (TaskRecordStatus.Pending or TaskRecordStatus.Running) || await cancel.ExecuteScalarAsync(cancellationToken) is not true)
        {
            (TaskRecordStatus status, _) = await ReadAsync(connection, @namespace, chainId, cancellationToken) ?? before;
            return new ChainCancelOutcome(status, IsCancelled: false, []);
        }

        List<OrchestrationSignal> signals = [Changed(chainId, before.Run)];
        signals.AddRange(await StopAsync(connection, chainId, reason, cancellationToken));
        foreach (OrchestrationSignal signal in signals)
        {
            await SignalRepository.InsertAsync(connection, signal, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new ChainCancelOutcome(before.Status, IsCancelled: true, signals);
    }

    static OrchestrationSignal Changed(Guid chainId, int run) => new(
        Guid.CreateVersion7(), ChainRunInput.InstanceIdOf(chainId, run), OrchestrationSignalKind.RaiseEvent, ChainRunInput.ChangedEvent, Payload: null,
        Attempts: 0);

    static async Task<List<OrchestrationSignal>> StopAsync(
        NpgsqlConnection connection, Guid chainId, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch find = new NpgsqlBatch(connection).Add(FindStopped, chainId);
        await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken);
        List<OrchestrationSignal> signals = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var signalId = Guid.CreateVersion7();
            signals.Add(new OrchestrationSignal(
                signalId,
                RunTaskInput.InstanceIdOf(reader.GetGuid(0), reader.GetInt32(1)),
                OrchestrationSignalKind.RaiseEvent,
                RunTaskInput.CancelEvent,
                JsonSerializer.Serialize(new CancelSignal(signalId, reason)),
                Attempts: 0));
        }

        return signals;
    }

    static async Task<(TaskRecordStatus Status, int Run)?> ReadAsync(
        NpgsqlConnection connection, string @namespace, Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(Read, @namespace, chainId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetFieldValue<TaskRecordStatus>(0), reader.GetInt32(1)) : null;
    }
}
