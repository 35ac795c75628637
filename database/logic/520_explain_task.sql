-- What a task waits for, since when, until when (NULL: nobody knows), and whose turn it is.
-- No row: no such task. waits_for NULL: it does not wait (it runs, or it has ended). A chain's task that is pending waits for its
-- parents, then for the chain to be resumed, for room in it (max_parallel) or for RunChain; the parents are named, those that will never let it begin
-- before all others. A map's item that is pending waits for room among the map's items.
CREATE FUNCTION orchestrator.explain_task(p_id uuid)
RETURNS TABLE (
    task_id uuid, status orchestrator.task_status, waits_for orchestrator.wait_reason,
    since timestamptz, until timestamptz, whose_turn text)
LANGUAGE sql STABLE AS $$
    SELECT t.id, t.status, w.reason,
        CASE WHEN w.reason = 'worker' THEN greatest(m.created_at, w.over_at) ELSE m.created_at END,  -- over_at may be NULL
        CASE WHEN w.reason IS NULL OR w.reason = 'worker' THEN NULL ELSE w.until END,
        CASE
            WHEN t.is_done THEN 'nobody: it has ended'
            WHEN t.status = 'running' AND w.reason IS NULL THEN 'worker' || coalesce(' ' || e.worker_id, '')
            WHEN w.reason IN ('execute_after', 'backoff') THEN 'the clock'
            WHEN w.reason = 'worker' AND t.status = 'pending' AND t.chain_id IS NOT NULL THEN 'RunChain: its parents allow it to begin'
            WHEN w.reason = 'concurrency' AND t.status = 'pending' AND t.map_task_id IS NOT NULL THEN 'the map node ' || t.map_task_id
            WHEN w.reason = 'concurrency' AND t.status = 'pending' AND t.chain_id IS NOT NULL THEN 'the chain''s running tasks'
            WHEN w.reason = 'worker' AND t.status = 'pending' THEN 'StartPendingTasks: the run is not started yet'
            WHEN w.reason = 'worker' THEN 'the function host: the run is started, no attempt has begun'
            WHEN w.reason = 'dependency' AND r.blocked THEN 'an operator: blocked by ' || p.blocking
            WHEN w.reason = 'dependency' AND p.awaited IS NOT NULL THEN 'the parent tasks: ' || p.awaited
            WHEN w.reason = 'dependency' AND NOT r.dependencies_satisfied THEN 'RunChain: it judges the edges'' conditions'
            WHEN w.reason = 'dependency' THEN 'the parent tasks'
            WHEN w.reason = 'approval' THEN 'an approver'
            WHEN w.reason IN ('suspended', 'budget') THEN 'an operator'
            ELSE 'admission: the next free ' || w.reason
        END
    FROM orchestrator.tasks AS t
    JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
    LEFT JOIN LATERAL (
        SELECT x.worker_id FROM orchestrator.task_executions AS x
        WHERE x.task_id = t.id ORDER BY x.attempt_number DESC LIMIT 1
    ) AS e ON true
    LEFT JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
    LEFT JOIN LATERAL orchestrator.get_task_readiness(t.chain_id, ARRAY[t.id]) AS r ON t.status = 'pending' AND t.chain_id IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT string_agg(coalesce(q.node_key, q.name) || ' is ' || q.status, ', ' ORDER BY q.chain_position, q.id)
                FILTER (WHERE v.verdict = 'waiting') AS awaited,
            string_agg(coalesce(q.node_key, q.name) || ' is ' || q.status, ', ' ORDER BY q.chain_position, q.id)
                FILTER (WHERE v.verdict = 'blocked') AS blocking
        FROM orchestrator.task_chain_edges AS d JOIN orchestrator.tasks AS q ON q.id = d.parent_task_id
        CROSS JOIN LATERAL orchestrator.edge_verdict(
            d.condition, d.output_mapping <> '{}', q.status, q.retryable AND q.retry_count < q.max_retries) AS v (verdict)
        WHERE d.child_task_id = t.id
    ) AS p ON r.task_id IS NOT NULL AND NOT r.dependencies_satisfied
    CROSS JOIN LATERAL (
        SELECT
            CASE
                WHEN t.is_done THEN NULL
                WHEN NOT r.dependencies_satisfied THEN 'dependency'
                WHEN t.wait_reason IN ('execute_after', 'backoff') AND t.wait_until <= now() THEN 'worker'
                WHEN t.wait_reason IS NOT NULL AND t.wait_reason <> 'worker' THEN t.wait_reason
                WHEN t.status = 'running' THEN NULL
                WHEN t.execute_after > now() THEN 'execute_after'
                WHEN t.status = 'pending' AND t.map_task_id IS NOT NULL THEN 'concurrency'
                WHEN r.ready AND orchestrator.is_chain_suspended(t.chain_id) THEN 'suspended'
                WHEN r.ready AND (
                    SELECT count(*) FROM orchestrator.tasks AS a WHERE a.chain_id = t.chain_id AND a.status IN ('queued', 'running')
                ) >= c.max_parallel THEN 'concurrency'
                ELSE 'worker'
            END::orchestrator.wait_reason AS reason,
            CASE WHEN t.wait_reason IS NULL OR t.wait_reason = 'worker' THEN t.execute_after ELSE t.wait_until END AS until,
            CASE WHEN t.wait_reason IN ('execute_after', 'backoff') THEN t.wait_until ELSE t.execute_after END AS over_at
    ) AS w
    WHERE t.id = p_id
$$;

-- Running without a sign of life, or waiting for a worker, for longer than p_minutes: oldest first.
-- A model call whose lease is held is a sign of life.
CREATE FUNCTION orchestrator.find_stuck_tasks(p_minutes int)
RETURNS TABLE (
    task_id uuid, status orchestrator.task_status, waits_for orchestrator.wait_reason, since timestamptz, worker_id text)
LANGUAGE sql STABLE AS $$
    SELECT t.id, t.status, x.waits_for, coalesce(x.since, t.updated_at),
        (SELECT e.worker_id FROM orchestrator.task_executions AS e
         WHERE e.task_id = t.id ORDER BY e.attempt_number DESC LIMIT 1)
    FROM orchestrator.tasks AS t
    CROSS JOIN LATERAL orchestrator.explain_task(t.id) AS x
    WHERE t.status IN ('pending', 'queued', 'running')
        AND NOT (t.status = 'pending' AND (t.chain_id IS NOT NULL OR t.map_task_id IS NOT NULL))
        AND t.updated_at < now() - make_interval(mins => p_minutes)
        AND x.since < now() - make_interval(mins => p_minutes)
        AND (t.status = 'running' AND x.waits_for IS NULL OR x.waits_for = 'worker')
        AND NOT EXISTS (
            SELECT FROM orchestrator.llm_calls AS c
            WHERE c.task_id = t.id AND c.outcome = 'intended' AND c.lease_until > now())
    ORDER BY 4
$$;
