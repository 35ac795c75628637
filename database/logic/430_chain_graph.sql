-- A walk that never visits a task twice: its cost is the edges that it can reach, not the ways through them.
CREATE FUNCTION orchestrator.would_create_cycle(p_parent uuid, p_child uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reached AS (
        SELECT p_child AS task_id
        UNION
        SELECT e.child_task_id FROM reached AS r JOIN orchestrator.task_chain_edges AS e ON e.parent_task_id = r.task_id
    )
    SELECT EXISTS (SELECT FROM reached WHERE task_id = p_parent)
$$;

-- Level of each task: 0 for a root, else one more than its highest parent. Every task and every edge is visited once (Kahn's
-- algorithm over arrays), so a wide graph costs no more than its edges. Tasks on or behind a cycle have no level and are left out.
CREATE FUNCTION orchestrator.calculate_dependency_levels(p_chain_id uuid)
RETURNS TABLE (task_id uuid, level int)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ids uuid[];
    first_edge int[];   -- per task: where its edges begin
    waiting_for int[];  -- per task: parents without a level yet
    targets int[];      -- per edge, ordered by parent: the child's number
    levels int[];
    queue int[];
    tasks_count int;
    queued int := 0;
    head int := 1;
    current int;
    child int;
BEGIN
    SELECT array_agg(t.id ORDER BY t.id), count(*) INTO ids, tasks_count FROM orchestrator.tasks AS t WHERE t.chain_id = p_chain_id;
    IF tasks_count = 0 THEN
        RETURN;
    END IF;

    WITH numbered AS MATERIALIZED (
        SELECT u.id, u.n::int AS n FROM unnest(ids) WITH ORDINALITY AS u (id, n)
    ), edges AS MATERIALIZED (
        SELECT p.n AS parent, c.n AS child
        FROM orchestrator.task_chain_edges AS e
        JOIN numbered AS p ON p.id = e.parent_task_id
        JOIN numbered AS c ON c.id = e.child_task_id
        WHERE e.chain_id = p_chain_id
    ), counts AS (
        SELECT m.n, coalesce(o.number, 0) AS outgoing, coalesce(i.number, 0) AS incoming
        FROM numbered AS m
        LEFT JOIN (SELECT parent, count(*)::int AS number FROM edges GROUP BY parent) AS o ON o.parent = m.n
        LEFT JOIN (SELECT edges.child, count(*)::int AS number FROM edges GROUP BY edges.child) AS i ON i.child = m.n
    ), starts AS (
        SELECT n, incoming, (sum(outgoing) OVER (ORDER BY n) - outgoing)::int + 1 AS first FROM counts
    )
    SELECT array_agg(s.first ORDER BY s.n), array_agg(s.incoming ORDER BY s.n),
        (SELECT array_agg(edges.child ORDER BY edges.parent) FROM edges)
    INTO first_edge, waiting_for, targets FROM starts AS s;
    first_edge[tasks_count + 1] := coalesce(cardinality(targets), 0) + 1;

    levels := array_fill(0, ARRAY[tasks_count]);
    queue := array_fill(0, ARRAY[tasks_count]);
    FOR number IN 1 .. tasks_count LOOP
        IF waiting_for[number] = 0 THEN
            queued := queued + 1;
            queue[queued] := number;
        END IF;
    END LOOP;

    WHILE head <= queued LOOP
        current := queue[head];
        head := head + 1;
        FOR edge IN first_edge[current] .. first_edge[current + 1] - 1 LOOP
            child := targets[edge];
            waiting_for[child] := waiting_for[child] - 1;
            IF levels[child] <= levels[current] THEN
                levels[child] := levels[current] + 1;
            END IF;
            IF waiting_for[child] = 0 THEN
                queued := queued + 1;
                queue[queued] := child;
            END IF;
        END LOOP;
    END LOOP;

    RETURN QUERY SELECT ids[q.n], levels[q.n] FROM unnest(queue[1:queued]) AS q (n);
END
$$;
