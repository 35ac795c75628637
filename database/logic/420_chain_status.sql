-- A chain follows its tasks at commit: its row is the last lock of every transaction, so nobody who holds it waits for anything
-- else, and it is held no longer than the commit takes (docs/decisions/0008). Not for queued <-> running: the chain runs before
-- and after, whatever others do.

-- The event that a chain's step makes, from what its task has just done.
CREATE FUNCTION orchestrator.chain_step_event(
    p_from orchestrator.task_status, p_to orchestrator.task_status, p_task_event text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE
        WHEN p_task_event IN ('task.retry_requested', 'task.rerun_requested') AND p_from <> 'pending' AND p_to IN ('pending', 'running')
            THEN 'chain' || substr(p_task_event, 5)
        WHEN p_to = 'pending' THEN 'chain.rescheduled'
        WHEN p_to = 'running' THEN 'chain.started'
        WHEN p_from = 'failed' AND p_task_event = 'task.resolved_manually' THEN 'chain.resolved_manually'
        WHEN p_to = 'completed_with_warnings' THEN 'chain.completed'
        ELSE 'chain.' || p_to
    END;
END
$$;

-- p_task_id: whose change this is; its actor and reason become the chain's.
CREATE FUNCTION orchestrator.sync_chain_status(p_chain_id uuid, p_task_id uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    actor_before text := coalesce(current_setting('orchestrator.actor', true), '');
    metadata_before text := coalesce(current_setting('orchestrator.transition_metadata', true), '');
    current orchestrator.task_status;
    derived orchestrator.task_status;
    cause record;
BEGIN
    -- The lock is one statement, the probes are others: they see what the lock's last holder committed.
    SELECT c.status INTO current FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    derived := orchestrator.derive_chain_status(p_chain_id);
    IF derived = current THEN
        RETURN;
    END IF;

    SELECT m.actor, m.metadata ->> 'reason' AS reason,
        orchestrator.transition_event('task', m.from_status, m.to_status, m.metadata ->> 'event') AS event
    INTO cause FROM orchestrator.task_transitions AS m WHERE m.task_id = p_task_id AND m.most_recent;
    PERFORM set_config('orchestrator.actor', coalesce(cause.actor, 'system'), true),
        set_config('orchestrator.transition_metadata', jsonb_strip_nulls(jsonb_build_object(
            'event', orchestrator.chain_step_event(current, derived, cause.event), 'task_id', p_task_id,
            'reason', cause.reason))::text, true);
    UPDATE orchestrator.task_chains SET status = derived WHERE id = p_chain_id;
    PERFORM set_config('orchestrator.actor', actor_before, true),
        set_config('orchestrator.transition_metadata', metadata_before, true);
END
$$;

CREATE FUNCTION orchestrator.follow_task_status() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orchestrator.sync_chain_status(NEW.chain_id, NEW.id);
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER tasks_6_chain_follows AFTER UPDATE ON orchestrator.tasks
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.chain_id IS NOT NULL AND OLD.status <> NEW.status
    AND NOT (OLD.status IN ('queued', 'running') AND NEW.status IN ('queued', 'running')))
EXECUTE FUNCTION orchestrator.follow_task_status();

-- A new task is pending: it changes the status of an ended chain only. A chain's first task heads it.
CREATE FUNCTION orchestrator.follow_new_task() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    chain record;
BEGIN
    SELECT c.status, c.root_task_id INTO chain FROM orchestrator.task_chains AS c WHERE c.id = NEW.chain_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF chain.root_task_id IS NULL THEN
        UPDATE orchestrator.task_chains SET root_task_id = (
            SELECT t.id FROM orchestrator.tasks AS t
            WHERE t.chain_id = NEW.chain_id AND t.parent_task_id IS NULL ORDER BY t.created_at, t.id LIMIT 1)
        WHERE id = NEW.chain_id;
    END IF;
    IF TG_OP = 'UPDATE' OR chain.status NOT IN ('pending', 'running') THEN
        PERFORM orchestrator.sync_chain_status(NEW.chain_id, NEW.id);
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER tasks_6_chain_grows AFTER INSERT ON orchestrator.tasks
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.chain_id IS NOT NULL)
EXECUTE FUNCTION orchestrator.follow_new_task();

CREATE CONSTRAINT TRIGGER tasks_6_chain_adopts AFTER UPDATE ON orchestrator.tasks
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.chain_id IS NULL AND NEW.chain_id IS NOT NULL)
EXECUTE FUNCTION orchestrator.follow_new_task();

-- Compare-and-set of a chain: false means that someone was first (or that there is no such chain), and nothing is written.
-- A chain's status follows from its tasks, so cancelling it cancels what has not ended, each with its own audit row and event
-- (a chain with a failed task then ends as failed); any other p_to must be what the tasks make it already.
CREATE FUNCTION orchestrator.transition_chain(
    p_id uuid, p_expected orchestrator.task_status[], p_to orchestrator.task_status, p_actor text,
    p_metadata jsonb DEFAULT '{}') RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    actor_before text := coalesce(current_setting('orchestrator.actor', true), '');
    metadata_before text := coalesce(current_setting('orchestrator.transition_metadata', true), '');
    current orchestrator.task_status;
    open_tasks uuid[];
    open_task uuid;
    last_task uuid;
BEGIN
    IF p_to = 'cancelled' THEN
        SELECT c.status INTO current FROM orchestrator.task_chains AS c WHERE c.id = p_id;
        IF NOT FOUND OR current <> ALL (p_expected) THEN
            RETURN false;
        END IF;
        IF current IN ('pending', 'running') THEN
            -- All locks of tasks before the first row, and no row beside a statement that takes rows in an order of its own. What
            -- opens after this look is not cancelled: its lock would come out of turn.
            SELECT array_agg(t.id ORDER BY t.id) INTO open_tasks FROM orchestrator.tasks AS t
            WHERE t.chain_id = p_id AND t.status IN ('pending', 'queued', 'running');
            FOREACH open_task IN ARRAY coalesce(open_tasks, '{}') LOOP
                PERFORM orchestrator.lock_task(open_task);
            END LOOP;
            PERFORM orchestrator.lock_all_graphs(false);
            FOREACH open_task IN ARRAY coalesce(open_tasks, '{}') LOOP
                IF orchestrator.transition_task(open_task, '{pending, queued, running}', 'cancelled', p_actor, p_metadata) THEN
                    last_task := open_task;
                END IF;
            END LOOP;
            IF last_task IS NOT NULL THEN
                PERFORM orchestrator.sync_chain_status(p_id, last_task);
            END IF;
            RETURN last_task IS NOT NULL;
        END IF;
    END IF;

    SELECT c.status INTO current FROM orchestrator.task_chains AS c WHERE c.id = p_id FOR NO KEY UPDATE;
    IF NOT FOUND OR current <> ALL (p_expected) THEN
        RETURN false;
    END IF;
    IF current <> p_to THEN
        PERFORM set_config('orchestrator.actor', p_actor, true),
            set_config('orchestrator.transition_metadata', coalesce(p_metadata, '{}')::text, true);
        UPDATE orchestrator.task_chains SET status = p_to WHERE id = p_id;
        PERFORM set_config('orchestrator.actor', actor_before, true),
            set_config('orchestrator.transition_metadata', metadata_before, true);
    END IF;
    RETURN true;
END
$$;
