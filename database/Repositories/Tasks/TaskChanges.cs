using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Chains;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Signals;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>What clients change about a stored task, each in one transaction under the task's lock.</summary>
sealed class TaskChanges(NpgsqlDataSource dataSource)
{
    const string Read = """
        SELECT t.status, t.run_no FROM orchestrator.tasks AS t
        WHERE t.id = $1 AND t.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $2)
        FOR UPDATE
        """;

    /// <summary>$1 task: the run of its chain that is under way.</summary>
    const string FindChainRun = """
        SELECT c.id, c.run_no FROM orchestrator.tasks AS t JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
        WHERE t.id = $1 AND c.run_started_at IS NOT NULL AND c.run_ended_at IS NULL
        """;

    /// <inheritdoc cref="ITaskRepository.CancelAsync"/>
    public async Task<CancelOutcome?> CancelAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, @namespace, taskId, cancellationToken) is not { } current)
        {
            return null;
        }

        if (!TaskTransitions.Cancellable.Contains(current.Status))
        {
            return new CancelOutcome(current.Status, []);
        }

        await TransitionRepository.TryMoveAsync(
            connection, taskId, current.Run, [current.Status], TaskRecordStatus.Cancelled, actor, MetadataOf(reason), cancellationToken);
        var signalId = Guid.CreateVersion7();
        var signal = new OrchestrationSignal(
            signalId,
            RunTaskInput.InstanceIdOf(taskId, current.Run),
            OrchestrationSignalKind.RaiseEvent,
            RunTaskInput.CancelEvent,
            JsonSerializer.Serialize(new CancelSignal(signalId, reason)),
            Attempts: 0);
        await SignalRepository.InsertAsync(connection, signal, cancellationToken);
        List<OrchestrationSignal> signals = [signal];
        if (await FindChainRunAsync(connection, taskId, cancellationToken) is { } run)
        {
            // One that has not begun has no orchestration of its own to be told.
            signals.Add(await ChainReopening.TellAsync(connection, run, new ChainChanged(), cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return new CancelOutcome(current.Status, signals);
    }

    /// <inheritdoc cref="ITaskRepository.RetryAsync"/>
    public async Task<RetryOutcome?> RetryAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        (Guid? chain, Guid[] givenUp) = await ChainReopening.LockAsync(connection, taskId, cancellationToken);
        if (await LockAsync(connection, @namespace, taskId, cancellationToken) is not { } current)
        {
            return null;
        }

        if (current.Status != TaskRecordStatus.Failed)
        {
            return new RetryOutcome(current.Status, Run: null);
        }

        await TransitionRepository.TryMoveAsync(
            connection, taskId, current.Run, [TaskRecordStatus.Failed], TaskRecordStatus.Pending, actor, MetadataOf(reason), cancellationToken);

        // The move has made the next run; its number is the triggers' to choose.
        (TaskRecordStatus Status, int Run)? moved = await LockAsync(connection, @namespace, taskId, cancellationToken);
        await ChainReopening.RerunAsync(connection, givenUp, actor, reason, cancellationToken);
        ChainWake? wake = chain is { } id ? await ChainReopening.ReopenAsync(connection, id, cancellationToken) : null;
        await transaction.CommitAsync(cancellationToken);
        return new RetryOutcome(current.Status, moved!.Value.Run, wake);
    }

    static async Task<ChainRunInput?> FindChainRunAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(FindChainRun, taskId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new ChainRunInput(reader.GetGuid(0), reader.GetInt32(1)) : null;
    }

    static string? MetadataOf(string? reason) =>
        reason is null ? null : JsonSerializer.Serialize(new Dictionary<string, string> { ["reason"] = reason });

    static async Task<(TaskRecordStatus Status, int Run)?> LockAsync(
        NpgsqlConnection connection, string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(TaskLock.Take) { Parameters = { new() { Value = taskId } } },
                new(Read) { Parameters = { new() { Value = taskId }, new() { Value = @namespace } } },
            },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<TaskRecordStatus>(0), reader.GetInt32(1))
            : null;
    }
}
