-- What a child makes of a parent, by the table of docs/chains.md: waiting, accepted, declined (it need not run), blocked (it
-- cannot), or unjudged: an expression over the parent's output is for the orchestrator to judge.
CREATE FUNCTION orchestrator.edge_verdict(
    p_condition orchestrator.edge_condition, p_needs_output boolean, p_parent orchestrator.task_status, p_will_retry boolean) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN p_parent <= 'running' OR p_parent = 'failed' AND p_will_retry THEN 'waiting'
    WHEN p_parent = 'skipped' THEN CASE WHEN p_condition IN ('on_success', 'always') AND NOT p_needs_output THEN 'accepted' ELSE 'declined' END
    WHEN p_condition = 'always' THEN 'accepted'
    WHEN p_parent = 'failed' THEN CASE WHEN p_condition = 'on_failure' THEN 'accepted' ELSE 'blocked' END
    WHEN p_parent = 'cancelled' THEN 'blocked'
    WHEN p_condition = 'on_failure' THEN 'declined'
    WHEN p_condition = 'expression' THEN 'unjudged'
    ELSE 'accepted'
END;

-- Readiness of a chain's tasks (NULL: all), each edge looked at once. A failed parent with retries left has not ended.
-- attempts and attempts_limit are of this run. blocked: a parent ended in a way that no edge accepts (failed for good, cancelled),
-- so the task can never begin. blocking_reason, NULL when ready: status:<own status>, blocked_by:<task>, waits_for:<task>,
-- condition_false:<task>, expression:<task>, bypassed, execute_after.
CREATE FUNCTION orchestrator.get_task_readiness(p_chain_id uuid, p_task_ids uuid[] DEFAULT NULL)
RETURNS TABLE (
    task_id uuid, status orchestrator.task_status, dependencies_satisfied boolean, retry_eligible boolean, ready boolean,
    next_retry_at timestamptz, parents_total int, parents_completed int, attempts int, attempts_limit int, blocked boolean,
    blocking_reason text)
LANGUAGE sql STABLE AS $$
    WITH parents AS (
        SELECT e.child_task_id, e.parent_task_id, orchestrator.edge_verdict(
            e.condition, e.output_mapping <> '{}', p.status, p.retryable AND p.retry_count < p.max_retries) AS verdict
        FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        WHERE e.chain_id = p_chain_id AND (p_task_ids IS NULL OR e.child_task_id = ANY (p_task_ids))
    ), judged AS (
        SELECT child_task_id,
            count(*)::int AS total,
            (count(*) FILTER (WHERE verdict <> 'waiting'))::int AS ended,
            bool_and(verdict = 'accepted') AS satisfied,
            min(parent_task_id::text) FILTER (WHERE verdict = 'blocked') AS blocker,
            min(parent_task_id::text) FILTER (WHERE verdict = 'declined') AS refusing,
            min(parent_task_id::text) FILTER (WHERE verdict = 'unjudged') AS unjudged,
            min(parent_task_id::text) FILTER (WHERE verdict = 'waiting') AS awaited
        FROM parents GROUP BY child_task_id
    )
    SELECT t.id, t.status, s.satisfied, s.retry_eligible, s.satisfied AND s.begins AND NOT s.bypassed AND t.status = 'pending',
        CASE
            WHEN s.retry_eligible THEN t.completed_at + make_interval(secs => coalesce(t.backoff_seconds, 1))
            WHEN t.wait_reason = 'backoff' THEN t.wait_until
        END,
        coalesce(j.total, 0), coalesce(j.ended, 0),
        CASE WHEN t.started_at IS NULL THEN 0 ELSE t.retry_count + 1 END, t.max_retries + 1,
        t.status = 'pending' AND j.blocker IS NOT NULL AND j.refusing IS NULL,
        CASE
            WHEN t.status <> 'pending' THEN 'status:' || t.status
            WHEN j.blocker IS NOT NULL AND j.refusing IS NULL THEN 'blocked_by:' || j.blocker
            WHEN j.awaited IS NOT NULL THEN 'waits_for:' || j.awaited
            WHEN j.refusing IS NOT NULL THEN 'condition_false:' || j.refusing
            WHEN j.unjudged IS NOT NULL THEN 'expression:' || j.unjudged
            WHEN s.bypassed THEN 'bypassed'
            WHEN NOT s.begins THEN 'execute_after'
        END
    FROM orchestrator.task_chains AS c
    JOIN orchestrator.tasks AS t ON t.chain_id = c.id
    LEFT JOIN judged AS j ON j.child_task_id = t.id
    CROSS JOIN LATERAL (
        SELECT coalesce(j.satisfied, true) AS satisfied,
            coalesce(t.execute_after <= now(), true) AS begins,
            coalesce(c.bypass ? t.node_key::text, false) AS bypassed,
            t.status = 'failed' AND t.retryable AND t.retry_count < t.max_retries AS retry_eligible
    ) AS s
    WHERE c.id = p_chain_id AND (p_task_ids IS NULL OR t.id = ANY (p_task_ids))
