-- Tasks without their large columns, with names for ids.
CREATE VIEW orchestrator.task_summary AS
SELECT t.id, n.name AS namespace, t.name, t.task_name, t.status, t.priority, t.chain_id, c.chain_name, t.node_key, t.chain_position,
    t.parent_task_id, t.template_id, t.run_no, t.retry_count, t.max_retries, t.warnings_count, t.wait_reason, t.wait_until,
    t.error_type, t.error_message, t.triggered_by, t.correlation_id, t.tags, t.created_at, t.started_at, t.completed_at,
    t.completed_at - t.started_at AS duration, t.is_done,
    (SELECT count(*) FROM orchestrator.task_executions AS e WHERE e.task_id = t.id) AS attempts
FROM orchestrator.tasks AS t
JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
LEFT JOIN orchestrator.task_chains AS c ON c.id = t.chain_id;

-- A chain's tree along the primary edges. A mirror that goes round (which the triggers refuse) stops where it meets itself.
CREATE FUNCTION orchestrator.get_chain_hierarchy(p_chain_id uuid)
RETURNS TABLE (
    task_id uuid, parent_task_id uuid, node_key text, name text, status orchestrator.task_status, level int, path uuid[], is_cycle boolean)
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE tree AS (
        SELECT t.id, t.parent_task_id, t.node_key, t.name, t.status, 0 AS level, ARRAY[t.id] AS path, false AS is_cycle
        FROM orchestrator.tasks AS t WHERE t.chain_id = p_chain_id AND t.parent_task_id IS NULL
        UNION ALL
        SELECT t.id, t.parent_task_id, t.node_key, t.name, t.status, r.level + 1, r.path || t.id, t.id = ANY (r.path)
        FROM tree AS r JOIN orchestrator.tasks AS t ON t.parent_task_id = r.id
        WHERE NOT r.is_cycle
    )
    SELECT id, parent_task_id, node_key::text, name::text, status, level, path, is_cycle FROM tree ORDER BY path
$$;

CREATE VIEW orchestrator.task_chain_hierarchy AS
SELECT c.id AS chain_id, c.chain_name, h.*
FROM orchestrator.task_chains AS c CROSS JOIN LATERAL orchestrator.get_chain_hierarchy(c.id) AS h;

CREATE VIEW orchestrator.chain_dag AS
SELECT t.chain_id, t.id AS task_id, t.node_key, t.name, t.status,
    coalesce(i.parents, '{}') AS parents, coalesce(o.children, '{}') AS children,
    i.parents IS NULL AS is_root, o.children IS NULL AS is_leaf, t.chain_position AS depth
FROM orchestrator.tasks AS t
LEFT JOIN LATERAL (
    SELECT array_agg(e.parent_task_id ORDER BY e.id) AS parents FROM orchestrator.task_chain_edges AS e WHERE e.child_task_id = t.id
) AS i ON true
LEFT JOIN LATERAL (
    SELECT array_agg(e.child_task_id ORDER BY e.id) AS children FROM orchestrator.task_chain_edges AS e WHERE e.parent_task_id = t.id
) AS o ON true
WHERE t.chain_id IS NOT NULL;

CREATE VIEW orchestrator.chain_execution_contexts AS
SELECT c.chain_name, x.*
FROM orchestrator.task_chains AS c CROSS JOIN LATERAL orchestrator.get_chain_execution_context(c.id) AS x;

-- Always empty: each row is a promise of this page that the data breaks.
CREATE VIEW orchestrator.chain_sync_violations AS
SELECT t.chain_id, t.id AS task_id, 'parent_task_id is not the primary edge''s parent' AS violation
FROM orchestrator.tasks AS t
LEFT JOIN orchestrator.task_chain_edges AS e ON e.child_task_id = t.id AND e.is_primary
WHERE t.parent_task_id IS DISTINCT FROM e.parent_task_id
UNION ALL
SELECT e.chain_id, e.child_task_id, 'a task with parents has no primary edge'
FROM orchestrator.task_chain_edges AS e
GROUP BY e.chain_id, e.child_task_id HAVING NOT bool_or(e.is_primary)
UNION ALL
SELECT e.chain_id, e.child_task_id, 'an edge leaves its chain'
FROM orchestrator.task_chain_edges AS e
JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
JOIN orchestrator.tasks AS c ON c.id = e.child_task_id
WHERE p.chain_id IS DISTINCT FROM e.chain_id OR c.chain_id IS DISTINCT FROM e.chain_id
UNION ALL
-- A cycle has no positions that satisfy this.
SELECT t.chain_id, t.id, 'chain_position is not one more than the highest parent''s'
FROM orchestrator.tasks AS t
LEFT JOIN (
    SELECT e.child_task_id, max(p.chain_position) AS highest
    FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
    GROUP BY e.child_task_id
) AS h ON h.child_task_id = t.id
WHERE t.chain_id IS NOT NULL AND t.chain_position IS DISTINCT FROM coalesce(h.highest + 1, 0)
UNION ALL
SELECT c.id, c.root_task_id, 'the root is not a task of the chain without parents'
FROM orchestrator.task_chains AS c
LEFT JOIN orchestrator.tasks AS t ON t.id = c.root_task_id
WHERE (c.root_task_id IS NULL AND EXISTS (SELECT FROM orchestrator.tasks AS m WHERE m.chain_id = c.id))
    OR (c.root_task_id IS NOT NULL AND (t.chain_id IS DISTINCT FROM c.id OR t.parent_task_id IS NOT NULL))
UNION ALL
SELECT c.id, NULL, 'the status is not what the tasks make it'
FROM orchestrator.task_chains AS c
WHERE c.status <> orchestrator.derive_chain_status(c.id);

-- Attempts by the hour in which they were queued. Times in milliseconds, of attempts that ended.
CREATE VIEW orchestrator.execution_statistics AS
SELECT date_trunc('hour', e.queued_at) AS hour, e.status, e.model_name AS model, count(*) AS executions,
    round(avg(e.duration_ms), 1) AS mean_ms,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY e.duration_ms) AS median_ms,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY e.duration_ms) AS p95_ms,
    sum(e.prompt_tokens) AS prompt_tokens, sum(e.completion_tokens) AS completion_tokens, sum(e.total_tokens) AS total_tokens,
    sum(e.cost_usd) AS cost_usd
FROM orchestrator.task_executions AS e
GROUP BY 1, 2, 3;

-- All that runs in the background, in one list.
CREATE VIEW orchestrator.background_tasks AS
SELECT 'task' AS kind, t.id, t.namespace_id, t.name, t.status, t.created_at, t.started_at, t.completed_at, t.triggered_by, t.error_message
FROM orchestrator.tasks AS t
UNION ALL
SELECT 'chain', c.id, c.namespace_id, c.chain_name, c.status, c.created_at, c.started_at, c.completed_at, c.triggered_by, c.error_message
FROM orchestrator.task_chains AS c;
