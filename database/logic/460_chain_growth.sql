-- One more task in a chain, behind the parents given (the first becomes the primary). Without a chain the parents' is taken, or a
-- new one is made; parents that stand alone join it.
CREATE FUNCTION orchestrator.create_chained_task(
    p_name text, p_task_name text, p_parents uuid[] DEFAULT '{}', p_chain_id uuid DEFAULT NULL, p_prompt text DEFAULT NULL,
    p_parameters jsonb DEFAULT '{}', p_node_key text DEFAULT NULL,
    p_condition orchestrator.edge_condition DEFAULT 'on_success', p_triggered_by text DEFAULT 'system',
    p_namespace_id uuid DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    parents uuid[] := coalesce(p_parents, '{}');
    chain uuid := p_chain_id;
    home uuid;
    task uuid;
BEGIN
    PERFORM orchestrator.lock_all_graphs(false);
    IF cardinality(parents) > 0 THEN
        chain := orchestrator.join_chain(parents, chain, p_name, p_triggered_by);
    END IF;
    home := coalesce(
        p_namespace_id, (SELECT c.namespace_id FROM orchestrator.task_chains AS c WHERE c.id = chain),
        '00000000-0000-0000-0000-000000000001');
    IF chain IS NULL THEN
        INSERT INTO orchestrator.task_chains (chain_name, namespace_id, triggered_by)
        VALUES (p_name, home, p_triggered_by) RETURNING id INTO chain;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(chain::text, 1));

    INSERT INTO orchestrator.tasks (name, task_name, namespace_id, prompt, task_parameters, chain_id, node_key, triggered_by)
    VALUES (p_name, p_task_name, home, p_prompt, coalesce(p_parameters, '{}'), chain, p_node_key, p_triggered_by)
    RETURNING id INTO task;
    INSERT INTO orchestrator.task_chain_edges (chain_id, parent_task_id, child_task_id, condition)
    SELECT chain, p.id, task, p_condition FROM unnest(parents) WITH ORDINALITY AS p (id, n) ORDER BY p.n;
    RETURN task;
END
$$;

-- Items of a map node, at most 500 at a time, numbered from p_first_index in the order given: what {item} holds becomes parameter
-- "item". A repeat changes nothing. Returns how many were new.
CREATE FUNCTION orchestrator.insert_map_items(p_map_task_id uuid, p_first_index int, p_items jsonb[]) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    inserted int;
BEGIN
    IF cardinality(p_items) > 500 THEN
        RAISE EXCEPTION '% items at once; a map''s items are inserted 500 at a time', cardinality(p_items)
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'tasks',
                CONSTRAINT = 'map_items_are_inserted_500_at_a_time';
    END IF;
    INSERT INTO orchestrator.tasks (
        name, task_name, namespace_id, prompt, task_parameters, priority, max_retries, retryable, skippable, map_task_id, map_index,
        triggered_by, correlation_id, concurrency_key)
    SELECT left(m.name, 240) || '[' || p_first_index + i.n - 1 || ']', m.task_name, m.namespace_id, m.prompt,
        m.task_parameters || jsonb_build_object('item', i.item), m.priority, m.max_retries, m.retryable, m.skippable, m.id,
        p_first_index + i.n - 1, m.triggered_by, m.correlation_id, m.concurrency_key
    FROM orchestrator.tasks AS m CROSS JOIN unnest(p_items) WITH ORDINALITY AS i (item, n)
    WHERE m.id = p_map_task_id
    ORDER BY i.n
    ON CONFLICT ON CONSTRAINT task_map_index_already_used DO NOTHING;
    GET DIAGNOSTICS inserted = ROW_COUNT;
    RETURN inserted;
END
$$;

-- What a map node's items (of its present list: an earlier run may have had more) make of it: running while one is open, failed when one failed, cancelled when one was cancelled, with
-- warnings when one has some, else completed; pending while none has begun (or there is none). NULL: no such task.
CREATE FUNCTION orchestrator.get_map_progress(p_map_task_id uuid)
RETURNS TABLE (
    status orchestrator.task_status, total bigint, pending bigint, running bigint, completed bigint, with_warnings bigint,
    failed bigint, cancelled bigint, skipped bigint)
LANGUAGE sql STABLE AS $$
    SELECT
        CASE
            WHEN s.running > 0 OR s.pending > 0 AND s.pending < s.total THEN 'running'
            WHEN s.pending = s.total THEN 'pending'
            WHEN s.failed > 0 THEN 'failed'
            WHEN s.cancelled > 0 THEN 'cancelled'
            WHEN s.with_warnings > 0 THEN 'completed_with_warnings'
            ELSE 'completed'
        END::orchestrator.task_status, s.*
    FROM (
        SELECT count(i.id) AS total,
            count(*) FILTER (WHERE i.status = 'pending') AS pending,
            count(*) FILTER (WHERE i.status IN ('queued', 'running')) AS running,
            count(*) FILTER (WHERE i.status IN ('completed', 'completed_with_warnings', 'resolved_manually')) AS completed,
            count(*) FILTER (WHERE i.status = 'completed_with_warnings' OR i.status = 'skipped' AND i.warnings_count > 0) AS with_warnings,
            count(*) FILTER (WHERE i.status = 'failed') AS failed,
            count(*) FILTER (WHERE i.status = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE i.status = 'skipped') AS skipped
        FROM orchestrator.tasks AS m LEFT JOIN orchestrator.tasks AS i
            ON i.map_task_id = m.id AND i.map_index < coalesce((m.node_options ->> 'items')::int, i.map_index + 1)
        WHERE m.id = p_map_task_id GROUP BY m.id
    ) AS s
$$;
