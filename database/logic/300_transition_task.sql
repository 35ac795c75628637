-- Compare-and-set: false means that someone was first (or that there is no such task), and nothing is written.
-- Already in p_to, with p_to expected: true, and nothing is written either.
-- Metadata stays with the audit row; its error_type and error_message become the task's when it fails, and its
-- "event" chooses where a transition has two names. With p_run, a task that has begun another run counts as moved on.
CREATE FUNCTION orchestrator.transition_task(
    p_id uuid, p_expected orchestrator.task_status[], p_to orchestrator.task_status, p_actor text,
    p_metadata jsonb DEFAULT '{}', p_run int DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    actor_before text := coalesce(current_setting('orchestrator.actor', true), '');
    metadata_before text := coalesce(current_setting('orchestrator.transition_metadata', true), '');
    moved boolean;
BEGIN
    PERFORM orchestrator.lock_task(p_id);
    PERFORM set_config('orchestrator.actor', p_actor, true),
        set_config('orchestrator.transition_metadata', coalesce(p_metadata, '{}')::text, true);

    UPDATE orchestrator.tasks SET
        status = p_to,
        error_type = CASE WHEN p_to = 'failed' THEN coalesce(p_metadata ->> 'error_type', error_type) ELSE error_type END,
        error_message = CASE WHEN p_to = 'failed' THEN coalesce(p_metadata ->> 'error_message', error_message) ELSE error_message END
    WHERE id = p_id AND status = ANY (p_expected) AND status <> p_to AND (p_run IS NULL OR run_no = p_run);
    moved := FOUND;

    PERFORM set_config('orchestrator.actor', actor_before, true),
        set_config('orchestrator.transition_metadata', metadata_before, true);

    RETURN moved OR p_to = ANY (p_expected)
        AND EXISTS (SELECT FROM orchestrator.tasks WHERE id = p_id AND status = p_to AND (p_run IS NULL OR run_no = p_run));
END
$$;

-- Names what a task waits for, while it has the status given. A new reason is an event; a new time alone is not.
CREATE FUNCTION orchestrator.set_task_wait(
    p_id uuid, p_status orchestrator.task_status, p_reason orchestrator.wait_reason, p_until timestamptz,
    p_actor text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    reason_before orchestrator.wait_reason;
BEGIN
    PERFORM orchestrator.lock_task(p_id);
    SELECT wait_reason INTO reason_before FROM orchestrator.tasks WHERE id = p_id AND status = p_status FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;

    UPDATE orchestrator.tasks SET wait_reason = p_reason, wait_until = p_until WHERE id = p_id;
    IF p_reason IS NOT NULL AND p_reason IS DISTINCT FROM reason_before THEN
        PERFORM orchestrator.record_task_event(p_id, 'task.waiting', p_actor);
    END IF;
    RETURN true;
END
$$;
