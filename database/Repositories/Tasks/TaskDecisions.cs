using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Decisions;
using Orchestrator.Database.Repositories.Chains;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Signals;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>What people put in a task's place, in PostgreSQL.</summary>
sealed class TaskDecisions(NpgsqlDataSource dataSource) : ITaskDecisions
{
    const string Read = """
        SELECT t.status, t.run_no, coalesce(t.node_kind = 'approval' AND t.status = 'running' AND t.wait_reason = 'approval', false)
        FROM orchestrator.tasks AS t
        WHERE t.id = $1 AND t.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $2)
        FOR UPDATE
        """;

    /// <summary>$1 task, $2 output, $3 structured output. What went wrong stays with the attempts.</summary>
    const string Resolve = """
        UPDATE orchestrator.tasks SET
            status = 'resolved_manually', output = $2::text, task_output = $3::jsonb, error_type = NULL, error_message = NULL
        WHERE id = $1
        """;

    public async Task<ResolveOutcome?> ResolveAsync(
        string @namespace, Guid taskId, ManualResult result, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        (Guid? chain, Guid[] givenUp) = await ChainReopening.LockAsync(connection, taskId, cancellationToken);
        if (await ReadAsync(connection, @namespace, taskId, cancellationToken) is not { } task)
        {
            return null;
        }

        if (task.Status != TaskRecordStatus.Failed)
        {
            return new ResolveOutcome(task.Status, Resolved: false, ChainWake.None);
        }

        await using (NpgsqlBatch batch = new NpgsqlBatch(connection)
            .Add(ExecutionSql.SetActor, actor, JsonSerializer.Serialize(new { reason = result.Reason }))
            .Add(Resolve, taskId, result.Output, result.Structured?.ToJsonString()))
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await ChainReopening.RerunAsync(connection, givenUp, actor, result.Reason, cancellationToken);
        ChainWake wake = chain is { } id ? await WakeAsync(connection, id, givenUp.Length > 0, cancellationToken) : ChainWake.None;
        await transaction.CommitAsync(cancellationToken);
        return new ResolveOutcome(task.Status, Resolved: true, wake);
    }

    public async Task<DecideOutcome?> DecideAsync(
        string @namespace, Guid taskId, ApprovalDecision decision, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (NpgsqlBatch locking = new NpgsqlBatch(connection).Add(TaskLock.Take, taskId))
        {
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        if (await ReadAsync(connection, @namespace, taskId, cancellationToken) is not { } task)
        {
            return null;
        }

        string instance = RunTaskInput.InstanceIdOf(taskId, task.Run);
        await using NpgsqlBatch find = new NpgsqlBatch(connection).Add(ApprovalSql.FindDecision, instance);
        if (await find.ExecuteScalarAsync(cancellationToken) is string existing)
        {
            return new DecideOutcome(task.Status, ApprovalDecision.Parse(existing), Signal: null);
        }

        if (!task.WaitsForDecision)
        {
            return new DecideOutcome(task.Status, Existing: null, Signal: null);
        }

        var signal = new OrchestrationSignal(
            decision.SignalId, instance, OrchestrationSignalKind.RaiseEvent, RunTaskInput.DecisionEvent, decision.ToJson(), Attempts: 0);
        await SignalRepository.InsertAsync(connection, signal, cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection)
            .Add(ExecutionSql.RecordEvent, taskId, TaskEvents.ApprovalDecided, decision.By, ApprovalSql.EventOf(decision));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecideOutcome(task.Status, Existing: null, signal);
    }

    /// <summary>An ended chain begins another run only when there is something to run.</summary>
    static async Task<ChainWake> WakeAsync(NpgsqlConnection connection, Guid chainId, bool opened, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch ended = new NpgsqlBatch(connection)
            .Add("SELECT run_ended_at IS NOT NULL FROM orchestrator.task_chains WHERE id = $1 FOR NO KEY UPDATE", chainId);
        return (bool)(await ended.ExecuteScalarAsync(cancellationToken))! && !opened
            ? ChainWake.None
            : await ChainReopening.ReopenAsync(connection, chainId, cancellationToken);
    }

    static async Task<(TaskRecordStatus Status, int Run, bool WaitsForDecision)?> ReadAsync(
        NpgsqlConnection connection, string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(Read, taskId, @namespace);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<TaskRecordStatus>(0), reader.GetInt32(1), reader.GetBoolean(2))
            : null;
    }
}
