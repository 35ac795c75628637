-- Edges are canonical, one writer a chain at a time. Locks in this order (docs/decisions/0008): all graphs, the chain's graph,
-- rows of tasks by id, and at commit the chain's row.

-- First in a transaction that changes a chain's edges with more than one statement.
CREATE FUNCTION orchestrator.lock_chain_edges(p_chain_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orchestrator.lock_all_graphs(false);
    PERFORM pg_advisory_xact_lock(hashtextextended(p_chain_id::text, 1));
    PERFORM set_config('orchestrator.locked_chain_edges', p_chain_id::text, true);
END
$$;

-- Writers of edges share it. A plain DELETE of edges or UPDATE of tasks.parent_task_id has its rows locked before a trigger can
-- know their chain, so it comes alone; after lock_chain_edges it need not.
CREATE FUNCTION orchestrator.lock_all_graphs(p_alone boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_alone THEN
        PERFORM pg_advisory_xact_lock(7304110524000002);
    ELSE
        PERFORM pg_advisory_xact_lock_shared(7304110524000002);
    END IF;
END
$$;

CREATE FUNCTION orchestrator.lock_graphs_for_statement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orchestrator.lock_all_graphs(coalesce(current_setting('orchestrator.locked_chain_edges', true), '') = '');
    RETURN NULL;
END
$$;

CREATE TRIGGER task_chain_edges_1_lock BEFORE DELETE ON orchestrator.task_chain_edges
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.lock_graphs_for_statement();

CREATE TRIGGER tasks_0_lock_graphs BEFORE UPDATE OF parent_task_id ON orchestrator.tasks
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.lock_graphs_for_statement();

-- Both ends in one chain, which need not be given. Which edge is primary is not for the writer to say.
CREATE FUNCTION orchestrator.prepare_new_edge() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    parent record;
    child record;
BEGIN
    SELECT t.id, t.chain_id INTO parent FROM orchestrator.tasks AS t WHERE t.id = NEW.parent_task_id;
    SELECT t.id, t.chain_id INTO child FROM orchestrator.tasks AS t WHERE t.id = NEW.child_task_id;
    NEW.chain_id := coalesce(NEW.chain_id, child.chain_id, parent.chain_id);
    IF parent.id IS NOT NULL AND child.id IS NOT NULL
        AND (NEW.chain_id IS NULL OR parent.chain_id IS DISTINCT FROM NEW.chain_id OR child.chain_id IS DISTINCT FROM NEW.chain_id)
    THEN
        RAISE EXCEPTION 'Edge % -> % does not join tasks of one chain: the parent is in %, the child in %, the edge in %',
                parent.id, child.id, coalesce(parent.chain_id::text, 'none'), coalesce(child.chain_id::text, 'none'),
                coalesce(NEW.chain_id::text, 'none')
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'task_chain_edges', COLUMN = 'chain_id',
                CONSTRAINT = 'chain_edge_must_join_tasks_of_one_chain';
    END IF;
    PERFORM orchestrator.lock_all_graphs(false), pg_advisory_xact_lock(hashtextextended(NEW.chain_id::text, 1));
    IF pg_trigger_depth() = 1 THEN
        NEW.is_primary := false;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER task_chain_edges_2_prepare BEFORE INSERT ON orchestrator.task_chain_edges
FOR EACH ROW EXECUTE FUNCTION orchestrator.prepare_new_edge();

CREATE FUNCTION orchestrator.guard_changed_edge() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Edge % -> % keeps its ends; which edge is primary follows from tasks.parent_task_id', OLD.parent_task_id, OLD.child_task_id
        USING ERRCODE = 'OC003', SCHEMA = 'orchestrator', TABLE = 'task_chain_edges',
            CONSTRAINT = 'chain_edge_ends_must_not_change', HINT = 'Delete the edge and insert another.';
END
$$;

CREATE TRIGGER task_chain_edges_2_guard BEFORE UPDATE OF id, chain_id, parent_task_id, child_task_id, is_primary ON orchestrator.task_chain_edges
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.guard_changed_edge();

CREATE FUNCTION orchestrator.lock_deleted_edge() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(OLD.chain_id::text, 1));
    RETURN OLD;
END
$$;

CREATE TRIGGER task_chain_edges_2_lock_deleted BEFORE DELETE ON orchestrator.task_chain_edges
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.lock_deleted_edge();

-- Brings primary edge, mirror and position of the children given, and the positions below them, to what the edges say.
-- The chain's graph is locked and has no cycle. Each task is written once, by id.
CREATE FUNCTION orchestrator.sync_chain_graph(p_chain_id uuid, p_children uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    ripples boolean;
BEGIN
    UPDATE orchestrator.task_chain_edges AS e SET is_primary = true
    FROM (
        SELECT DISTINCT ON (o.child_task_id) o.id FROM orchestrator.task_chain_edges AS o
        WHERE o.child_task_id = ANY (p_children) AND NOT EXISTS (
            SELECT FROM orchestrator.task_chain_edges AS p WHERE p.child_task_id = o.child_task_id AND p.is_primary)
        ORDER BY o.child_task_id, o.id
    ) AS oldest
    WHERE e.id = oldest.id;

    ripples := EXISTS (
        SELECT FROM orchestrator.tasks AS t
        WHERE t.id = ANY (p_children) AND t.chain_position IS DISTINCT FROM orchestrator.position_below_parents(t.id)
            AND EXISTS (SELECT FROM orchestrator.task_chain_edges AS e WHERE e.parent_task_id = t.id));
    IF ripples THEN
        PERFORM orchestrator.write_mirror(array_agg(t.id), array_agg(e.parent_task_id), array_agg(l.level))
        FROM orchestrator.calculate_dependency_levels(p_chain_id) AS l
        JOIN orchestrator.tasks AS t ON t.id = l.task_id
        LEFT JOIN orchestrator.task_chain_edges AS e ON e.child_task_id = t.id AND e.is_primary
        WHERE t.chain_position IS DISTINCT FROM l.level OR t.parent_task_id IS DISTINCT FROM e.parent_task_id;
    ELSE
        PERFORM orchestrator.write_mirror(array_agg(x.id), array_agg(x.parent), array_agg(x.level))
        FROM (
            SELECT t.id, t.parent_task_id, t.chain_position, e.parent_task_id AS parent, orchestrator.position_below_parents(t.id) AS level
            FROM orchestrator.tasks AS t
            LEFT JOIN orchestrator.task_chain_edges AS e ON e.child_task_id = t.id AND e.is_primary
            WHERE t.id = ANY (p_children)
        ) AS x
        WHERE x.chain_position IS DISTINCT FROM x.level OR x.parent_task_id IS DISTINCT FROM x.parent;
    END IF;
END
$$;

CREATE FUNCTION orchestrator.position_below_parents(p_task_id uuid) RETURNS int
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(max(p.chain_position) + 1, 0)
        FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        WHERE e.child_task_id = p_task_id);
END
$$;

CREATE FUNCTION orchestrator.write_mirror(p_ids uuid[], p_parents uuid[], p_positions int[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_ids IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM orchestrator.tasks AS t WHERE t.id = ANY (p_ids) ORDER BY t.id FOR NO KEY UPDATE;
    UPDATE orchestrator.tasks AS t SET parent_task_id = m.parent, chain_position = m.position
    FROM unnest(p_ids, p_parents, p_positions) AS m (id, parent, position)
    WHERE t.id = m.id;
END
$$;

CREATE FUNCTION orchestrator.mirror_new_edges() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    chain record;
    on_cycle uuid;
BEGIN
    FOR chain IN
        SELECT a.chain_id AS id, count(*) AS edges, array_agg(a.parent_task_id) AS parents, array_agg(DISTINCT a.child_task_id) AS children
        FROM added AS a GROUP BY a.chain_id ORDER BY a.chain_id
    LOOP
        IF chain.edges = 1 THEN
            on_cycle := CASE WHEN orchestrator.would_create_cycle(chain.parents[1], chain.children[1]) THEN chain.children[1] END;
        ELSE
            SELECT u.id INTO on_cycle FROM (
                SELECT unnest(chain.children) EXCEPT SELECT l.task_id FROM orchestrator.calculate_dependency_levels(chain.id) AS l) AS u (id)
            LIMIT 1;
        END IF;
        IF on_cycle IS NOT NULL THEN
            RAISE EXCEPTION 'Chain % would have a cycle: task % would wait for itself', chain.id, on_cycle
                USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'task_chain_edges',
                    CONSTRAINT = 'chain_must_not_have_a_cycle';
        END IF;
        PERFORM orchestrator.sync_chain_graph(chain.id, chain.children);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER task_chain_edges_3_mirror_new AFTER INSERT ON orchestrator.task_chain_edges
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION orchestrator.mirror_new_edges();

CREATE FUNCTION orchestrator.mirror_deleted_edges() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    chain record;
BEGIN
    FOR chain IN
        SELECT r.chain_id AS id, array_agg(DISTINCT r.child_task_id) AS children FROM removed AS r GROUP BY r.chain_id ORDER BY r.chain_id
    LOOP
        PERFORM orchestrator.sync_chain_graph(chain.id, chain.children);
    END LOOP;
    RETURN NULL;
END
$$;

-- Not when a chain goes with all that it has.
CREATE TRIGGER task_chain_edges_3_mirror_deleted AFTER DELETE ON orchestrator.task_chain_edges
REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.mirror_deleted_edges();

-- At commit: the chain's root moves up when it has gained a parent, and an edge that came later than its chain is an event.
CREATE FUNCTION orchestrator.follow_new_edge() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    root uuid;
    parent uuid;
BEGIN
    SELECT c.root_task_id INTO root FROM orchestrator.task_chains AS c WHERE c.id = NEW.chain_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF root = NEW.child_task_id THEN
        LOOP
            SELECT t.parent_task_id INTO parent FROM orchestrator.tasks AS t WHERE t.id = root;
            EXIT WHEN parent IS NULL;
            root := parent;
        END LOOP;
        UPDATE orchestrator.task_chains SET root_task_id = root WHERE id = NEW.chain_id AND root_task_id <> root;
    END IF;
    IF NOT EXISTS (
        SELECT FROM orchestrator.lifecycle_events AS e
        WHERE e.subject_kind = 'chain' AND e.subject_id = NEW.chain_id AND e.seq = 1 AND e.tx = pg_current_xact_id())
    THEN
        PERFORM orchestrator.record_chain_event(
            NEW.chain_id, 'chain.edge_added', orchestrator.current_actor('system'), jsonb_build_object(
                'parent_task_id', NEW.parent_task_id, 'child_task_id', NEW.child_task_id, 'condition', NEW.condition));
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER task_chain_edges_4_follow AFTER INSERT ON orchestrator.task_chain_edges
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.follow_new_edge();
