-- A chain's status is what its tasks make it. OC001: no such step; OC004: the tasks say otherwise.
CREATE FUNCTION orchestrator.derive_chain_status(p_chain_id uuid) RETURNS orchestrator.task_status
LANGUAGE plpgsql STABLE AS $$
DECLARE
    some_pending boolean;
    some_done boolean;
BEGIN
    -- Probes of the index (chain_id, status): a scan per transition would make a chain's cost quadratic.
    IF EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'running')
        OR EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'queued')
    THEN
        RETURN 'running';
    END IF;

    some_pending := EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'pending');
    some_done := EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status > 'running');
    RETURN CASE
        WHEN some_pending AND some_done THEN 'running'
        WHEN NOT some_done THEN 'pending'
        WHEN EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'failed') THEN 'failed'
        WHEN EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'cancelled') THEN 'cancelled'
        WHEN EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'completed_with_warnings')
            OR EXISTS (SELECT FROM orchestrator.tasks WHERE chain_id = p_chain_id AND status = 'skipped' AND warnings_count > 0)
            THEN 'completed_with_warnings'
        ELSE 'completed'
    END::orchestrator.task_status;
END
$$;

CREATE FUNCTION orchestrator.stamp_new_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'pending' THEN
        RAISE EXCEPTION 'Chain % cannot go from nothing to %', NEW.id, NEW.status
            USING ERRCODE = 'OC001', SCHEMA = 'orchestrator', TABLE = 'task_chains', COLUMN = 'status',
                CONSTRAINT = 'chain_transition_must_be_allowed';
    END IF;
    NEW.created_at := clock_timestamp();
    NEW.updated_at := NEW.created_at;
    NEW.started_at := NULL;
    NEW.completed_at := NULL;
    NEW.event_seq := 0;  -- chain.created is written at commit, when its tasks are there
    NEW.version := 1;
    RETURN NEW;
END
$$;

CREATE TRIGGER task_chains_1_stamp_new BEFORE INSERT ON orchestrator.task_chains
FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_new_chain();

CREATE FUNCTION orchestrator.guard_changed_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    requested text := orchestrator.current_transition_metadata() ->> 'event';
    derived orchestrator.task_status;
    right_now timestamptz := greatest(clock_timestamp(), OLD.updated_at);
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := right_now;
    NEW.version := OLD.version + 1;
    IF NEW.status = OLD.status THEN
        NEW.started_at := OLD.started_at;
        NEW.completed_at := OLD.completed_at;
        RETURN NEW;
    END IF;

    IF orchestrator.transition_event('chain', OLD.status, NEW.status, requested) IS NULL THEN
        RAISE EXCEPTION 'Chain % cannot go from % to %', NEW.id, OLD.status, NEW.status || coalesce(' as ' || requested, '')
            USING ERRCODE = 'OC001', SCHEMA = 'orchestrator', TABLE = 'task_chains', COLUMN = 'status',
                CONSTRAINT = 'chain_transition_must_be_allowed', HINT = 'orchestrator.allowed_transitions lists what is allowed.';
    END IF;
    derived := orchestrator.derive_chain_status(NEW.id);
    IF NEW.status <> derived THEN
        RAISE EXCEPTION 'Chain % cannot be %: its tasks make it %', NEW.id, NEW.status, derived
            USING ERRCODE = 'OC004', SCHEMA = 'orchestrator', TABLE = 'task_chains', COLUMN = 'status',
                CONSTRAINT = 'chain_status_must_follow_from_its_tasks', HINT = 'Move its tasks; the chain follows.';
    END IF;

    NEW.event_seq := OLD.event_seq + 1;
    NEW.error_message := NULL;
    IF NEW.status IN ('pending', 'running') THEN
        NEW.started_at := CASE WHEN NEW.status = 'running' THEN coalesce(OLD.started_at, right_now) END;
        NEW.completed_at := NULL;
    ELSE
        NEW.started_at := OLD.started_at;
        NEW.completed_at := greatest(right_now, OLD.started_at);
        IF NEW.status = 'failed' THEN
            NEW.error_message := (
                SELECT string_agg(format('Task %s failed%s', coalesce(f.node_key, f.name), ': ' || f.error_message), E'\n' ORDER BY f.completed_at, f.id)
                FROM (SELECT * FROM orchestrator.tasks AS t
                      WHERE t.chain_id = NEW.id AND t.status = 'failed' ORDER BY t.completed_at, t.id LIMIT 10) AS f);
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER task_chains_1_guard_changed BEFORE UPDATE ON orchestrator.task_chains
FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_changed_chain();

-- One row in chain_transitions and one event for every status change, in its transaction.
CREATE FUNCTION orchestrator.record_chain_transition() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    metadata jsonb := orchestrator.current_transition_metadata();
    actor text := orchestrator.current_actor('system');
    previous_key int;
BEGIN
    UPDATE orchestrator.chain_transitions SET most_recent = false WHERE chain_id = NEW.id AND most_recent
    RETURNING sort_key INTO STRICT previous_key;
    INSERT INTO orchestrator.chain_transitions (chain_id, from_status, to_status, sort_key, most_recent, metadata, actor)
    VALUES (NEW.id, OLD.status, NEW.status, previous_key + 1, true, metadata, actor);
    PERFORM orchestrator.append_chain_event(
        NEW, orchestrator.transition_event('chain', OLD.status, NEW.status, metadata ->> 'event'), actor,
        orchestrator.chain_event_payload(NEW, OLD.status)
            || jsonb_strip_nulls(jsonb_build_object('error_message', NEW.error_message, 'reason', metadata -> 'reason')));
    RETURN NULL;
END
$$;

CREATE TRIGGER task_chains_2_record_transition AFTER UPDATE ON orchestrator.task_chains
FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION orchestrator.record_chain_transition();

CREATE FUNCTION orchestrator.record_new_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO orchestrator.chain_transitions (chain_id, to_status, sort_key, most_recent, actor)
    VALUES (NEW.id, 'pending', 1, true, orchestrator.current_actor(NEW.triggered_by));
    RETURN NULL;
END
$$;

CREATE TRIGGER task_chains_2_record_new AFTER INSERT ON orchestrator.task_chains
FOR EACH ROW EXECUTE FUNCTION orchestrator.record_new_chain();

-- At commit, so that chain.created counts the tasks and edges that came with the chain.
CREATE FUNCTION orchestrator.publish_new_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    edges bigint := (SELECT count(*) FROM orchestrator.task_chain_edges WHERE chain_id = NEW.id);
BEGIN
    PERFORM orchestrator.record_chain_event(
        NEW.id, 'chain.created', (SELECT actor FROM orchestrator.chain_transitions WHERE chain_id = NEW.id AND sort_key = 1),
        jsonb_build_object('from_status', NULL, 'edges', edges, 'template_id', NEW.template_id));
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER task_chains_3_publish_new AFTER INSERT ON orchestrator.task_chains
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_new_chain();

CREATE TRIGGER chain_transitions_refuse_direct_write
BEFORE INSERT OR UPDATE OR DELETE ON orchestrator.chain_transitions
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.refuse_direct_write();
