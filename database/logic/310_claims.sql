-- Takes the start of pending stand-alone tasks in hand: those that nobody (creator, operator, an earlier claim) has
-- moved on within p_older_than. A claim is a time, not a state: it ends by itself, and starting twice is harmless.
-- A chain's tasks are RunChain's to start, a map's items their map node's, but for an item that an operator has retried alone: its map
-- has ended, or has done with it. An item that its map runs again was opened by rerun_tasks. execute_after is waited for by the
-- orchestrator, so it does not hold the start back.
CREATE FUNCTION orchestrator.claim_pending_tasks(p_limit int, p_older_than interval)
RETURNS TABLE (task_id uuid, run_no int)
LANGUAGE sql AS $$
    WITH due AS MATERIALIZED (  -- the claimed rows are fixed before the update sees them
        SELECT t.id FROM orchestrator.tasks AS t
        WHERE t.status = 'pending' AND t.chain_id IS NULL
            AND (t.map_task_id IS NULL OR t.run_no > 1 AND EXISTS (
                SELECT FROM orchestrator.task_transitions AS m
                WHERE m.task_id = t.id AND m.most_recent AND m.from_status = 'failed' AND NOT coalesce(m.metadata, '{}') ? 'event'))
            AND t.start_claimed_at < clock_timestamp() - p_older_than
        ORDER BY t.priority DESC, t.scheduled_at
        LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE orchestrator.tasks AS t SET start_claimed_at = clock_timestamp()
    FROM due WHERE t.id = due.id
    RETURNING t.id, t.run_no
$$;
