namespace Orchestrator.Database.Repositories.Tasks.Reading;

/// <summary>What <see cref="TaskSituationQuery"/> asks, all of it about one task. $1 task, $2 namespace.</summary>
static class TaskSituationSql
{
    public const string ReadTask = """
        SELECT t.status, x.waits_for, x.since, x.until, coalesce(e.attempt_number, 0), e.worker_id,
            t.status = 'running' AND EXISTS (
                SELECT FROM orchestrator.llm_calls AS l
                WHERE l.task_id = t.id AND l.attempt = e.attempt_number AND l.outcome = 'intended' AND l.lease_until > now()),
            t.error_type, t.error_message, m.actor, m.metadata ->> 'reason', t.chain_id, c.max_parallel, t.map_task_id,
            coalesce(r.blocked, false), i.total, i.total - i.pending - i.running, i.failed, s.id, s.status,
            u.id, u.actor, u.reason
        FROM orchestrator.tasks AS t
        JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
        JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
        CROSS JOIN LATERAL orchestrator.explain_task(t.id) AS x
        LEFT JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
        LEFT JOIN LATERAL (
            SELECT l.attempt_number, l.worker_id FROM orchestrator.task_executions AS l
            WHERE l.task_id = t.id ORDER BY l.attempt_number DESC LIMIT 1
        ) AS e ON true
        LEFT JOIN LATERAL orchestrator.get_task_readiness(t.chain_id, ARRAY[t.id]) AS r ON t.status = 'pending' AND t.chain_id IS NOT NULL
        LEFT JOIN LATERAL orchestrator.get_map_progress(t.id) AS i ON i.total > 0
        LEFT JOIN LATERAL (
            SELECT k.id, k.status FROM orchestrator.task_chains AS k WHERE k.parent_task_id = t.id ORDER BY k.created_at DESC LIMIT 1
        ) AS s ON true
        LEFT JOIN LATERAL (
            SELECT f.id, v.actor, v.payload ->> 'reason' AS reason
            FROM orchestrator.find_suspended_chain(t.chain_id) AS f (id)
            LEFT JOIN orchestrator.lifecycle_events AS v
                ON v.subject_kind = 'chain' AND v.subject_id = f.id AND v.event_name = 'chain.suspended'
            WHERE f.id IS NOT NULL ORDER BY v.seq DESC NULLS LAST LIMIT 1
        ) AS u ON x.waits_for = 'suspended'
        WHERE t.id = $1 AND n.name = $2
        """;

    // Parents that have not ended, or that will never let the task begin where there are such.
    public const string ReadParents = """
        SELECT q.id, q.node_key, q.name, q.status FROM (
            SELECT p.*, v.verdict, bool_or(v.verdict = 'blocked') OVER () AS any_blocked
            FROM orchestrator.task_chain_edges AS d JOIN orchestrator.tasks AS p ON p.id = d.parent_task_id
            CROSS JOIN LATERAL orchestrator.edge_verdict(
                d.condition, d.output_mapping <> '{}', p.status, p.retryable AND p.retry_count < p.max_retries) AS v (verdict)
            WHERE d.child_task_id = $1
        ) AS q
        WHERE q.verdict = CASE WHEN q.any_blocked AND $2 THEN 'blocked' ELSE 'waiting' END
        ORDER BY q.chain_position, q.id
        """;

    // Those whose end makes room in the chain.
    public const string ReadActive = """
        SELECT t.id, t.node_key, t.name, t.status FROM orchestrator.tasks AS t
        WHERE t.chain_id = $1 AND t.status IN ('queued', 'running') ORDER BY t.chain_position, t.id LIMIT 50
        """;

    // An item waits for its map.
    public const string ReadTaskReference = """
        SELECT t.id, t.node_key, t.name, t.status FROM orchestrator.tasks AS t WHERE t.id = $1
        """;
}
