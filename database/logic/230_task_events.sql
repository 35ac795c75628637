-- What every task event's payload carries (docs/events.md); wait and error only where there is one.
-- PL/pgSQL keeps its plans for the session; an SQL function called from a trigger is planned anew each time (0.3 ms).
CREATE FUNCTION orchestrator.task_event_payload(
    task orchestrator.tasks, metadata jsonb, previous orchestrator.task_status) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    attempt int := (metadata ->> 'attempt')::int;
    payload jsonb;
BEGIN
    IF attempt IS NULL AND previous IS NOT NULL THEN
        SELECT max(e.attempt_number) INTO attempt FROM orchestrator.task_executions AS e WHERE e.task_id = task.id;
    END IF;

    payload := jsonb_build_object(
        'task_id', task.id,
        'chain_id', task.chain_id,
        'node_key', task.node_key,
        'attempt', attempt,
        'retry_limit', task.max_retries,
        'started_at', task.started_at,
        'completed_at', task.completed_at,
        'duration_ms', round(extract(epoch FROM task.completed_at - task.started_at) * 1000),
        'run', task.run_no,
        'from_status', previous,
        'status', task.status);
    IF task.wait_reason IS NOT NULL THEN
        payload := payload || jsonb_build_object('wait_reason', task.wait_reason, 'wait_until', task.wait_until);
    END IF;
    IF task.error_type IS NOT NULL THEN
        payload := payload || jsonb_build_object('error_type', task.error_type);
    END IF;
    IF task.warnings_count > 0 THEN
        payload := payload || jsonb_build_object('warnings_count', task.warnings_count);
    END IF;
    IF metadata ? 'reason' THEN
        payload := payload || jsonb_build_object('reason', metadata -> 'reason');
    END IF;
    RETURN payload;
END
$$;

CREATE FUNCTION orchestrator.publish_task_transition() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    metadata jsonb := orchestrator.current_transition_metadata();
    previous orchestrator.task_status;
    event text := 'task.created';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        previous := OLD.status;
        event := orchestrator.transition_event('task', previous, NEW.status, metadata ->> 'event');
    END IF;

    INSERT INTO orchestrator.lifecycle_events (
        subject_kind, subject_id, seq, namespace_id, scope_id, event_name, actor, payload, correlation_id)
    VALUES (
        'task', NEW.id, NEW.event_seq, NEW.namespace_id, NEW.chain_id, event,
        orchestrator.current_actor(CASE WHEN TG_OP = 'INSERT' THEN NEW.triggered_by ELSE 'system' END),
        orchestrator.task_event_payload(NEW, metadata, previous), NEW.correlation_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER tasks_4_publish_new AFTER INSERT ON orchestrator.tasks
FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_task_transition();

CREATE TRIGGER tasks_4_publish_changed AFTER UPDATE ON orchestrator.tasks
FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION orchestrator.publish_task_transition();

-- For what happens to a task without changing its status (task.waiting, task.result_ignored, llm.call_completed, ...).
-- Returns the event's number, NULL when there is no such task. The payload's own keys win.
CREATE FUNCTION orchestrator.record_task_event(
    p_task_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    task orchestrator.tasks;
BEGIN
    PERFORM orchestrator.lock_task(p_task_id);
    UPDATE orchestrator.tasks SET event_seq = event_seq + 1 WHERE id = p_task_id RETURNING * INTO task;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    INSERT INTO orchestrator.lifecycle_events (
        subject_kind, subject_id, seq, namespace_id, scope_id, event_name, actor, payload, correlation_id)
    VALUES (
        'task', task.id, task.event_seq, task.namespace_id, task.chain_id, p_event_name, p_actor,
        orchestrator.task_event_payload(task, '{}', task.status) || coalesce(p_payload, '{}'), task.correlation_id);
    RETURN task.event_seq;
END
$$;

-- Events of all subjects that are final: no transaction that may still commit can put one before them.
-- Read in the order (tx, id); the pair is the reader's position.
CREATE VIEW orchestrator.settled_events AS
SELECT id, tx, subject_kind, subject_id, seq, namespace_id, scope_id, event_name, actor, payload, correlation_id, occurred_at
FROM orchestrator.lifecycle_events
WHERE tx < pg_snapshot_xmin(pg_current_snapshot());
