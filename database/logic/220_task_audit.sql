-- One row in task_transitions for every status change, in its transaction.
CREATE FUNCTION orchestrator.audit_task_transition() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    previous_key int := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE orchestrator.task_transitions SET most_recent = false
        WHERE task_id = NEW.id AND most_recent
        RETURNING sort_key INTO STRICT previous_key;
    END IF;

    INSERT INTO orchestrator.task_transitions (task_id, from_status, to_status, sort_key, most_recent, metadata, actor)
    VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END, NEW.status, previous_key + 1, true,
        orchestrator.current_transition_metadata(),
        orchestrator.current_actor(CASE WHEN TG_OP = 'INSERT' THEN NEW.triggered_by ELSE 'system' END));
    RETURN NULL;
END
$$;

CREATE TRIGGER tasks_3_audit_new AFTER INSERT ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.audit_task_transition();

CREATE TRIGGER tasks_3_audit_changed AFTER UPDATE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION orchestrator.audit_task_transition();

-- The past is not for editing: only triggers write here, and only a purge of the task removes it.
CREATE FUNCTION orchestrator.refuse_direct_write() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Table % is written by triggers only', TG_TABLE_NAME
        USING ERRCODE = 'OC003', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
            CONSTRAINT = TG_TABLE_NAME || '_are_written_by_triggers_only';
END
$$;

CREATE TRIGGER task_transitions_refuse_direct_write
BEFORE INSERT OR UPDATE OR DELETE ON orchestrator.task_transitions
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION orchestrator.refuse_direct_write();
