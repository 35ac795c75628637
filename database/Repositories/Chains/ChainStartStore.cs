using Npgsql;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>The work lists of what starts chains and mends lost runs.</summary>
sealed class ChainStartStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IChainStartStore
{
    /// <summary>$1 limit, $2 older than.</summary>
    const string Claim = "SELECT chain_id, run_no FROM orchestrator.claim_unstarted_chains($1, $2)";

    /// <summary>$1 after, $2 limit, $3 older than.</summary>
    const string FindUnchanged = """
        SELECT id, run_no FROM orchestrator.task_chains
        WHERE run_started_at < clock_timestamp() - $3 AND run_ended_at IS NULL AND updated_at < clock_timestamp() - $3
            AND id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
        ORDER BY id LIMIT $2
        """;

    /// <summary>$1 chain, $2 run.</summary>
    const string Restart = """
        UPDATE orchestrator.task_chains SET run_started_at = NULL, start_claimed_at = 'epoch'
        WHERE id = $1 AND run_no = $2 AND run_ended_at IS NULL AND run_started_at IS NOT NULL
        """;

    /// <summary>$1 chain.</summary>
    const string Wait = """
        SELECT orchestrator.set_task_wait(t.id, 'pending', 'worker', NULL, 'system')
        FROM orchestrator.tasks AS t WHERE t.chain_id = $1 AND t.parent_task_id IS NULL AND t.status = 'pending' ORDER BY t.id
        """;

    /// <summary>$1 chain, $2 run, $3 error type, $4 message, $5 actor.</summary>
    const string End = "SELECT orchestrator.end_chain_run($1, $2, $3::text, $4, $5)";

    public Task<IReadOnlyList<ChainRunInput>> ClaimUnstartedAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken) =>
        ReadRunsAsync(Claim, cancellationToken, limit, olderThan);

    public Task<IReadOnlyList<ChainRunInput>> FindUnchangedAsync(
        Guid? after, int limit, TimeSpan olderThan, CancellationToken cancellationToken) =>
        ReadRunsAsync(FindUnchanged, cancellationToken, after, limit, olderThan);

    public async Task<bool> RestartAsync(ChainRunInput run, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(Restart, run.ChainId, run.Run);
        return await batch.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task WaitForWorkerAsync(Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(Wait, chainId);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task<bool> EndRunAsync(
        ChainRunInput run, string? errorType, string message, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(End, run.ChainId, run.Run, errorType, message, actor);
        bool isEnded = await batch.ExecuteScalarAsync(cancellationToken) is true;
        notifier.NotifyCommitted();
        return isEnded;
    }

    async Task<IReadOnlyList<ChainRunInput>> ReadRunsAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(sql, values);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<ChainRunInput> runs = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            runs.Add(new ChainRunInput(reader.GetGuid(0), reader.GetInt32(1)));
        }

        return runs;
    }
}
