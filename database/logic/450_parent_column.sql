-- The mirror's other direction: whoever sets tasks.parent_task_id makes, moves or removes the primary edge, and the chain when
-- neither task has one. Setting NULL removes the primary edge, so the oldest remaining one, if any, takes its place.

-- The chain of both, made where there is none; a task without one joins the other's.
CREATE FUNCTION orchestrator.join_chain(p_task_ids uuid[], p_chain_id uuid, p_chain_name text, p_triggered_by text) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    chain uuid := p_chain_id;
    member record;
BEGIN
    -- Two that want the same task make one chain. Not its row's lock: the one who comes second would keep that while it waits for
    -- the chain's graph, whose holder may want the row.
    FOR member IN
        SELECT t.id FROM orchestrator.tasks AS t WHERE t.id = ANY (p_task_ids) AND t.chain_id IS NULL ORDER BY t.id
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(member.id::text, 2));
    END LOOP;
    FOR member IN
        SELECT t.id, t.chain_id, t.namespace_id FROM orchestrator.tasks AS t
        WHERE t.id = ANY (p_task_ids) ORDER BY t.chain_id IS NULL, t.id
    LOOP
        IF chain IS NULL AND member.chain_id IS NULL THEN
            INSERT INTO orchestrator.task_chains (chain_name, namespace_id, triggered_by)
            VALUES (p_chain_name, member.namespace_id, p_triggered_by) RETURNING id INTO chain;
        END IF;
        chain := coalesce(chain, member.chain_id);
        PERFORM pg_advisory_xact_lock(hashtextextended(chain::text, 1));  -- before the row is written
        IF member.chain_id IS NULL THEN
            UPDATE orchestrator.tasks SET chain_id = chain, chain_position = 0 WHERE id = member.id;
        ELSIF member.chain_id <> chain THEN
            RAISE EXCEPTION 'Task % is in chain %, not in %', member.id, member.chain_id, chain
                USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'task_chain_edges', COLUMN = 'chain_id',
                    CONSTRAINT = 'chain_edge_must_join_tasks_of_one_chain';
        END IF;
    END LOOP;
    RETURN chain;
END
$$;

CREATE FUNCTION orchestrator.follow_parent_column() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    chain uuid := NEW.chain_id;
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM orchestrator.lock_all_graphs(false);  -- an update has it from its statement's trigger
    END IF;
    IF NEW.parent_task_id IS NOT NULL THEN
        chain := orchestrator.join_chain(ARRAY[NEW.id, NEW.parent_task_id], NULL, NEW.name, NEW.triggered_by);
    END IF;
    IF chain IS NULL THEN
        RETURN NULL;
    END IF;

    PERFORM pg_advisory_xact_lock(hashtextextended(chain::text, 1));
    DELETE FROM orchestrator.task_chain_edges AS e
    WHERE e.child_task_id = NEW.id AND e.is_primary AND e.parent_task_id IS DISTINCT FROM NEW.parent_task_id;
    IF NEW.parent_task_id IS NOT NULL THEN
        UPDATE orchestrator.task_chain_edges AS e SET is_primary = true
        WHERE e.parent_task_id = NEW.parent_task_id AND e.child_task_id = NEW.id;
        IF NOT FOUND THEN
            INSERT INTO orchestrator.task_chain_edges (chain_id, parent_task_id, child_task_id, is_primary)
            VALUES (chain, NEW.parent_task_id, NEW.id, true);
        END IF;
    END IF;
    PERFORM orchestrator.sync_chain_graph(chain, ARRAY[NEW.id]);
    RETURN NULL;
END
$$;

CREATE TRIGGER tasks_7_follow_parent_of_new AFTER INSERT ON orchestrator.tasks
FOR EACH ROW WHEN (NEW.parent_task_id IS NOT NULL) EXECUTE FUNCTION orchestrator.follow_parent_column();

CREATE TRIGGER tasks_7_follow_parent AFTER UPDATE OF parent_task_id ON orchestrator.tasks
FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND OLD.parent_task_id IS DISTINCT FROM NEW.parent_task_id)
EXECUTE FUNCTION orchestrator.follow_parent_column();
