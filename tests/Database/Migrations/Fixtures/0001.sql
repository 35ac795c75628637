--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: orchestrator; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA orchestrator;


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: edge_condition; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.edge_condition AS ENUM (
    'on_success',
    'on_failure',
    'always',
    'expression'
);


--
-- Name: entry_state; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.entry_state AS ENUM (
    'planned',
    'sent',
    'running',
    'succeeded',
    'failed',
    'skipped'
);


--
-- Name: execution_priority; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.execution_priority AS ENUM (
    'low',
    'normal',
    'high',
    'critical'
);


--
-- Name: llm_outcome; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.llm_outcome AS ENUM (
    'intended',
    'succeeded',
    'empty',
    'blocked',
    'rate_limited',
    'timed_out',
    'failed',
    'unknown'
);


--
-- Name: receipt_verdict; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.receipt_verdict AS ENUM (
    'unverified',
    'verified',
    'rejected',
    'missing'
);


--
-- Name: task_status; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.task_status AS ENUM (
    'pending',
    'queued',
    'running',
    'completed',
    'completed_with_warnings',
    'failed',
    'cancelled',
    'skipped',
    'resolved_manually'
);


--
-- Name: wait_reason; Type: TYPE; Schema: orchestrator; Owner: -
--

CREATE TYPE orchestrator.wait_reason AS ENUM (
    'dependency',
    'execute_after',
    'backoff',
    'rate',
    'tokens',
    'budget',
    'concurrency',
    'approval',
    'worker',
    'suspended'
);


