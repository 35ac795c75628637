-- Refuses a status change that allowed_transitions does not list, by whatever statement it comes.
-- SQLSTATE OC001: not allowed; OC002: allowed to people only.
CREATE FUNCTION orchestrator.guard_task_transition() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    previous orchestrator.task_status := CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END;
    requested text := orchestrator.current_transition_metadata() ->> 'event';
    event text := orchestrator.transition_event('task', previous, NEW.status, requested);
    actor text := orchestrator.current_actor('system');
BEGIN
    IF event IS NULL THEN
        RAISE EXCEPTION 'Task % cannot go from % to %', NEW.id, coalesce(previous::text, 'nothing'),
                NEW.status || coalesce(' as ' || requested, '')
            USING ERRCODE = 'OC001', SCHEMA = 'orchestrator', TABLE = 'tasks', COLUMN = 'status',
                CONSTRAINT = 'task_transition_must_be_allowed',
                HINT = 'orchestrator.allowed_transitions lists what is allowed.';
    END IF;

    IF actor NOT LIKE 'manual:%' AND actor NOT LIKE 'api:%' AND EXISTS (
        SELECT FROM orchestrator.allowed_transitions
        WHERE subject = 'task' AND from_status = previous AND to_status = NEW.status AND event_name = event AND operator_only)
    THEN
        RAISE EXCEPTION 'Task %: % -> % needs an operator; the actor is %', NEW.id, previous, NEW.status, actor
            USING ERRCODE = 'OC002', SCHEMA = 'orchestrator', TABLE = 'tasks', COLUMN = 'status',
                CONSTRAINT = 'task_transition_is_for_operators',
                HINT = 'Pass manual:<user> or api:<client> as the actor.';
    END IF;

    RETURN NEW;
END
$$;

-- A task begins as pending: the one first transition there is needs no look-up (a tenth of an insert's time).
CREATE TRIGGER tasks_1_guard_new BEFORE INSERT ON orchestrator.tasks
FOR EACH ROW WHEN (NEW.status <> 'pending') EXECUTE FUNCTION orchestrator.guard_task_transition();

CREATE TRIGGER tasks_1_guard_changed BEFORE UPDATE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION orchestrator.guard_task_transition();

-- A task joins a chain once and leaves it with the chain alone: edges, events and the chain's status are built on that.
CREATE FUNCTION orchestrator.guard_task_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM orchestrator.task_chains WHERE id = OLD.chain_id) THEN
        RAISE EXCEPTION 'Task % belongs to chain % for good', OLD.id, OLD.chain_id
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'tasks', COLUMN = 'chain_id',
                CONSTRAINT = 'task_must_stay_in_its_chain', HINT = 'Deleting the chain deletes its tasks.';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER tasks_1_guard_chain BEFORE UPDATE OF chain_id ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.chain_id IS NOT NULL AND OLD.chain_id IS DISTINCT FROM NEW.chain_id)
EXECUTE FUNCTION orchestrator.guard_task_chain();

CREATE TRIGGER tasks_1_guard_deletion BEFORE DELETE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.chain_id IS NOT NULL) EXECUTE FUNCTION orchestrator.guard_task_chain();
