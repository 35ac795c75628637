namespace Orchestrator.Database.Repositories.Execution;

/// <summary>The statements of sub-chain nodes.</summary>
static class SubChainSql
{
    /// <summary>$1 task.</summary>
    public const string Read = """
        SELECT coalesce(t.node_key, t.name), n.name, t.node_options::text, t.correlation_id, t.triggered_by,
            (SELECT m.actor FROM orchestrator.task_transitions AS m
             WHERE m.task_id = t.id AND m.to_status = 'pending' AND m.sort_key = (
                    SELECT max(o.sort_key) FROM orchestrator.task_transitions AS o
                    WHERE o.task_id = t.id AND o.to_status = 'pending' AND o.from_status IS DISTINCT FROM 'queued')
                AND m.from_status = 'failed' AND m.metadata ->> 'event' IS DISTINCT FROM 'task.rerun_requested'),
            c.id, c.run_no, c.status
        FROM orchestrator.tasks AS t
        JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
        LEFT JOIN LATERAL (
            SELECT s.id, s.run_no, s.status FROM orchestrator.task_chains AS s
            WHERE s.parent_task_id = t.id ORDER BY s.created_at DESC, s.id DESC LIMIT 1) AS c ON true
        WHERE t.id = $1
        """;

    /// <summary>$1 chain, $2 actor, $3 metadata.</summary>
    public const string Cancel = "SELECT orchestrator.transition_chain($1, '{pending, running}', 'cancelled', $2, $3::jsonb)";

    /// <summary>$1 chain.</summary>
    public const string ReadEnd = "SELECT status, error_message FROM orchestrator.task_chains WHERE id = $1";

    /// <summary>$1 task, $2 status, $3 warnings, $4 chain. A task without children is a last one; one that made nothing is null.</summary>
    public const string Complete = """
        UPDATE orchestrator.tasks SET status = $2, warnings_count = $3, task_output = (
            SELECT coalesce(jsonb_object_agg(
                coalesce(l.node_key, l.id::text),
                CASE WHEN l.status IN ('completed', 'completed_with_warnings', 'resolved_manually') THEN coalesce(l.task_output, to_jsonb(l.output)) END), '{}')
            FROM orchestrator.tasks AS l
            WHERE l.chain_id = $4 AND NOT EXISTS (SELECT FROM orchestrator.task_chain_edges AS e WHERE e.parent_task_id = l.id))
        WHERE id = $1
        """;
}
