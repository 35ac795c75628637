-- A map node's items from p_first_index on, at most 500: new ones, and those of an earlier run opened again with what the list has now.
-- After a rerun that is all of them, after a retry those that failed; not what has ended since the attempt began: a repeat changes
-- nothing. On behalf of whoever opened the node again.
CREATE FUNCTION orchestrator.open_map_items(p_map_task_id uuid, p_attempt int, p_first_index int, p_items jsonb[]) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz := (
        SELECT e.queued_at FROM orchestrator.task_executions AS e WHERE e.task_id = p_map_task_id AND e.attempt_number = p_attempt);
    opened record;
    earlier uuid[];
BEGIN
    SELECT m.actor, m.metadata ->> 'event' IS NOT DISTINCT FROM 'task.rerun_requested' AS whole INTO opened
    FROM orchestrator.task_transitions AS m
    WHERE m.task_id = p_map_task_id AND m.to_status = 'pending' AND m.from_status IS NOT NULL AND m.from_status <> 'queued'
    ORDER BY m.sort_key DESC LIMIT 1;
    IF FOUND THEN
        SELECT array_agg(i.id ORDER BY i.id) INTO earlier FROM orchestrator.tasks AS i
        WHERE i.map_task_id = p_map_task_id AND i.map_index >= p_first_index AND i.map_index < p_first_index + cardinality(p_items)
            AND i.is_done AND i.completed_at < began AND (opened.whole OR i.status NOT IN ('completed', 'completed_with_warnings', 'resolved_manually'));
        IF earlier IS NOT NULL THEN
            PERFORM orchestrator.lock_tasks(earlier);
            UPDATE orchestrator.tasks AS i
            SET task_parameters = i.task_parameters || jsonb_build_object('item', n.item)
            FROM unnest(p_items) WITH ORDINALITY AS n (item, place)
            WHERE i.id = ANY (earlier) AND i.map_index = p_first_index + n.place - 1
                AND i.task_parameters -> 'item' IS DISTINCT FROM n.item;
            PERFORM orchestrator.rerun_tasks(earlier, opened.actor, 'its map runs again');
        END IF;
    END IF;
    RETURN orchestrator.insert_map_items(p_map_task_id, p_first_index, p_items);
END
$$;

-- Cancels at most p_limit items of a map that have not ended. Returns how many it found.
CREATE FUNCTION orchestrator.cancel_map_items(p_map_task_id uuid, p_limit int, p_actor text, p_reason text) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    item uuid;
    items uuid[] := ARRAY(
        SELECT i.id FROM orchestrator.tasks AS i WHERE i.map_task_id = p_map_task_id AND NOT i.is_done ORDER BY i.map_index LIMIT p_limit);
BEGIN
    PERFORM orchestrator.lock_tasks(items);
    FOREACH item IN ARRAY items LOOP
        PERFORM orchestrator.transition_task(
            item, '{pending, queued, running}', 'cancelled', p_actor, jsonb_build_object('reason', p_reason));
    END LOOP;
    RETURN cardinality(items);
END
$$;
