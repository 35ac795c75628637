-- Who acts and why travels beside the statement, in settings that live as long as the transaction:
-- a trigger cannot take parameters, and a plain UPDATE must leave the same trace as transition_task().

CREATE FUNCTION orchestrator.current_actor(fallback text) RETURNS text
LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('orchestrator.actor', true), ''), fallback);

CREATE FUNCTION orchestrator.current_transition_metadata() RETURNS jsonb
LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('orchestrator.transition_metadata', true), '')::jsonb, '{}'::jsonb);

-- The event that a transition makes; NULL when the transition is not allowed. failed -> pending has two names:
-- a rerun says so in its metadata ("event": "task.rerun_requested"), otherwise it is an operator's retry.
CREATE FUNCTION orchestrator.transition_event(
    p_subject text, p_from orchestrator.task_status, p_to orchestrator.task_status, p_requested text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT event_name FROM orchestrator.allowed_transitions
        WHERE subject = p_subject AND from_status IS NOT DISTINCT FROM p_from AND to_status = p_to
            AND event_name = coalesce(p_requested, event_name)
        ORDER BY event_name LIKE '%.rerun_requested' LIMIT 1);
END
$$;

-- Words of older systems are mapped at the door.
CREATE FUNCTION orchestrator.normalize_status(p_status text) RETURNS orchestrator.task_status
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    word text := lower(btrim(p_status));
BEGIN
    RETURN CASE
        WHEN word IN ('processing', 'fetching', 'in_progress') THEN 'running'
        WHEN word IN ('passed', 'complete') THEN 'completed'
        WHEN word = 'error' THEN 'failed'
        ELSE word
    END::orchestrator.task_status;
EXCEPTION WHEN invalid_text_representation THEN
    RAISE EXCEPTION '"%" is not a task status', p_status
        USING ERRCODE = 'invalid_text_representation',
            HINT = 'Known: ' || array_to_string(enum_range(NULL::orchestrator.task_status), ', ')
                || '; also processing, fetching, in_progress, passed, complete, error.';
END
$$;
