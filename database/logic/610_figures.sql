-- One row: how much there is of what, now.
CREATE FUNCTION orchestrator.get_system_health_counts()
RETURNS TABLE (
    tasks_pending bigint, tasks_queued bigint, tasks_running bigint, tasks_completed bigint, tasks_failed bigint,
    tasks_cancelled bigint, tasks_skipped bigint, tasks_in_backoff bigint, oldest_pending_at timestamptz,
    chains_pending bigint, chains_running bigint, chains_completed bigint, chains_failed bigint, chains_cancelled bigint,
    signals_unsent bigint, calls_unanswered bigint)
LANGUAGE sql STABLE AS $$
    SELECT t.pending, t.queued, t.running, t.completed, t.failed, t.cancelled, t.skipped,
        (SELECT count(*) FROM orchestrator.tasks WHERE status = 'queued' AND wait_reason = 'backoff'),
        (SELECT min(created_at) FROM orchestrator.tasks WHERE status = 'pending'),
        c.pending, c.running, c.completed, c.failed, c.cancelled,
        (SELECT count(*) FROM orchestrator.orchestration_signals WHERE sent_at IS NULL),
        (SELECT count(*) FROM orchestrator.llm_calls WHERE outcome = 'intended')
    FROM (
        SELECT coalesce(sum(number) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
            coalesce(sum(number) FILTER (WHERE status = 'queued'), 0)::bigint AS queued,
            coalesce(sum(number) FILTER (WHERE status = 'running'), 0)::bigint AS running,
            coalesce(sum(number) FILTER (WHERE status IN ('completed', 'completed_with_warnings', 'resolved_manually')), 0)::bigint AS completed,
            coalesce(sum(number) FILTER (WHERE status = 'failed'), 0)::bigint AS failed,
            coalesce(sum(number) FILTER (WHERE status = 'cancelled'), 0)::bigint AS cancelled,
            coalesce(sum(number) FILTER (WHERE status = 'skipped'), 0)::bigint AS skipped
        FROM (SELECT status, count(*) AS number FROM orchestrator.tasks GROUP BY status) AS by_status
    ) AS t
    CROSS JOIN (
        SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
            count(*) FILTER (WHERE status = 'running') AS running,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled
        FROM orchestrator.task_chains
    ) AS c
$$;

-- One row: what has come of the tasks and chains created since then. Rates are between 0 and 1, NULL when nothing has ended.
CREATE FUNCTION orchestrator.get_analytics_metrics(p_since timestamptz)
RETURNS TABLE (
    tasks_created bigint, tasks_completed bigint, tasks_failed bigint, tasks_cancelled bigint, tasks_open bigint,
    success_rate numeric, mean_ms numeric, median_ms double precision, p95_ms double precision, attempts bigint, retries bigint,
    total_tokens bigint, cost_usd numeric, chains_created bigint, chains_completed bigint, chains_failed bigint, chain_success_rate numeric)
LANGUAGE sql STABLE AS $$
    SELECT t.created, t.completed, t.failed, t.cancelled, t.open, round(t.completed / nullif(t.completed + t.failed, 0)::numeric, 4),
        round(t.mean, 1), t.median, t.p95, e.attempts, e.attempts - e.tasks, e.total_tokens, e.cost_usd,
        c.created, c.completed, c.failed, round(c.completed / nullif(c.completed + c.failed, 0)::numeric, 4)
    FROM (
        SELECT count(*) AS created,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings', 'resolved_manually')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE NOT is_done) AS open,
            avg(extract(epoch FROM completed_at - started_at) * 1000) AS mean,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8 * 1000) AS median,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8 * 1000) AS p95
        FROM orchestrator.tasks WHERE created_at >= p_since
    ) AS t
    CROSS JOIN (
        SELECT count(*) AS attempts, count(DISTINCT x.task_id) AS tasks,
            coalesce(sum(x.total_tokens), 0)::bigint AS total_tokens, coalesce(sum(x.cost_usd), 0) AS cost_usd
        FROM orchestrator.task_executions AS x JOIN orchestrator.tasks AS y ON y.id = x.task_id WHERE y.created_at >= p_since
    ) AS e
    CROSS JOIN (
        SELECT count(*) AS created,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed
        FROM orchestrator.task_chains WHERE created_at >= p_since
    ) AS c
$$;

CREATE FUNCTION orchestrator.get_slowest_tasks(p_since timestamptz, p_limit int)
RETURNS TABLE (
    task_id uuid, name text, task_name text, chain_id uuid, status orchestrator.task_status, started_at timestamptz,
    completed_at timestamptz, duration_ms bigint, attempts bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.id, s.name::text, s.task_name::text, s.chain_id, s.status, s.started_at, s.completed_at, s.duration_ms,
        (SELECT count(*) FROM orchestrator.task_executions AS e WHERE e.task_id = s.id)
    FROM (
        SELECT t.*, round(extract(epoch FROM t.completed_at - t.started_at) * 1000)::bigint AS duration_ms
        FROM orchestrator.tasks AS t
        WHERE t.created_at >= p_since AND t.completed_at IS NOT NULL AND t.started_at IS NOT NULL
        ORDER BY t.completed_at - t.started_at DESC, t.id LIMIT p_limit
    ) AS s
    ORDER BY s.duration_ms DESC, s.id
$$;

CREATE FUNCTION orchestrator.get_slowest_chains(p_since timestamptz, p_limit int)
RETURNS TABLE (
    chain_id uuid, chain_name text, status orchestrator.task_status, started_at timestamptz, completed_at timestamptz,
    duration_ms bigint, tasks bigint)
LANGUAGE sql STABLE AS $$
    SELECT s.id, s.chain_name::text, s.status, s.started_at, s.completed_at, s.duration_ms,
        (SELECT count(*) FROM orchestrator.tasks AS t WHERE t.chain_id = s.id)
    FROM (
        SELECT c.*, round(extract(epoch FROM c.completed_at - c.started_at) * 1000)::bigint AS duration_ms
        FROM orchestrator.task_chains AS c
        WHERE c.created_at >= p_since AND c.completed_at IS NOT NULL AND c.started_at IS NOT NULL
        ORDER BY c.completed_at - c.started_at DESC, c.id LIMIT p_limit
    ) AS s
    ORDER BY s.duration_ms DESC, s.id
$$;
