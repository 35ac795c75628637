using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Orchestration;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Signals;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>What makes an ended chain go on, as statements in a caller's transaction.</summary>
static class ChainReopening
{
    const string FindChainOf = """
        SELECT t.chain_id, orchestrator.find_tasks_given_up(t.chain_id) FROM orchestrator.tasks AS t WHERE t.id = $1
        """;

    /// <summary>First in the transaction: locks the task, and what its chain gave up because of failures.</summary>
    /// <returns>A null chain: the task stands alone, or is none.</returns>
    public static async Task<(Guid? Chain, Guid[] GivenUp)> LockAsync(
        NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken)
    {
        (Guid? chain, Guid[] givenUp) = (null, []);
        await using (NpgsqlBatch find = new NpgsqlBatch(connection).Add(FindChainOf, taskId))
        await using (NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                (chain, givenUp) = (reader.Nullable<Guid>(0), reader.GetFieldValue<Guid[]>(1));
            }
        }

        await LockAsync(connection, [taskId, .. givenUp], cancellationToken);
        return (chain, givenUp);
    }

    public static async Task LockAsync(NpgsqlConnection connection, Guid[] tasks, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add("SELECT orchestrator.lock_tasks($1)", tasks);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>How many tasks went back to pending.</returns>
    public static async Task<int> RerunAsync(
        NpgsqlConnection connection, Guid[] tasks, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add("SELECT orchestrator.rerun_tasks($1, $2, $3::text)", tasks, actor, reason);
        return (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Last in the transaction: the chain's next run, or a signal to the one that is under way.</summary>
    public static async Task<ChainWake> ReopenAsync(NpgsqlConnection connection, Guid chainId, CancellationToken cancellationToken)
    {
        ChainRunInput run;
        bool begins;
        await using (NpgsqlBatch batch = new NpgsqlBatch(connection).Add("SELECT run_no, begins FROM orchestrator.reopen_chain($1)", chainId))
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (run, begins) = (new ChainRunInput(chainId, reader.GetInt32(0)), reader.GetBoolean(1));
        }

        return begins
            ? new ChainWake(run, [])
            : new ChainWake(Start: null, [await TellAsync(connection, run, new ChainChanged(Reopened: true), cancellationToken)]);
    }

    /// <summary>Stores a signal that makes the run look at its chain again.</summary>
    public static async Task<OrchestrationSignal> TellAsync(
        NpgsqlConnection connection, ChainRunInput run, ChainChanged changed, CancellationToken cancellationToken)
    {
        var signal = new OrchestrationSignal(
            Guid.CreateVersion7(),
            run.InstanceId,
            OrchestrationSignalKind.RaiseEvent,
            ChainRunInput.ChangedEvent,
            JsonSerializer.Serialize(changed),
            Attempts: 0);
        await SignalRepository.InsertAsync(connection, signal, cancellationToken);
        return signal;
    }
}
