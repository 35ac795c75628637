using Npgsql;
using Orchestrator.Core.Tasks.Lineage;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Tasks.Reading;

/// <summary>Reads a task's lineage through <c>get_chain_lineage</c>.</summary>
sealed class TaskLineageQuery(NpgsqlDataSource dataSource) : ITaskLineages
{
    const string Exists = """
        SELECT true FROM orchestrator.tasks AS t JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
        WHERE t.id = $1 AND n.name = $2
        """;

    // through: the other ends of an entry's edges that are one step nearer.
    const string Read = """
        WITH line AS MATERIALIZED (SELECT l.* FROM orchestrator.get_chain_lineage($1, $2) AS l)
        SELECT l.task_id, l.node_key, l.name, l.status, l.relation, l.distance, array_agg(e.nearer ORDER BY e.nearer)
        FROM line AS l
        JOIN (
            SELECT parent_task_id AS id, child_task_id AS nearer, 'ancestor' AS relation FROM orchestrator.task_chain_edges
            WHERE child_task_id IN (SELECT task_id FROM line)
            UNION ALL
            SELECT child_task_id, parent_task_id, 'descendant' FROM orchestrator.task_chain_edges
            WHERE parent_task_id IN (SELECT task_id FROM line)
        ) AS e ON e.id = l.task_id AND e.relation = l.relation
        JOIN line AS s ON s.task_id = e.nearer AND s.distance = l.distance - 1 AND s.relation IN (l.relation, 'self')
        GROUP BY l.task_id, l.node_key, l.name, l.status, l.relation, l.distance, l.chain_position
        ORDER BY l.distance, l.chain_position, l.task_id
        """;

    public async Task<TaskLineage?> FindAsync(string @namespace, Guid taskId, int depthMax, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(Exists, taskId, @namespace).Add(Read, taskId, depthMax);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        await reader.NextResultAsync(cancellationToken);
        List<LineageEntry> ancestors = [], descendants = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            List<LineageEntry> side = reader.GetString(4) == "ancestor" ? ancestors : descendants;
            side.Add(new LineageEntry(TaskReferenceReader.Read(reader, 0), reader.GetInt32(5), reader.GetFieldValue<Guid[]>(6)));
        }

        return new TaskLineage(ancestors, descendants);
    }
}
