using Npgsql;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>The inputs of a chain's task: the chain's own and what its parents made. A map's item has those of the map.</summary>
sealed class AttemptInputStore(NpgsqlDataSource dataSource) : IAttemptInputStore
{
    const string ReadTask = """
        SELECT coalesce(t.node_key, m.node_key, t.name), coalesce(c.context, '{}')::text,
            CASE WHEN t.map_task_id IS NOT NULL THEN coalesce(t.task_parameters -> 'item', 'null')::text END, t.map_index
        FROM orchestrator.tasks AS t
        LEFT JOIN orchestrator.tasks AS m ON m.id = t.map_task_id
        LEFT JOIN orchestrator.task_chains AS c ON c.id = coalesce(t.chain_id, m.chain_id)
        WHERE t.id = $1
        """;

    const string ReadParents = """
        SELECT e.output_mapping::text, p.output, p.task_output::text, p.error_type, p.error_message
        FROM orchestrator.tasks AS t
        JOIN orchestrator.task_chain_edges AS e ON e.child_task_id = coalesce(t.map_task_id, t.id)
        JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        WHERE t.id = $1 AND e.output_mapping <> '{}'
        ORDER BY e.id
        """;

    public async Task<AttemptInputs?> ReadAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(ReadParents, taskId).Add(ReadTask, taskId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        var parents = new List<ParentOutput>();
        while (await reader.ReadAsync(cancellationToken))
        {
            parents.Add(new ParentOutput(reader.GetString(0), reader.Text(1), reader.Text(2), reader.Text(3), reader.Text(4)));
        }

        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new AttemptInputs(reader.GetString(0), reader.GetString(1), reader.Text(2), parents, reader.Nullable<int>(3))
            : null;
    }
}