$$;

-- How a chain stands and what is to be done about it. No row: no such chain.
CREATE FUNCTION orchestrator.get_chain_execution_context(p_chain_id uuid)
RETURNS TABLE (
    chain_id uuid, status orchestrator.task_status, total int, pending int, running int, completed int, failed int, cancelled int,
    skipped int, ready int, blocked int, execution_status text, recommended_action text, completion_percentage numeric, health text)
LANGUAGE sql STABLE AS $$
    SELECT c.id, c.status, n.total, n.pending, n.running, n.completed, n.failed, n.cancelled, n.skipped, n.ready, n.blocked,
        w.execution_status,
        CASE w.execution_status
            WHEN 'has_ready_tasks' THEN 'execute_ready_tasks'
            WHEN 'processing' THEN 'wait_for_completion'
            WHEN 'blocked_by_failures' THEN 'handle_failures'
            WHEN 'all_complete' THEN 'finalize_chain'
            ELSE 'wait_for_dependencies'
        END,
        CASE WHEN n.total = 0 THEN 0 ELSE round(100.0 * (n.completed + n.failed + n.cancelled + n.skipped) / n.total, 2) END,
        CASE
            WHEN n.total = 0 THEN 'unknown'
            WHEN n.blocked > 0 OR n.failed > n.recoverable THEN 'blocked'
            WHEN n.failed > 0 OR n.retrying > 0 THEN 'recovering'
            ELSE 'healthy'
        END
    FROM orchestrator.task_chains AS c
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS total,
            (count(*) FILTER (WHERE r.status = 'pending'))::int AS pending,
            (count(*) FILTER (WHERE r.status IN ('queued', 'running')))::int AS running,
            (count(*) FILTER (WHERE r.status IN ('completed', 'completed_with_warnings', 'resolved_manually')))::int AS completed,
            (count(*) FILTER (WHERE r.status = 'failed'))::int AS failed,
            (count(*) FILTER (WHERE r.status = 'cancelled'))::int AS cancelled,
            (count(*) FILTER (WHERE r.status = 'skipped'))::int AS skipped,
            (count(*) FILTER (WHERE r.ready))::int AS ready,
            (count(*) FILTER (WHERE r.blocked))::int AS blocked,
            (count(*) FILTER (WHERE r.retry_eligible))::int AS recoverable,
            (count(*) FILTER (WHERE r.status IN ('queued', 'running') AND r.attempts > 1))::int AS retrying
        FROM orchestrator.get_task_readiness(c.id) AS r
    ) AS n
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN n.ready > 0 THEN 'has_ready_tasks'
            WHEN n.running > 0 THEN 'processing'
            WHEN n.blocked > 0 THEN 'blocked_by_failures'
            WHEN n.total > 0 AND n.pending = 0 THEN 'all_complete'
            ELSE 'waiting_for_dependencies'
        END AS execution_status
    ) AS w
    WHERE c.id = p_chain_id
$$;

-- The next task that may begin, moved to queued for the caller alone; nothing when there is none. For workers that pull:
-- a task that somebody else has in hand is skipped.
CREATE FUNCTION orchestrator.get_next_task(p_actor text DEFAULT 'system', p_namespace_id uuid DEFAULT NULL) RETURNS SETOF orchestrator.tasks
LANGUAGE plpgsql AS $$
DECLARE
    candidate record;
BEGIN
    FOR candidate IN
        SELECT t.id, t.chain_id FROM orchestrator.tasks AS t
        WHERE t.status = 'pending' AND (p_namespace_id IS NULL OR t.namespace_id = p_namespace_id)
            AND (t.execute_after IS NULL OR t.execute_after <= now())
        ORDER BY t.priority DESC, t.scheduled_at
    LOOP
        CONTINUE WHEN candidate.chain_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM orchestrator.get_task_readiness(candidate.chain_id, ARRAY[candidate.id]) AS r WHERE r.ready);
        -- The task's own lock (290_lock_task), without waiting: what is locked is being changed by someone.
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(candidate.id::text, 0));
        IF orchestrator.transition_task(candidate.id, '{pending}', 'queued', p_actor) THEN
            RETURN QUERY SELECT * FROM orchestrator.tasks AS t WHERE t.id = candidate.id;
            RETURN;
        END IF;
    END LOOP;
END
$$;
