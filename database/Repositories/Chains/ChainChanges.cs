using Npgsql;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>What operators change about chains, in PostgreSQL.</summary>
sealed class ChainChanges(NpgsqlDataSource dataSource) : IChainChanges
{
    const string Find = """
        SELECT c.status, c.run_no FROM orchestrator.task_chains AS c
        WHERE c.id = $1 AND c.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $2)
        """;

    /// <summary>$1 chain, $2 keys; none: what failed or was cancelled. With all that comes after.</summary>
    const string FindNodes = """
        SELECT t.id, coalesce(t.node_key, t.id::text) FROM unnest(orchestrator.find_tasks_from(ARRAY(
            SELECT s.id FROM orchestrator.tasks AS s WHERE s.chain_id = $1
                AND CASE WHEN cardinality($2::text[]) > 0 THEN s.node_key = ANY ($2) ELSE s.status IN ('failed', 'cancelled') END))) AS f (id)
        JOIN orchestrator.tasks AS t ON t.id = f.id
        ORDER BY t.chain_position, t.id
        """;

    const string FindUnknown = """
        SELECT k.key FROM unnest($2::text[]) WITH ORDINALITY AS k (key, n)
        WHERE NOT EXISTS (SELECT FROM orchestrator.tasks AS t WHERE t.chain_id = $1 AND t.node_key = k.key) ORDER BY k.n
        """;

    const string Suspend = """
        UPDATE orchestrator.task_chains SET suspended_at = clock_timestamp()
        WHERE id = $1 AND suspended_at IS NULL AND status IN ('pending', 'running') RETURNING id
        """;

    const string Resume = "UPDATE orchestrator.task_chains SET suspended_at = NULL WHERE id = $1 AND suspended_at IS NOT NULL RETURNING id";

    /// <summary>$1 chain, $2 name, $3 actor, $4 reason.</summary>
    const string RecordEvent =
        "SELECT orchestrator.record_chain_event($1, $2, $3, jsonb_strip_nulls(jsonb_build_object('reason', $4::text)))";

    /// <summary>$1 chain: the runs under way of it and of its sub-chains.</summary>
    const string FindRuns = """
        SELECT c.id, c.run_no FROM orchestrator.find_sub_chains($1) AS p JOIN orchestrator.task_chains AS c ON c.id = p
        WHERE c.run_started_at IS NOT NULL AND c.run_ended_at IS NULL
        """;

    public async Task<RerunOutcome?> RerunAsync(
        string @namespace, Guid chainId, IReadOnlyList<string> fromNodes, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        string[] keys = [.. fromNodes];
        List<string> unknown = [.. (await ReadAsync(connection, FindUnknown, r => r.GetString(0), cancellationToken, chainId, keys)).Distinct()];
        List<(Guid Id, string Key)> nodes = await ReadAsync(
            connection, FindNodes, r => (r.GetGuid(0), r.GetString(1)), cancellationToken, chainId, keys);
        Guid[] tasks = [.. nodes.Select(n => n.Id)];
        await ChainReopening.LockAsync(connection, tasks, cancellationToken);

        // Read under the locks: nobody opens or ends one of these tasks from here on.
        if (await FindAsync(connection, @namespace, chainId, cancellationToken) is not { } chain)
        {
            return null;
        }

        if (unknown.Count > 0 || !chain.Status.IsEnd || nodes.Count == 0)
        {
            return new RerunOutcome(chain.Status, unknown, [], ChainWake.None);
        }

        await ChainReopening.RerunAsync(connection, tasks, actor, reason, cancellationToken);
        ChainWake wake = await ChainReopening.ReopenAsync(connection, chainId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RerunOutcome(chain.Status, [], [.. nodes.Select(n => n.Key)], wake);
    }

    public Task<SuspendOutcome?> SuspendAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken) =>
        SetAsync(@namespace, chainId, Suspend, ChainEvents.Suspended, actor, reason, cancellationToken);

    public Task<SuspendOutcome?> ResumeAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken) =>
        SetAsync(@namespace, chainId, Resume, ChainEvents.Resumed, actor, reason, cancellationToken);

    async Task<SuspendOutcome?> SetAsync(
        string @namespace, Guid chainId, string change, string eventName, string actor, string? reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, @namespace, chainId, cancellationToken) is not { } chain)
        {
            return null;
        }

        bool changed = (await ReadAsync(connection, change, r => r.GetGuid(0), cancellationToken, chainId)).Count > 0;
        List<OrchestrationSignal> signals = [];
        if (changed)
        {
            foreach (ChainRunInput run in await ReadAsync(
                connection, FindRuns, r => new ChainRunInput(r.GetGuid(0), r.GetInt32(1)), cancellationToken, chainId))
            {
                signals.Add(await ChainReopening.TellAsync(connection, run, new ChainChanged(), cancellationToken));
            }

            await using NpgsqlBatch tell = new NpgsqlBatch(connection).Add(RecordEvent, chainId, eventName, actor, reason);
            await tell.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SuspendOutcome(chain.Status, changed, new ChainWake(Start: null, signals));
    }

    static async Task<(TaskRecordStatus Status, int Run)?> FindAsync(
        NpgsqlConnection connection, string @namespace, Guid chainId, CancellationToken cancellationToken)
    {
        List<(TaskRecordStatus, int)> found = await ReadAsync(
            connection, Find, r => (r.GetFieldValue<TaskRecordStatus>(0), r.GetInt32(1)), cancellationToken, chainId, @namespace);
        return found.Count == 0 ? null : found[0];
    }

    static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        List<T> rows = [];
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(sql, values);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
