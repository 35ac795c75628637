-- What goes on in a chain that has ended. docs/chains.md, "Retry and rerun".

-- First in a transaction that changes several tasks: all their locks, in one order, before anything is written (290_lock_task).
CREATE FUNCTION orchestrator.lock_tasks(p_ids uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    task uuid;
BEGIN
    FOR task IN SELECT DISTINCT u.id FROM unnest(p_ids) AS u (id) WHERE u.id IS NOT NULL ORDER BY u.id LOOP
        PERFORM orchestrator.lock_task(task);
    END LOOP;
END
$$;

-- What RunChain cancelled because nothing could let it run any more: it may, when one of the failures is handled.
CREATE FUNCTION orchestrator.find_tasks_given_up(p_chain_id uuid) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(t.id ORDER BY t.id), '{}')
    FROM orchestrator.tasks AS t
    JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
    WHERE t.chain_id = p_chain_id AND t.status = 'cancelled'
        AND m.actor = 'system:run-chain' AND m.metadata ->> 'reason' LIKE 'blocked_by:%'
$$;

-- The tasks given and all that comes after them, in the order of their ids.
CREATE FUNCTION orchestrator.find_tasks_from(p_ids uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reached (id) AS (
        SELECT u.id FROM unnest(p_ids) AS u (id)
        UNION
        SELECT e.child_task_id FROM reached AS r JOIN orchestrator.task_chain_edges AS e ON e.parent_task_id = r.id
    )
    SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM reached
$$;

-- Takes ended tasks back to pending, as their next runs; what has not ended is left alone. Returns how many went.
CREATE FUNCTION orchestrator.rerun_tasks(p_ids uuid[], p_actor text, p_reason text) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    task uuid;
    taken int := 0;
BEGIN
    FOREACH task IN ARRAY p_ids LOOP
        IF orchestrator.transition_task(
            task, '{completed, completed_with_warnings, failed, skipped, cancelled, resolved_manually}', 'pending', p_actor,
            jsonb_strip_nulls(jsonb_build_object('event', 'task.rerun_requested', 'reason', p_reason)))
        THEN
            taken := taken + 1;
        END IF;
    END LOOP;
    RETURN taken;
END
$$;

-- Last in a transaction that opened tasks of a chain: whoever ends its run holds the chain's row and looks for open tasks, so either
-- he sees them, or his end is seen here, and the next run begins. begins: the run is to be started; else it is under way, and told.
CREATE FUNCTION orchestrator.reopen_chain(p_chain_id uuid) RETURNS TABLE (run_no int, begins boolean)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id FOR NO KEY UPDATE;
    RETURN QUERY
        UPDATE orchestrator.task_chains AS c
        SET run_no = c.run_no + 1, run_started_at = NULL, run_ended_at = NULL, start_claimed_at = clock_timestamp()
        WHERE c.id = p_chain_id AND c.run_ended_at IS NOT NULL
        RETURNING c.run_no, true;
    IF NOT FOUND THEN
        RETURN QUERY SELECT c.run_no, c.run_started_at IS NULL FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id;
    END IF;
END
$$;

-- A chain and the chains that its sub-chain nodes are made of, and theirs.
CREATE FUNCTION orchestrator.find_sub_chains(p_chain_id uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE parts (id) AS (
        SELECT p_chain_id
        UNION
        SELECT c.id FROM parts AS p
        JOIN orchestrator.tasks AS t ON t.chain_id = p.id AND t.node_kind = 'sub_chain'
        JOIN orchestrator.task_chains AS c ON c.parent_task_id = t.id
    )
    SELECT id FROM parts
$$;

-- The nearest suspended one of a chain and those that it is a part of; null when none is.
CREATE FUNCTION orchestrator.find_suspended_chain(p_chain_id uuid) RETURNS uuid
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above (id, suspended_at, parent_task_id, depth) AS (
        SELECT c.id, c.suspended_at, c.parent_task_id, 0 FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id
        UNION
        SELECT c.id, c.suspended_at, c.parent_task_id, a.depth + 1 FROM above AS a
        JOIN orchestrator.tasks AS t ON t.id = a.parent_task_id
        JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
    )
    SELECT id FROM above WHERE suspended_at IS NOT NULL ORDER BY depth LIMIT 1
$$;

-- Whether the chain, or one that it is a part of, is suspended.
CREATE FUNCTION orchestrator.is_chain_suspended(p_chain_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT orchestrator.find_suspended_chain(p_chain_id) IS NOT NULL
$$;