--
-- Name: audit_task_transition(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.audit_task_transition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: claim_pending_tasks(integer, interval); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.claim_pending_tasks(p_limit integer, p_older_than interval) RETURNS TABLE(task_id uuid, run_no integer)
    LANGUAGE sql
    AS $$
    WITH due AS MATERIALIZED (  -- the claimed rows are fixed before the update sees them
        SELECT t.id FROM orchestrator.tasks AS t
        WHERE t.status = 'pending' AND t.chain_id IS NULL AND t.map_task_id IS NULL
            AND t.start_claimed_at < clock_timestamp() - p_older_than
        ORDER BY t.priority DESC, t.scheduled_at
        LIMIT p_limit FOR UPDATE SKIP LOCKED
    )
    UPDATE orchestrator.tasks AS t SET start_claimed_at = clock_timestamp()
    FROM due WHERE t.id = due.id
    RETURNING t.id, t.run_no
$$;


--
-- Name: current_actor(text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.current_actor(fallback text) RETURNS text
    LANGUAGE sql STABLE
    RETURN COALESCE(NULLIF(current_setting('orchestrator.actor'::text, true), ''::text), fallback);


--
-- Name: current_transition_metadata(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.current_transition_metadata() RETURNS jsonb
    LANGUAGE sql STABLE
    RETURN COALESCE((NULLIF(current_setting('orchestrator.transition_metadata'::text, true), ''::text))::jsonb, '{}'::jsonb);


--
-- Name: explain_task(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.explain_task(p_id uuid) RETURNS TABLE(task_id uuid, status orchestrator.task_status, waits_for orchestrator.wait_reason, since timestamp with time zone, until timestamp with time zone, whose_turn text)
    LANGUAGE sql STABLE
    AS $$
    SELECT t.id, t.status, w.reason,
        CASE WHEN w.reason = 'worker' THEN greatest(m.created_at, w.over_at) ELSE m.created_at END,  -- over_at may be NULL
        CASE WHEN w.reason IS NULL OR w.reason = 'worker' THEN NULL ELSE w.until END,
        CASE
            WHEN t.is_done THEN 'nobody: it has ended'
            WHEN t.status = 'running' AND w.reason IS NULL THEN 'worker' || coalesce(' ' || e.worker_id, '')
            WHEN w.reason IN ('execute_after', 'backoff') THEN 'the clock'
            WHEN w.reason = 'worker' AND t.status = 'pending' THEN 'StartPendingTasks: the run is not started yet'
            WHEN w.reason = 'worker' THEN 'the function host: the run is started, no attempt has begun'
            WHEN w.reason = 'dependency' THEN 'the parent tasks'
            WHEN w.reason = 'approval' THEN 'an approver'
            WHEN w.reason IN ('suspended', 'budget') THEN 'an operator'
            ELSE 'admission: the next free ' || w.reason
        END
    FROM orchestrator.tasks AS t
    JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
    LEFT JOIN LATERAL (
        SELECT x.worker_id FROM orchestrator.task_executions AS x
        WHERE x.task_id = t.id ORDER BY x.attempt_number DESC LIMIT 1
    ) AS e ON true
    CROSS JOIN LATERAL (
        SELECT
            CASE
                WHEN t.is_done THEN NULL
                WHEN t.wait_reason IN ('execute_after', 'backoff') AND t.wait_until <= now() THEN 'worker'
                WHEN t.wait_reason IS NOT NULL AND t.wait_reason <> 'worker' THEN t.wait_reason
                WHEN t.status = 'running' THEN NULL
                WHEN t.execute_after > now() THEN 'execute_after'
                ELSE 'worker'
            END::orchestrator.wait_reason AS reason,
            CASE WHEN t.wait_reason IS NULL OR t.wait_reason = 'worker' THEN t.execute_after ELSE t.wait_until END AS until,
            CASE WHEN t.wait_reason IN ('execute_after', 'backoff') THEN t.wait_until ELSE t.execute_after END AS over_at
    ) AS w
    WHERE t.id = p_id
$$;


--
-- Name: find_stuck_tasks(integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.find_stuck_tasks(p_minutes integer) RETURNS TABLE(task_id uuid, status orchestrator.task_status, waits_for orchestrator.wait_reason, since timestamp with time zone, worker_id text)
    LANGUAGE sql STABLE
    AS $$
    SELECT t.id, t.status, x.waits_for, coalesce(x.since, t.updated_at),
        (SELECT e.worker_id FROM orchestrator.task_executions AS e
         WHERE e.task_id = t.id ORDER BY e.attempt_number DESC LIMIT 1)
    FROM orchestrator.tasks AS t
    CROSS JOIN LATERAL orchestrator.explain_task(t.id) AS x
    WHERE t.status IN ('pending', 'queued', 'running')
        AND NOT (t.status = 'pending' AND (t.chain_id IS NOT NULL OR t.map_task_id IS NOT NULL))
        AND t.updated_at < now() - make_interval(mins => p_minutes)
        AND x.since < now() - make_interval(mins => p_minutes)
        AND (t.status = 'running' AND x.waits_for IS NULL OR x.waits_for = 'worker')
        AND NOT EXISTS (
            SELECT FROM orchestrator.llm_calls AS c
            WHERE c.task_id = t.id AND c.outcome = 'intended' AND c.lease_until > now())
    ORDER BY 4
$$;


--
-- Name: guard_task_transition(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.guard_task_transition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: index_task_text(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.index_task_text() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    prompt text := left(NEW.prompt, CASE WHEN NEW.output IS NULL THEN 8192 ELSE 4096 END);
BEGIN
    INSERT INTO orchestrator.task_search (task_id, namespace_id, body)
    VALUES (NEW.id, NEW.namespace_id, left(concat_ws(E'\n', NEW.name, prompt, NEW.output), 8192))
    ON CONFLICT (task_id) DO UPDATE SET body = excluded.body WHERE task_search.body <> excluded.body;
    RETURN NULL;
END
$$;


--
-- Name: normalize_status(text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.normalize_status(p_status text) RETURNS orchestrator.task_status
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
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


--
-- Name: publish_task_transition(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.publish_task_transition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: record_task_event(uuid, text, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.record_task_event(p_task_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}'::jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    task orchestrator.tasks;
BEGIN
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


--
-- Name: refuse_direct_write(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.refuse_direct_write() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Table % is written by triggers only', TG_TABLE_NAME
        USING ERRCODE = 'OC003', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
            CONSTRAINT = TG_TABLE_NAME || '_are_written_by_triggers_only';
END
$$;


--
-- Name: set_task_wait(uuid, orchestrator.task_status, orchestrator.wait_reason, timestamp with time zone, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.set_task_wait(p_id uuid, p_status orchestrator.task_status, p_reason orchestrator.wait_reason, p_until timestamp with time zone, p_actor text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    reason_before orchestrator.wait_reason;
BEGIN
    SELECT wait_reason INTO reason_before FROM orchestrator.tasks WHERE id = p_id AND status = p_status FOR UPDATE;
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


--
-- Name: stamp_changed_task(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.stamp_changed_task() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    right_now timestamptz := greatest(clock_timestamp(), OLD.updated_at);
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := right_now;
    IF NEW.execute_after IS DISTINCT FROM OLD.execute_after AND NEW.execute_after < right_now THEN
        NEW.execute_after := right_now;
    END IF;

    IF NEW.status = OLD.status THEN
        NEW.started_at := OLD.started_at;
        NEW.completed_at := OLD.completed_at;
        RETURN NEW;
    END IF;

    NEW.event_seq := OLD.event_seq + 1;  -- the row is locked by now: no gap, no double

    -- Every move ends the wait, unless the same statement names a new one.
    IF NEW.wait_reason IS NOT DISTINCT FROM OLD.wait_reason AND NEW.wait_until IS NOT DISTINCT FROM OLD.wait_until THEN
        NEW.wait_reason := NULL;
        NEW.wait_until := NULL;
    END IF;

    IF NEW.status IN ('pending', 'queued') THEN
        NEW.started_at := OLD.started_at;
        NEW.completed_at := NULL;
    ELSIF NEW.status = 'running' THEN
        NEW.started_at := coalesce(OLD.started_at, right_now);
        NEW.completed_at := NULL;
        NEW.last_attempted_at := right_now;
    ELSE
        NEW.started_at := OLD.started_at;
        NEW.completed_at := greatest(right_now, OLD.started_at);
    END IF;

    IF NEW.status = 'pending' THEN
        NEW.start_claimed_at := right_now;  -- who moved it here starts it; StartPendingTasks comes when he does not
        NEW.orchestration_instance_id := NULL;
        IF OLD.is_done THEN
            -- A new run: the old results stay in task_executions.
            NEW.run_no := OLD.run_no + 1;
            NEW.retry_count := 0;
            NEW.backoff_seconds := NULL;
            NEW.warnings_count := 0;
            NEW.started_at := NULL;
            NEW.output := NULL;
            NEW.task_output := NULL;
            NEW.error_message := NULL;
            NEW.error_type := NULL;
        END IF;
    END IF;

    RETURN NEW;
END
$$;


--
-- Name: stamp_execution(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.stamp_execution() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.queued_at := CASE WHEN TG_OP = 'INSERT' THEN right_now ELSE OLD.queued_at END;
    NEW.started_at := CASE WHEN TG_OP = 'UPDATE' THEN OLD.started_at END;
    NEW.completed_at := CASE WHEN TG_OP = 'UPDATE' THEN OLD.completed_at END;
    IF NEW.status = 'running' THEN
        NEW.started_at := coalesce(NEW.started_at, greatest(right_now, NEW.queued_at));
    ELSIF NEW.status NOT IN ('pending', 'queued') AND NEW.completed_at IS NULL THEN
        NEW.completed_at := greatest(right_now, NEW.queued_at, NEW.started_at);
    END IF;
    NEW.duration_ms := round(extract(epoch FROM NEW.completed_at - NEW.started_at) * 1000);
    RETURN NEW;
END
$$;


--
-- Name: stamp_llm_call(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.stamp_llm_call() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.intended_at := CASE WHEN TG_OP = 'INSERT' THEN right_now ELSE OLD.intended_at END;
    NEW.answered_at := CASE
        WHEN NEW.outcome IN ('intended', 'unknown') THEN NULL
        WHEN TG_OP = 'UPDATE' AND OLD.answered_at IS NOT NULL THEN OLD.answered_at
        ELSE greatest(right_now, NEW.intended_at)
    END;
    RETURN NEW;
END
$$;


--
-- Name: stamp_new_task(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.stamp_new_task() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    right_now timestamptz := clock_timestamp();
BEGIN
    NEW.created_at := right_now;
    NEW.updated_at := right_now;
    NEW.start_claimed_at := right_now;
    NEW.started_at := NULL;
    NEW.completed_at := NULL;
    NEW.event_seq := 1;
    IF NEW.execute_after < right_now THEN
        NEW.execute_after := right_now;
    END IF;
    RETURN NEW;
END
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: tasks; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.tasks (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name character varying(255) NOT NULL,
    task_name character varying(100) NOT NULL,
    namespace_id uuid DEFAULT '00000000-0000-0000-0000-000000000001'::uuid NOT NULL,
    prompt text,
    task_parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
    status orchestrator.task_status DEFAULT 'pending'::orchestrator.task_status NOT NULL,
    priority orchestrator.execution_priority DEFAULT 'normal'::orchestrator.execution_priority NOT NULL,
    scheduled_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    execute_after timestamp with time zone,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    output text,
    task_output jsonb,
    error_message text,
    error_type text,
    warnings_count integer DEFAULT 0 NOT NULL,
    run_no integer DEFAULT 1 NOT NULL,
    max_retries integer DEFAULT 3 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retryable boolean DEFAULT true NOT NULL,
    skippable boolean DEFAULT false NOT NULL,
    backoff_seconds integer,
    last_attempted_at timestamp with time zone,
    start_claimed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    wait_reason orchestrator.wait_reason,
    wait_until timestamp with time zone,
    parent_task_id uuid,
    chain_id uuid,
    node_key character varying(100),
    chain_position integer,
    template_id uuid,
    triggered_by character varying(100) DEFAULT 'system'::character varying NOT NULL,
    created_by text,
    initiator text,
    source_system text,
    reason text,
    idempotency_key character varying(255),
    request_hash text,
    identity_hash text,
    map_task_id uuid,
    map_index integer,
    correlation_id text,
    concurrency_key text,
    orchestration_instance_id text,
    event_seq integer DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    tags jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    is_done boolean GENERATED ALWAYS AS ((status = ANY (ARRAY['completed'::orchestrator.task_status, 'completed_with_warnings'::orchestrator.task_status, 'failed'::orchestrator.task_status, 'cancelled'::orchestrator.task_status, 'skipped'::orchestrator.task_status, 'resolved_manually'::orchestrator.task_status]))) STORED NOT NULL,
    CONSTRAINT llm_task_needs_a_prompt CHECK ((((task_name)::text !~~ 'llm.%'::text) OR (COALESCE(prompt, ''::text) <> ''::text))),
    CONSTRAINT task_backoff_must_not_be_negative CHECK ((backoff_seconds >= 0)),
    CONSTRAINT task_end_must_not_be_before_its_start CHECK ((completed_at >= started_at)),
    CONSTRAINT task_handler_must_not_be_empty CHECK (((task_name)::text <> ''::text)),
    CONSTRAINT task_idempotency_key_must_not_be_empty CHECK (((idempotency_key)::text <> ''::text)),
    CONSTRAINT task_map_item_must_not_be_in_a_chain CHECK (((map_task_id IS NULL) OR (chain_id IS NULL))),
    CONSTRAINT task_map_item_needs_node_and_index CHECK ((((map_task_id IS NULL) = (map_index IS NULL)) AND (map_index >= 0))),
    CONSTRAINT task_max_retries_must_not_be_negative CHECK ((max_retries >= 0)),
    CONSTRAINT task_metadata_must_be_an_object CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT task_must_not_be_its_own_parent CHECK ((parent_task_id <> id)),
    CONSTRAINT task_name_must_not_be_empty CHECK (((name)::text <> ''::text)),
    CONSTRAINT task_parameters_must_be_an_object CHECK ((jsonb_typeof(task_parameters) = 'object'::text)),
    CONSTRAINT task_retry_count_must_be_between_0_and_max_retries CHECK (((retry_count >= 0) AND (retry_count <= max_retries))),
    CONSTRAINT task_run_no_must_be_positive CHECK ((run_no >= 1)),
    CONSTRAINT task_tags_must_be_an_object CHECK ((jsonb_typeof(tags) = 'object'::text)),
    CONSTRAINT task_triggered_by_must_say_who CHECK (((triggered_by)::text ~ '^(manual:.+|api:.+|scheduled|system)$'::text)),
    CONSTRAINT task_warnings_count_must_not_be_negative CHECK ((warnings_count >= 0))
);


--
-- Name: task_event_payload(orchestrator.tasks, jsonb, orchestrator.task_status); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.task_event_payload(task orchestrator.tasks, metadata jsonb, previous orchestrator.task_status) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS $$
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


--
-- Name: transition_event(text, orchestrator.task_status, orchestrator.task_status, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.transition_event(p_subject text, p_from orchestrator.task_status, p_to orchestrator.task_status, p_requested text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN (
        SELECT event_name FROM orchestrator.allowed_transitions
        WHERE subject = p_subject AND from_status IS NOT DISTINCT FROM p_from AND to_status = p_to
            AND event_name = coalesce(p_requested, event_name)
        ORDER BY event_name LIKE '%.rerun_requested' LIMIT 1);
END
$$;


--
-- Name: transition_task(uuid, orchestrator.task_status[], orchestrator.task_status, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.transition_task(p_id uuid, p_expected orchestrator.task_status[], p_to orchestrator.task_status, p_actor text, p_metadata jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    actor_before text := coalesce(current_setting('orchestrator.actor', true), '');
    metadata_before text := coalesce(current_setting('orchestrator.transition_metadata', true), '');
    moved boolean;
BEGIN
    PERFORM set_config('orchestrator.actor', p_actor, true),
        set_config('orchestrator.transition_metadata', coalesce(p_metadata, '{}')::text, true);

    UPDATE orchestrator.tasks SET
        status = p_to,
        error_type = CASE WHEN p_to = 'failed' THEN coalesce(p_metadata ->> 'error_type', error_type) ELSE error_type END,
        error_message = CASE WHEN p_to = 'failed' THEN coalesce(p_metadata ->> 'error_message', error_message) ELSE error_message END
    WHERE id = p_id AND status = ANY (p_expected) AND status <> p_to;
    moved := FOUND;

    PERFORM set_config('orchestrator.actor', actor_before, true),
        set_config('orchestrator.transition_metadata', metadata_before, true);

    RETURN moved OR p_to = ANY (p_expected)
        AND EXISTS (SELECT FROM orchestrator.tasks WHERE id = p_id AND status = p_to);
END
$$;


--
-- Name: allowed_transitions; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.allowed_transitions (
    subject text NOT NULL,
    from_status orchestrator.task_status,
    to_status orchestrator.task_status NOT NULL,
    event_name text NOT NULL,
    operator_only boolean DEFAULT false NOT NULL,
    CONSTRAINT allowed_transition_subject_must_be_known CHECK ((subject = ANY (ARRAY['task'::text, 'chain'::text, 'job'::text])))
);


--
-- Name: lifecycle_events; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.lifecycle_events (
    id bigint NOT NULL,
    tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    seq integer NOT NULL,
    namespace_id uuid NOT NULL,
    scope_id uuid,
    event_name text NOT NULL,
    actor text NOT NULL,
    payload jsonb NOT NULL,
    correlation_id text,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT event_name_must_have_a_prefix CHECK ((event_name ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+$'::text)),
    CONSTRAINT event_seq_must_be_positive CHECK ((seq >= 1)),
    CONSTRAINT event_subject_kind_must_be_a_lower_case_word CHECK ((subject_kind ~ '^[a-z][a-z_]*$'::text))
);


--
-- Name: lifecycle_events_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.lifecycle_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.lifecycle_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: llm_calls; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.llm_calls (
    id bigint NOT NULL,
    task_id uuid NOT NULL,
    attempt integer NOT NULL,
    call_no integer NOT NULL,
    request_hash character(64) NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    outcome orchestrator.llm_outcome DEFAULT 'intended'::orchestrator.llm_outcome NOT NULL,
    http_status integer,
    worker_id text,
    lease_until timestamp with time zone,
    response jsonb,
    input_tokens integer,
    cached_tokens integer,
    output_tokens integer,
    cost_usd numeric(18,8),
    latency_ms bigint,
    retry_after_s integer,
    finish_reason text,
    error text,
    intended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT llm_call_answer_must_not_be_before_its_intent CHECK ((answered_at >= intended_at)),
    CONSTRAINT llm_call_attempt_and_number_must_be_positive CHECK (((attempt >= 1) AND (call_no >= 1))),
    CONSTRAINT llm_call_figures_must_not_be_negative CHECK (((input_tokens >= 0) AND (cached_tokens >= 0) AND (output_tokens >= 0) AND (cost_usd >= (0)::numeric) AND (latency_ms >= 0) AND (retry_after_s >= 0))),
    CONSTRAINT llm_call_request_hash_must_be_sha256_in_hex CHECK ((request_hash ~ '^[0-9a-f]{64}$'::text))
);


--
-- Name: llm_calls_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.llm_calls ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.llm_calls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: namespaces; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.namespaces (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT namespace_name_must_be_lower_case_letters_digits_or_hyphens CHECK ((name ~ '^[a-z0-9-]{1,63}$'::text))
);


--
-- Name: orchestration_signals; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.orchestration_signals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    instance_id text NOT NULL,
    kind text NOT NULL,
    name text,
    payload jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    sent_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    claimed_until timestamp with time zone,
    CONSTRAINT signal_attempts_must_not_be_negative CHECK ((attempts >= 0)),
    CONSTRAINT signal_event_needs_a_name CHECK (((kind <> 'raise_event'::text) OR (COALESCE(name, ''::text) <> ''::text))),
    CONSTRAINT signal_instance_must_not_be_empty CHECK ((instance_id <> ''::text)),
    CONSTRAINT signal_kind_must_be_known CHECK ((kind = ANY (ARRAY['raise_event'::text, 'terminate'::text, 'suspend'::text, 'resume'::text])))
);


--
-- Name: schema_logic; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.schema_logic (
    only_row boolean DEFAULT true NOT NULL,
    product text NOT NULL,
    checksum character(64) NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT schema_logic_has_one_row CHECK (only_row)
);


--
-- Name: schema_migrations; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum character(64) NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


--
-- Name: settled_events; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.settled_events AS
 SELECT lifecycle_events.id,
    lifecycle_events.tx,
    lifecycle_events.subject_kind,
    lifecycle_events.subject_id,
    lifecycle_events.seq,
    lifecycle_events.namespace_id,
    lifecycle_events.scope_id,
    lifecycle_events.event_name,
    lifecycle_events.actor,
    lifecycle_events.payload,
    lifecycle_events.correlation_id,
    lifecycle_events.occurred_at
   FROM orchestrator.lifecycle_events
  WHERE (lifecycle_events.tx < pg_snapshot_xmin(pg_current_snapshot()));


--
-- Name: task_executions; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_executions (
    id bigint NOT NULL,
    task_id uuid NOT NULL,
    attempt_number integer NOT NULL,
    status orchestrator.task_status DEFAULT 'queued'::orchestrator.task_status NOT NULL,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    duration_ms bigint,
    model_name text,
    prompt_tokens integer,
    completion_tokens integer,
    total_tokens integer,
    cost_usd numeric(18,8),
    output text,
    error_message text,
    error_type text,
    worker_id text,
    orchestration_instance_id text,
    execution_metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT execution_attempt_must_be_positive CHECK ((attempt_number >= 1)),
    CONSTRAINT execution_cost_must_not_be_negative CHECK ((cost_usd >= (0)::numeric)),
    CONSTRAINT execution_end_must_not_be_before_its_start CHECK ((completed_at >= started_at)),
    CONSTRAINT execution_tokens_must_add_up CHECK (((num_nulls(prompt_tokens, completion_tokens, total_tokens) = 3) OR ((num_nulls(prompt_tokens, completion_tokens, total_tokens) = 0) AND (prompt_tokens >= 0) AND (completion_tokens >= 0) AND (total_tokens = (prompt_tokens + completion_tokens)))))
);


--
-- Name: task_executions_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.task_executions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.task_executions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: task_search; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_search (
    task_id uuid NOT NULL,
    namespace_id uuid NOT NULL,
    body text NOT NULL
);


--
-- Name: task_transitions; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_transitions (
    id bigint NOT NULL,
    task_id uuid NOT NULL,
    from_status orchestrator.task_status,
    to_status orchestrator.task_status NOT NULL,
    sort_key integer NOT NULL,
    most_recent boolean NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    actor text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT only_the_first_transition_comes_from_nowhere CHECK (((from_status IS NULL) = (sort_key = 1)))
);


--
-- Name: task_transitions_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.task_transitions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.task_transitions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: allowed_transitions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.allowed_transitions VALUES ('task', NULL, 'pending', 'task.created', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'pending', 'queued', 'task.queued', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'queued', 'running', 'task.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'running', 'queued', 'task.retry_scheduled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'running', 'completed', 'task.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'running', 'completed_with_warnings', 'task.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'running', 'failed', 'task.failed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'pending', 'failed', 'task.failed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'queued', 'failed', 'task.failed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'pending', 'cancelled', 'task.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'queued', 'cancelled', 'task.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'running', 'cancelled', 'task.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'queued', 'pending', 'task.rescheduled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'pending', 'skipped', 'task.skipped', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'pending', 'task.retry_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed_with_warnings', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'skipped', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'cancelled', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'resolved_manually', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'skipped', 'task.skipped', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'resolved_manually', 'task.resolved_manually', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed', 'cancelled', 'task.cancelled', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed_with_warnings', 'cancelled', 'task.cancelled', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'resolved_manually', 'cancelled', 'task.cancelled', true);


--
-- Data for Name: lifecycle_events; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (1, '426157', 'task', '00000000-0000-7000-8000-000000000001', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000001", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-21 10:17:10.692007+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (2, '426157', 'task', '00000000-0000-7000-8000-000000000002', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000002", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.698944+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (3, '426157', 'task', '00000000-0000-7000-8000-000000000003', 1, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.699633+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (4, '426157', 'task', '00000000-0000-7000-8000-000000000004', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.700195+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (5, '426157', 'task', '00000000-0000-7000-8000-000000000005', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-21 10:17:10.700678+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (6, '426157', 'task', '00000000-0000-7000-8000-000000000006', 1, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000006", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.701131+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (7, '426157', 'task', '00000000-0000-7000-8000-000000000007', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000007", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.701469+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (8, '426157', 'task', '00000000-0000-7000-8000-000000000008', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000008", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.701741+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (9, '426157', 'task', '00000000-0000-7000-8000-000000000009', 1, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-21 10:17:10.701925+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (10, '426157', 'task', '00000000-0000-7000-8000-000000000010', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.704903+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (11, '426157', 'task', '00000000-0000-7000-8000-000000000011', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.705171+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (12, '426157', 'task', '00000000-0000-7000-8000-000000000012', 1, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.70536+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (13, '426158', 'task', '00000000-0000-7000-8000-000000000002', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000002", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.723518+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (14, '426158', 'task', '00000000-0000-7000-8000-000000000003', 2, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.724519+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (15, '426158', 'task', '00000000-0000-7000-8000-000000000003', 3, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.724832+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.725519+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (16, '426158', 'task', '00000000-0000-7000-8000-000000000004', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.734453+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (17, '426158', 'task', '00000000-0000-7000-8000-000000000004', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.734796+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.735278+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (18, '426158', 'task', '00000000-0000-7000-8000-000000000004', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.734796+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.735575+00:00"}', 'correlation-0', '2026-11-21 10:17:10.736172+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (19, '426158', 'task', '00000000-0000-7000-8000-000000000005', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-21 10:17:10.736919+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (20, '426158', 'task', '00000000-0000-7000-8000-000000000005', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.737067+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-21 10:17:10.737328+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (21, '426158', 'task', '00000000-0000-7000-8000-000000000005', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed_with_warnings", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.737067+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.737721+00:00"}', 'correlation-1', '2026-11-21 10:17:10.737975+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (22, '426158', 'task', '00000000-0000-7000-8000-000000000006', 2, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000006", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.741233+00:00"}', 'correlation-2', '2026-11-21 10:17:10.741503+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (23, '426158', 'task', '00000000-0000-7000-8000-000000000007', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000007", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.741792+00:00"}', 'correlation-3', '2026-11-21 10:17:10.742088+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (24, '426158', 'task', '00000000-0000-7000-8000-000000000008', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.skipped', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "skipped", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000008", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.742284+00:00"}', 'correlation-0', '2026-11-21 10:17:10.742503+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (25, '426158', 'task', '00000000-0000-7000-8000-000000000009', 2, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.742671+00:00"}', 'correlation-1', '2026-11-21 10:17:10.742889+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (26, '426158', 'task', '00000000-0000-7000-8000-000000000009', 3, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.resolved_manually', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "resolved_manually", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.743059+00:00"}', 'correlation-1', '2026-11-21 10:17:10.743293+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (27, '426158', 'task', '00000000-0000-7000-8000-000000000010', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.74365+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (28, '426158', 'task', '00000000-0000-7000-8000-000000000010', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.743786+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.744012+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (29, '426158', 'task', '00000000-0000-7000-8000-000000000010', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.743786+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.744138+00:00"}', 'correlation-2', '2026-11-21 10:17:10.744366+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (30, '426158', 'task', '00000000-0000-7000-8000-000000000010', 5, '00000000-0000-0000-0000-000000000001', NULL, 'task.retry_requested', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.745191+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (31, '426158', 'task', '00000000-0000-7000-8000-000000000010', 6, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.745687+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (32, '426158', 'task', '00000000-0000-7000-8000-000000000010', 7, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.745843+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-21 10:17:10.750258+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (33, '426158', 'task', '00000000-0000-7000-8000-000000000010', 8, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.745843+00:00", "duration_ms": 5, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-21T10:17:10.750451+00:00"}', 'correlation-2', '2026-11-21 10:17:10.750776+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (34, '426158', 'task', '00000000-0000-7000-8000-000000000011', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.751307+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (35, '426158', 'task', '00000000-0000-7000-8000-000000000011', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.751457+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.751825+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (36, '426158', 'task', '00000000-0000-7000-8000-000000000011', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.retry_scheduled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.751457+00:00", "duration_ms": null, "from_status": "running", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.7523+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (37, '426158', 'task', '00000000-0000-7000-8000-000000000012', 2, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.752703+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (38, '426158', 'task', '00000000-0000-7000-8000-000000000012', 3, 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, 'task.rescheduled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-21 10:17:10.753166+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (39, '426164', 'task', '00000000-0000-7000-8000-000000000011', 5, '00000000-0000-0000-0000-000000000001', NULL, 'task.waiting', 'system', '{"run": 1, "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-21T10:17:10.751457+00:00", "wait_until": "2100-01-01T00:00:00+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "wait_reason": "backoff", "completed_at": null}', 'correlation-3', '2026-11-21 10:17:10.789951+00');


--
-- Data for Name: llm_calls; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.llm_calls OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000004', 1, 1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'p', 'm', 'succeeded', NULL, NULL, NULL, NULL, 3, NULL, 4, 0.00120000, NULL, NULL, NULL, NULL, '2026-11-21 10:17:10.77871+00', '2026-11-21 10:17:10.77871+00');


--
-- Data for Name: namespaces; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.namespaces VALUES ('00000000-0000-0000-0000-000000000001', 'default', '2026-11-21 10:16:46.870284+00');
INSERT INTO orchestrator.namespaces VALUES ('ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'team-7', '2026-11-21 10:17:10.66532+00');


--
-- Data for Name: orchestration_signals; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.orchestration_signals VALUES ('082376d4-08c4-4a0f-9ac1-1678c17f10eb', 'task-00000000-0000-7000-8000-000000000007-1', 'raise_event', 'cancel', '{"reason": "fixture"}', '2026-11-21 10:17:10.7837+00', NULL, 0, NULL);


--
-- Data for Name: schema_logic; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.schema_logic VALUES (true, '0.1.0.0', '6af43fa966f0fa08f3b679ebf3c4a8733901aa07d8547c3b6bb3e144cf563f80', '2026-11-21 10:16:47.168958+00');


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.schema_migrations VALUES (1, '0001_tasks_and_events.sql', '412fa14818dbf37555bc9b88430b73c404e0100eb9d92ab88fc980d05ccf1db4', '2026-11-21 10:16:47.135668+00');


--
-- Data for Name: task_executions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_executions OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000004', 1, 'completed', '2026-11-21 10:17:10.767535+00', '2026-11-21 10:17:10.767535+00', '2026-11-21 10:17:10.770188+00', 3, 'm', 3, 4, 7, NULL, NULL, NULL, NULL, 'w1', NULL, '{}');
INSERT INTO orchestrator.task_executions OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8000-000000000010', 1, 'completed', '2026-11-21 10:17:10.767881+00', '2026-11-21 10:17:10.767881+00', '2026-11-21 10:17:10.770307+00', 2, 'm', 3, 4, 7, NULL, NULL, NULL, NULL, 'w1', NULL, '{}');


--
-- Data for Name: task_search; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000001', 'task 1');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-0000-0000-000000000001', 'task 2
Say 2');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000003', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'task 3');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-0000-0000-000000000001', 'task 4
Say 4');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000005', '00000000-0000-0000-0000-000000000001', 'task 5');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000006', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'task 6
Say 6');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000007', '00000000-0000-0000-0000-000000000001', 'task 7');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-0000-0000-000000000001', 'task 8
Say 8');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000009', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'task 9');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-0000-0000-000000000001', 'task 10
Say 10');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000011', '00000000-0000-0000-0000-000000000001', 'task 11');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000012', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'task 12
Say 12');


--
-- Data for Name: task_transitions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000001', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-21 10:17:10.681213+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8000-000000000002', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.698563+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (13, '00000000-0000-7000-8000-000000000002', 'pending', 'queued', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.722464+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-7000-8000-000000000003', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.699455+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (14, '00000000-0000-7000-8000-000000000003', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.724244+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (15, '00000000-0000-7000-8000-000000000003', 'queued', 'running', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.725224+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-7000-8000-000000000004', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.699994+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (16, '00000000-0000-7000-8000-000000000004', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.734128+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (17, '00000000-0000-7000-8000-000000000004', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.735097+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (18, '00000000-0000-7000-8000-000000000004', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.735955+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-7000-8000-000000000005', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.7005+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (19, '00000000-0000-7000-8000-000000000005', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.736821+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (20, '00000000-0000-7000-8000-000000000005', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.737249+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (21, '00000000-0000-7000-8000-000000000005', 'running', 'completed_with_warnings', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.737884+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (6, '00000000-0000-7000-8000-000000000006', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.700922+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (22, '00000000-0000-7000-8000-000000000006', 'pending', 'failed', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.741401+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (7, '00000000-0000-7000-8000-000000000007', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.701394+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (23, '00000000-0000-7000-8000-000000000007', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.741943+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (8, '00000000-0000-7000-8000-000000000008', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.701601+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (24, '00000000-0000-7000-8000-000000000008', 'pending', 'skipped', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.742419+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (9, '00000000-0000-7000-8000-000000000009', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.701867+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (25, '00000000-0000-7000-8000-000000000009', 'pending', 'failed', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.742808+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (26, '00000000-0000-7000-8000-000000000009', 'failed', 'resolved_manually', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.743213+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (10, '00000000-0000-7000-8000-000000000010', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.704753+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (27, '00000000-0000-7000-8000-000000000010', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.743574+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (28, '00000000-0000-7000-8000-000000000010', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.743939+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (29, '00000000-0000-7000-8000-000000000010', 'running', 'failed', 4, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.744288+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (30, '00000000-0000-7000-8000-000000000010', 'failed', 'pending', 5, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.745082+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (31, '00000000-0000-7000-8000-000000000010', 'pending', 'queued', 6, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.74555+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (32, '00000000-0000-7000-8000-000000000010', 'queued', 'running', 7, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.750097+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (33, '00000000-0000-7000-8000-000000000010', 'running', 'completed', 8, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.750675+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (11, '00000000-0000-7000-8000-000000000011', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.705087+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (34, '00000000-0000-7000-8000-000000000011', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.751191+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (35, '00000000-0000-7000-8000-000000000011', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.751722+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (36, '00000000-0000-7000-8000-000000000011', 'running', 'queued', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.752203+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (12, '00000000-0000-7000-8000-000000000012', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-21 10:17:10.705295+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (37, '00000000-0000-7000-8000-000000000012', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.752595+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (38, '00000000-0000-7000-8000-000000000012', 'queued', 'pending', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-21 10:17:10.753079+00');


--
-- Data for Name: tasks; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000001', 'task 1', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 1}', 'pending', 'normal', '2026-11-21 10:17:10.674807+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.676406+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-1', 'hash-1', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 1, '{}', '{"n": "1", "team": "blue"}', '2026-11-21 10:17:10.676406+00', '2026-11-21 10:17:10.676406+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000002', 'task 2', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 2', '{"n": 2}', 'queued', 'normal', '2026-11-21 10:17:10.679619+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.679641+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-2', 'hash-2', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 2, '{}', '{"n": "2", "team": "blue"}', '2026-11-21 10:17:10.679641+00', '2026-11-21 10:17:10.721264+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000003', 'task 3', 'debug.echo', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, '{"n": 3}', 'running', 'normal', '2026-11-21 10:17:10.67973+00', NULL, '2026-11-21 10:17:10.724832+00', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-21 10:17:10.724832+00', '2026-11-21 10:17:10.679737+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-3', 'hash-3', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 3, '{}', '{"n": "3", "team": "blue"}', '2026-11-21 10:17:10.679737+00', '2026-11-21 10:17:10.724832+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000005', 'task 5', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 5}', 'completed_with_warnings', 'normal', '2026-11-21 10:17:10.679837+00', NULL, '2026-11-21 10:17:10.737067+00', '2026-11-21 10:17:10.737721+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-21 10:17:10.737067+00', '2026-11-21 10:17:10.679846+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-5', 'hash-5', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 4, '{}', '{"n": "5", "team": "blue"}', '2026-11-21 10:17:10.679846+00', '2026-11-21 10:17:10.737721+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000006', 'task 6', 'llm.complete', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'Say 6', '{"n": 6}', 'failed', 'normal', '2026-11-21 10:17:10.679903+00', NULL, NULL, '2026-11-21 10:17:10.741233+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.679911+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-6', 'hash-6', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 2, '{}', '{"n": "6", "team": "blue"}', '2026-11-21 10:17:10.679911+00', '2026-11-21 10:17:10.741233+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000007', 'task 7', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 7}', 'cancelled', 'normal', '2026-11-21 10:17:10.679938+00', NULL, NULL, '2026-11-21 10:17:10.741792+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.679941+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-7', 'hash-7', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 2, '{}', '{"n": "7", "team": "blue"}', '2026-11-21 10:17:10.679941+00', '2026-11-21 10:17:10.741792+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000008', 'task 8', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 8', '{"n": 8}', 'skipped', 'normal', '2026-11-21 10:17:10.679961+00', NULL, NULL, '2026-11-21 10:17:10.742284+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.679964+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-8', 'hash-8', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 2, '{}', '{"n": "8", "team": "blue"}', '2026-11-21 10:17:10.679964+00', '2026-11-21 10:17:10.742284+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000009', 'task 9', 'debug.echo', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', NULL, '{"n": 9}', 'resolved_manually', 'normal', '2026-11-21 10:17:10.679984+00', NULL, NULL, '2026-11-21 10:17:10.743059+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.679987+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-9', 'hash-9', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 3, '{}', '{"n": "9", "team": "blue"}', '2026-11-21 10:17:10.679987+00', '2026-11-21 10:17:10.743059+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000004', 'task 4', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 4', '{"n": 4}', 'completed', 'normal', '2026-11-21 10:17:10.679768+00', NULL, '2026-11-21 10:17:10.734796+00', '2026-11-21 10:17:10.735575+00', 'Four', '{"answer": 4}', NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-21 10:17:10.734796+00', '2026-11-21 10:17:10.679781+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-4', 'hash-4', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 4, '{}', '{"n": "4", "team": "blue"}', '2026-11-21 10:17:10.679781+00', '2026-11-21 10:17:10.76253+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000010', 'task 10', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 10', '{"n": 10}', 'completed', 'normal', '2026-11-21 10:17:10.680006+00', NULL, '2026-11-21 10:17:10.745843+00', '2026-11-21 10:17:10.750451+00', NULL, NULL, NULL, NULL, 0, 2, 3, 0, true, false, NULL, '2026-11-21 10:17:10.745843+00', '2026-11-21 10:17:10.744551+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-10', 'hash-10', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 8, '{}', '{"n": "10", "team": "blue"}', '2026-11-21 10:17:10.680009+00', '2026-11-21 10:17:10.750451+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000012', 'task 12', 'llm.complete', 'ff93d7dd-3f32-4521-a4d5-a37e9615903a', 'Say 12', '{"n": 12}', 'pending', 'normal', '2026-11-21 10:17:10.680049+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-21 10:17:10.752891+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-12', 'hash-12', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 3, '{}', '{"n": "12", "team": "blue"}', '2026-11-21 10:17:10.680052+00', '2026-11-21 10:17:10.752891+00', DEFAULT);
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000011', 'task 11', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 11}', 'queued', 'normal', '2026-11-21 10:17:10.680028+00', NULL, '2026-11-21 10:17:10.751457+00', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-21 10:17:10.751457+00', '2026-11-21 10:17:10.680031+00', 'backoff', '2100-01-01 00:00:00+00', NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-11', 'hash-11', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 5, '{}', '{"n": "11", "team": "blue"}', '2026-11-21 10:17:10.680031+00', '2026-11-21 10:17:10.789559+00', DEFAULT);


--
-- Name: lifecycle_events_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.lifecycle_events_id_seq', 39, true);


--
-- Name: llm_calls_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.llm_calls_id_seq', 1, true);


--
-- Name: task_executions_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_executions_id_seq', 2, true);


--
-- Name: task_transitions_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_transitions_id_seq', 38, true);


--
-- Name: allowed_transitions allowed_transition_already_listed; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.allowed_transitions
    ADD CONSTRAINT allowed_transition_already_listed UNIQUE NULLS NOT DISTINCT (subject, from_status, to_status, event_name);


--
-- Name: lifecycle_events event_seq_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.lifecycle_events
    ADD CONSTRAINT event_seq_already_used UNIQUE (subject_kind, subject_id, seq);


--
-- Name: task_executions execution_attempt_already_recorded; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_executions
    ADD CONSTRAINT execution_attempt_already_recorded UNIQUE (task_id, attempt_number);


--
-- Name: lifecycle_events lifecycle_events_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.lifecycle_events
    ADD CONSTRAINT lifecycle_events_pkey PRIMARY KEY (id);


--
-- Name: llm_calls llm_call_already_intended; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.llm_calls
    ADD CONSTRAINT llm_call_already_intended UNIQUE (task_id, attempt, call_no);


--
-- Name: llm_calls llm_calls_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.llm_calls
    ADD CONSTRAINT llm_calls_pkey PRIMARY KEY (id);


--
-- Name: namespaces namespace_name_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.namespaces
    ADD CONSTRAINT namespace_name_already_used UNIQUE (name);


--
-- Name: namespaces namespaces_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.namespaces
    ADD CONSTRAINT namespaces_pkey PRIMARY KEY (id);


--
-- Name: orchestration_signals orchestration_signals_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.orchestration_signals
    ADD CONSTRAINT orchestration_signals_pkey PRIMARY KEY (id);


--
-- Name: schema_logic schema_logic_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.schema_logic
    ADD CONSTRAINT schema_logic_pkey PRIMARY KEY (only_row);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);


--
-- Name: task_executions task_executions_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_executions
    ADD CONSTRAINT task_executions_pkey PRIMARY KEY (id);


--
-- Name: tasks task_idempotency_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key);


--
-- Name: tasks task_identity_already_exists; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_identity_already_exists UNIQUE (namespace_id, identity_hash);


--
-- Name: tasks task_map_index_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_map_index_already_used UNIQUE (map_task_id, map_index);


--
-- Name: tasks task_node_key_already_used_in_chain; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_node_key_already_used_in_chain UNIQUE (chain_id, node_key);


--
-- Name: task_search task_search_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_search
    ADD CONSTRAINT task_search_pkey PRIMARY KEY (task_id);


--
-- Name: task_transitions task_transitions_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_transitions
    ADD CONSTRAINT task_transitions_pkey PRIMARY KEY (id);


--
-- Name: tasks tasks_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);


--
-- Name: task_transitions transition_sort_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_transitions
    ADD CONSTRAINT transition_sort_key_already_used UNIQUE (task_id, sort_key);


--
-- Name: lifecycle_events_namespace; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX lifecycle_events_namespace ON orchestrator.lifecycle_events USING btree (namespace_id, tx, id);


--
-- Name: lifecycle_events_occurred_at; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX lifecycle_events_occurred_at ON orchestrator.lifecycle_events USING brin (occurred_at);


--
-- Name: lifecycle_events_position; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX lifecycle_events_position ON orchestrator.lifecycle_events USING btree (tx, id);


--
-- Name: lifecycle_events_scope; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX lifecycle_events_scope ON orchestrator.lifecycle_events USING btree (scope_id, tx, id);


--
-- Name: llm_calls_request; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX llm_calls_request ON orchestrator.llm_calls USING btree (request_hash);


--
-- Name: llm_calls_unanswered; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX llm_calls_unanswered ON orchestrator.llm_calls USING btree (lease_until) WHERE (outcome = 'intended'::orchestrator.llm_outcome);


--
-- Name: orchestration_signals_unsent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX orchestration_signals_unsent ON orchestrator.orchestration_signals USING btree (created_at) WHERE (sent_at IS NULL);


--
-- Name: task_search_body; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_search_body ON orchestrator.task_search USING gin (body public.gin_trgm_ops);


--
-- Name: task_transitions_most_recent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE UNIQUE INDEX task_transitions_most_recent ON orchestrator.task_transitions USING btree (task_id) WHERE most_recent;


--
-- Name: tasks_active; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_active ON orchestrator.tasks USING btree (created_at) WHERE (status = ANY (ARRAY['pending'::orchestrator.task_status, 'queued'::orchestrator.task_status, 'running'::orchestrator.task_status]));


--
-- Name: tasks_chain_status; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_chain_status ON orchestrator.tasks USING btree (chain_id, status);


--
-- Name: tasks_correlation; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_correlation ON orchestrator.tasks USING btree (correlation_id);


--
-- Name: tasks_created_at; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_created_at ON orchestrator.tasks USING btree (created_at DESC);


--
-- Name: tasks_execute_after; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_execute_after ON orchestrator.tasks USING btree (execute_after) WHERE (execute_after IS NOT NULL);


--
-- Name: tasks_metadata; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_metadata ON orchestrator.tasks USING gin (metadata);


--
-- Name: tasks_namespace_status; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_namespace_status ON orchestrator.tasks USING btree (namespace_id, status, created_at DESC);


--
-- Name: tasks_next; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_next ON orchestrator.tasks USING btree (priority DESC, scheduled_at) WHERE (status = ANY (ARRAY['pending'::orchestrator.task_status, 'queued'::orchestrator.task_status]));


--
-- Name: tasks_parent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_parent ON orchestrator.tasks USING btree (parent_task_id) WHERE (parent_task_id IS NOT NULL);


--
-- Name: tasks_status; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_status ON orchestrator.tasks USING btree (status);


--
-- Name: tasks_tags; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_tags ON orchestrator.tasks USING gin (tags jsonb_path_ops);


--
-- Name: llm_calls llm_calls_stamp; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER llm_calls_stamp BEFORE INSERT OR UPDATE ON orchestrator.llm_calls FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_llm_call();


--
-- Name: task_executions task_executions_stamp; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_executions_stamp BEFORE INSERT OR UPDATE ON orchestrator.task_executions FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_execution();


--
-- Name: task_transitions task_transitions_refuse_direct_write; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_transitions_refuse_direct_write BEFORE INSERT OR DELETE OR UPDATE ON orchestrator.task_transitions FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.refuse_direct_write();


--
-- Name: tasks tasks_1_guard_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_1_guard_changed BEFORE UPDATE ON orchestrator.tasks FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION orchestrator.guard_task_transition();


--
-- Name: tasks tasks_1_guard_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_1_guard_new BEFORE INSERT ON orchestrator.tasks FOR EACH ROW WHEN ((new.status <> 'pending'::orchestrator.task_status)) EXECUTE FUNCTION orchestrator.guard_task_transition();


--
-- Name: tasks tasks_2_stamp_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_2_stamp_changed BEFORE UPDATE ON orchestrator.tasks FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_changed_task();


--
-- Name: tasks tasks_2_stamp_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_2_stamp_new BEFORE INSERT ON orchestrator.tasks FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_new_task();


--
-- Name: tasks tasks_3_audit_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_3_audit_changed AFTER UPDATE ON orchestrator.tasks FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION orchestrator.audit_task_transition();


--
-- Name: tasks tasks_3_audit_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_3_audit_new AFTER INSERT ON orchestrator.tasks FOR EACH ROW EXECUTE FUNCTION orchestrator.audit_task_transition();


--
-- Name: tasks tasks_4_publish_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_4_publish_changed AFTER UPDATE ON orchestrator.tasks FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION orchestrator.publish_task_transition();


--
-- Name: tasks tasks_4_publish_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_4_publish_new AFTER INSERT ON orchestrator.tasks FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_task_transition();


--
-- Name: tasks tasks_5_index_text_done; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_5_index_text_done AFTER UPDATE ON orchestrator.tasks FOR EACH ROW WHEN (((old.status <> new.status) AND new.is_done)) EXECUTE FUNCTION orchestrator.index_task_text();


--
-- Name: tasks tasks_5_index_text_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_5_index_text_new AFTER INSERT ON orchestrator.tasks FOR EACH ROW EXECUTE FUNCTION orchestrator.index_task_text();


--
-- Name: task_executions execution_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_executions
    ADD CONSTRAINT execution_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: llm_calls llm_call_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.llm_calls
    ADD CONSTRAINT llm_call_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id);


--
-- Name: tasks task_map_node_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_map_node_must_exist FOREIGN KEY (map_task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: tasks task_namespace_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces(id);


--
-- Name: tasks task_parent_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_parent_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks(id) ON DELETE SET NULL;


--
-- Name: task_search task_search_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_search
    ADD CONSTRAINT task_search_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: task_transitions transition_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_transitions
    ADD CONSTRAINT transition_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


