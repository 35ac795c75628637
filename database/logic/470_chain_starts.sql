-- Takes the start of chains in hand whose run has not begun within p_older_than: the host was away, or the gateway died between
-- insert and start. A claim is a time, not a state: it ends by itself, and starting twice is harmless.
CREATE FUNCTION orchestrator.claim_unstarted_chains(p_limit int, p_older_than interval)
RETURNS TABLE (chain_id uuid, run_no int)
LANGUAGE sql AS $$
    WITH due AS MATERIALIZED (  -- the claimed rows are fixed before the update sees them
        SELECT c.id FROM orchestrator.task_chains AS c
        WHERE c.run_started_at IS NULL AND c.start_claimed_at < clock_timestamp() - p_older_than
            AND c.status IN ('pending', 'running')
        ORDER BY c.start_claimed_at
        LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE orchestrator.task_chains AS c SET start_claimed_at = clock_timestamp()
    FROM due WHERE c.id = due.id
    RETURNING c.id, c.run_no
$$;

-- Ends a run that nothing will carry on. With p_error_type the first open task fails with it, and what is left is cancelled as blocked
-- by that; without, all is cancelled with the message as the reason. False: the run has ended, or another has begun.
CREATE FUNCTION orchestrator.end_chain_run(p_chain_id uuid, p_run int, p_error_type text, p_message text, p_actor text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    first record;
    open_task record;
BEGIN
    IF NOT EXISTS (SELECT FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id AND c.run_no = p_run AND c.run_ended_at IS NULL) THEN
        RETURN false;
    END IF;
    -- The one that all others wait for fails. Locks are taken in the order of ids.
    SELECT t.id, coalesce(t.node_key, t.name) AS node INTO first FROM orchestrator.tasks AS t
    WHERE t.chain_id = p_chain_id AND NOT t.is_done ORDER BY t.chain_position NULLS FIRST, t.id LIMIT 1;
    FOR open_task IN SELECT t.id FROM orchestrator.tasks AS t WHERE t.chain_id = p_chain_id AND NOT t.is_done ORDER BY t.id LOOP
        IF p_error_type IS NOT NULL AND open_task.id = first.id THEN
            PERFORM orchestrator.transition_task(open_task.id, '{pending, queued, running}', 'failed', p_actor,
                jsonb_build_object('error_type', p_error_type, 'error_message', p_message));
        ELSE
            PERFORM orchestrator.transition_task(open_task.id, '{pending, queued, running}', 'cancelled', p_actor,
                jsonb_build_object('reason', CASE WHEN p_error_type IS NULL THEN p_message ELSE 'blocked_by:' || first.node END));
        END IF;
    END LOOP;
    UPDATE orchestrator.task_chains AS c SET run_started_at = coalesce(c.run_started_at, clock_timestamp()), run_ended_at = clock_timestamp()
    WHERE c.id = p_chain_id AND c.run_no = p_run AND c.run_ended_at IS NULL;
    RETURN true;
END
$$;
