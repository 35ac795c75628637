-- What a task comes from and what comes of it, nearest first; no task twice. relation: ancestor, self or descendant;
-- distance: the fewest edges to it.
CREATE FUNCTION orchestrator.get_chain_lineage(p_task_id uuid, p_max_depth int DEFAULT 100)
RETURNS TABLE (
    task_id uuid, relation text, distance int, chain_id uuid, node_key text, name text, status orchestrator.task_status,
    chain_position int)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    found uuid[] := ARRAY[p_task_id];
    relations text[] := '{self}';
    distances int[] := '{0}';
    frontier uuid[];
    depth int;
    direction text;
BEGIN
    FOREACH direction IN ARRAY '{ancestor, descendant}'::text[] LOOP
        frontier := ARRAY[p_task_id];
        depth := 0;
        WHILE frontier IS NOT NULL AND depth < p_max_depth LOOP
            depth := depth + 1;
            IF direction = 'ancestor' THEN
                SELECT array_agg(DISTINCT e.parent_task_id) INTO frontier FROM orchestrator.task_chain_edges AS e
                WHERE e.child_task_id = ANY (frontier) AND e.parent_task_id <> ALL (found);
            ELSE
                SELECT array_agg(DISTINCT e.child_task_id) INTO frontier FROM orchestrator.task_chain_edges AS e
                WHERE e.parent_task_id = ANY (frontier) AND e.child_task_id <> ALL (found);
            END IF;
            found := found || frontier;
            relations := relations || array_fill(direction, ARRAY[coalesce(cardinality(frontier), 0)]);
            distances := distances || array_fill(depth, ARRAY[coalesce(cardinality(frontier), 0)]);
        END LOOP;
    END LOOP;
    RETURN QUERY
        SELECT t.id, f.relation, f.distance, t.chain_id, t.node_key::text, t.name::text, t.status, t.chain_position
        FROM unnest(found, relations, distances) AS f (id, relation, distance)
        JOIN orchestrator.tasks AS t ON t.id = f.id
        ORDER BY f.distance, t.chain_position, t.id;
END
$$;
