-- Deletes what ended before p_before, oldest first: at most p_limit tasks that stand alone, p_limit items of maps, p_limit signals that
-- were sent, p_limit bulk operations, and p_limit / 100 (at least one) whole chains. Called until it deletes nothing; each call is a short transaction. Attempts,
-- transitions, search text, notes, ledger entries and events go with their subject. What somebody else has in hand is skipped.
CREATE FUNCTION orchestrator.purge_finished(p_before timestamptz, p_limit int)
RETURNS TABLE (tasks bigint, chains bigint, events bigint)
LANGUAGE plpgsql AS $$
DECLARE
    alone uuid[];
    ended uuid[];
    items uuid[];
    gone uuid[];
    deleted_events bigint;
BEGIN
    SELECT coalesce(array_agg(d.id), '{}') INTO alone FROM (
        SELECT t.id FROM orchestrator.tasks AS t
        WHERE t.completed_at < p_before AND t.chain_id IS NULL AND t.map_task_id IS NULL
        ORDER BY t.completed_at LIMIT p_limit FOR UPDATE SKIP LOCKED) AS d;
    SELECT coalesce(array_agg(d.id), '{}') INTO ended FROM (
        SELECT c.id FROM orchestrator.task_chains AS c
        WHERE c.completed_at < p_before AND c.status NOT IN ('pending', 'running')
        ORDER BY c.completed_at LIMIT greatest(p_limit / 100, 1) FOR UPDATE SKIP LOCKED) AS d;

    -- A map's items go before it, in batches of their own: 10,000 of them are no small one.
    SELECT coalesce(array_agg(d.id), '{}') INTO items FROM (
        SELECT i.id FROM orchestrator.tasks AS n JOIN orchestrator.tasks AS i ON i.map_task_id = n.id
        WHERE n.id = ANY (alone) OR n.chain_id = ANY (ended) LIMIT p_limit) AS d;
    IF items <> '{}' THEN
        SELECT coalesce(array_agg(u.id), '{}') INTO alone FROM unnest(alone) AS u (id)
        WHERE NOT EXISTS (SELECT FROM orchestrator.tasks AS i WHERE i.map_task_id = u.id);
        SELECT coalesce(array_agg(u.id), '{}') INTO ended FROM unnest(ended) AS u (id)
        WHERE NOT EXISTS (
            SELECT FROM orchestrator.tasks AS n JOIN orchestrator.tasks AS i ON i.map_task_id = n.id WHERE n.chain_id = u.id);
    END IF;

    gone := alone || items || ARRAY(SELECT t.id FROM orchestrator.tasks AS t WHERE t.chain_id = ANY (ended));
    DELETE FROM orchestrator.llm_calls AS l WHERE l.task_id = ANY (gone);
    DELETE FROM orchestrator.lifecycle_events AS e
    WHERE e.subject_kind = 'task' AND e.subject_id = ANY (gone) OR e.subject_kind = 'chain' AND e.subject_id = ANY (ended);
    GET DIAGNOSTICS deleted_events = ROW_COUNT;
    DELETE FROM orchestrator.tasks AS t WHERE t.id = ANY (alone || items);
    DELETE FROM orchestrator.task_chains AS c WHERE c.id = ANY (ended);
    DELETE FROM orchestrator.orchestration_signals AS s WHERE s.id IN (
        SELECT o.id FROM orchestrator.orchestration_signals AS o
        WHERE o.sent_at < p_before ORDER BY o.sent_at LIMIT p_limit FOR UPDATE SKIP LOCKED);
    DELETE FROM orchestrator.bulk_operations AS b WHERE b.id IN (
        SELECT o.id FROM orchestrator.bulk_operations AS o
        WHERE o.completed_at < p_before ORDER BY o.completed_at LIMIT p_limit FOR UPDATE SKIP LOCKED);
    RETURN QUERY SELECT cardinality(gone)::bigint, cardinality(ended)::bigint, deleted_events;
END
$$;
