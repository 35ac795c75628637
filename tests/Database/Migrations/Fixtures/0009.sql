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


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: task_chains; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_chains (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    chain_name character varying(255) NOT NULL,
    description text,
    namespace_id uuid DEFAULT '00000000-0000-0000-0000-000000000001'::uuid NOT NULL,
    template_id uuid,
    root_task_id uuid,
    status orchestrator.task_status DEFAULT 'pending'::orchestrator.task_status NOT NULL,
    context jsonb DEFAULT '{}'::jsonb NOT NULL,
    max_parallel integer,
    on_failure text DEFAULT 'fail_fast'::text NOT NULL,
    bypass jsonb DEFAULT '[]'::jsonb NOT NULL,
    triggered_by character varying(100) DEFAULT 'system'::character varying NOT NULL,
    identity_hash text,
    correlation_id text,
    event_seq integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    error_message text,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    run_no integer DEFAULT 1 NOT NULL,
    run_started_at timestamp with time zone,
    run_ended_at timestamp with time zone,
    parent_task_id uuid,
    suspended_at timestamp with time zone,
    initiator text,
    source_system text,
    idempotency_key character varying(255),
    request_hash text,
    start_claimed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT chain_bypass_must_be_a_list CHECK ((jsonb_typeof(bypass) = 'array'::text)),
    CONSTRAINT chain_context_must_be_an_object CHECK ((jsonb_typeof(context) = 'object'::text)),
    CONSTRAINT chain_end_must_not_be_before_its_start CHECK ((completed_at >= started_at)),
    CONSTRAINT chain_idempotency_key_must_not_be_empty CHECK (((idempotency_key)::text <> ''::text)),
    CONSTRAINT chain_max_parallel_must_be_positive CHECK ((max_parallel >= 1)),
    CONSTRAINT chain_name_must_not_be_empty CHECK (((chain_name)::text <> ''::text)),
    CONSTRAINT chain_on_failure_must_be_fail_fast_or_continue CHECK ((on_failure = ANY (ARRAY['fail_fast'::text, 'continue'::text]))),
    CONSTRAINT chain_run_must_be_positive CHECK ((run_no >= 1)),
    CONSTRAINT chain_run_must_begin_before_it_ends CHECK (((run_ended_at IS NULL) OR (run_started_at IS NOT NULL))),
    CONSTRAINT chain_status_must_be_one_of_a_chain CHECK ((status = ANY (ARRAY['pending'::orchestrator.task_status, 'running'::orchestrator.task_status, 'completed'::orchestrator.task_status, 'completed_with_warnings'::orchestrator.task_status, 'failed'::orchestrator.task_status, 'cancelled'::orchestrator.task_status]))),
    CONSTRAINT chain_triggered_by_must_say_who CHECK (((triggered_by)::text ~ '^(manual:.+|api:.+|scheduled|system)$'::text))
);


--
-- Name: append_chain_event(orchestrator.task_chains, text, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.append_chain_event(chain orchestrator.task_chains, p_event_name text, p_actor text, p_payload jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO orchestrator.lifecycle_events (
        tx, subject_kind, subject_id, seq, namespace_id, scope_id, event_name, actor, payload, correlation_id)
    VALUES (
        greatest(pg_current_xact_id(), (
            SELECT e.tx FROM orchestrator.lifecycle_events AS e
            WHERE e.subject_kind = 'chain' AND e.subject_id = chain.id AND e.seq = chain.event_seq - 1)),
        'chain', chain.id, chain.event_seq, chain.namespace_id, chain.id, p_event_name, p_actor, p_payload, chain.correlation_id);
END
$$;


--
-- Name: append_template_event(uuid, text, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.append_template_event(p_template_id uuid, p_event_name text, p_actor text, p_payload jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    template record;
    last_event record;
BEGIN
    SELECT t.* INTO template FROM orchestrator.chain_templates AS t WHERE t.id = p_template_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT e.seq, e.tx INTO last_event FROM orchestrator.lifecycle_events AS e
    WHERE e.subject_kind = 'template' AND e.subject_id = p_template_id ORDER BY e.seq DESC LIMIT 1;
    INSERT INTO orchestrator.lifecycle_events (tx, subject_kind, subject_id, seq, namespace_id, event_name, actor, payload)
    VALUES (
        greatest(pg_current_xact_id(), last_event.tx), 'template', p_template_id, coalesce(last_event.seq, 0) + 1,
        template.namespace_id, p_event_name, p_actor,
        jsonb_build_object('template_id', p_template_id, 'name', template.name, 'version', template.version) || p_payload);
END
$$;


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
-- Name: calculate_dependency_levels(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.calculate_dependency_levels(p_chain_id uuid) RETURNS TABLE(task_id uuid, level integer)
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    ids uuid[];
    first_edge int[];   -- per task: where its edges begin
    waiting_for int[];  -- per task: parents without a level yet
    targets int[];      -- per edge, ordered by parent: the child's number
    levels int[];
    queue int[];
    tasks_count int;
    queued int := 0;
    head int := 1;
    current int;
    child int;
BEGIN
    SELECT array_agg(t.id ORDER BY t.id), count(*) INTO ids, tasks_count FROM orchestrator.tasks AS t WHERE t.chain_id = p_chain_id;
    IF tasks_count = 0 THEN
        RETURN;
    END IF;

    WITH numbered AS MATERIALIZED (
        SELECT u.id, u.n::int AS n FROM unnest(ids) WITH ORDINALITY AS u (id, n)
    ), edges AS MATERIALIZED (
        SELECT p.n AS parent, c.n AS child
        FROM orchestrator.task_chain_edges AS e
        JOIN numbered AS p ON p.id = e.parent_task_id
        JOIN numbered AS c ON c.id = e.child_task_id
        WHERE e.chain_id = p_chain_id
    ), counts AS (
        SELECT m.n, coalesce(o.number, 0) AS outgoing, coalesce(i.number, 0) AS incoming
        FROM numbered AS m
        LEFT JOIN (SELECT parent, count(*)::int AS number FROM edges GROUP BY parent) AS o ON o.parent = m.n
        LEFT JOIN (SELECT edges.child, count(*)::int AS number FROM edges GROUP BY edges.child) AS i ON i.child = m.n
    ), starts AS (
        SELECT n, incoming, (sum(outgoing) OVER (ORDER BY n) - outgoing)::int + 1 AS first FROM counts
    )
    SELECT array_agg(s.first ORDER BY s.n), array_agg(s.incoming ORDER BY s.n),
        (SELECT array_agg(edges.child ORDER BY edges.parent) FROM edges)
    INTO first_edge, waiting_for, targets FROM starts AS s;
    first_edge[tasks_count + 1] := coalesce(cardinality(targets), 0) + 1;

    levels := array_fill(0, ARRAY[tasks_count]);
    queue := array_fill(0, ARRAY[tasks_count]);
    FOR number IN 1 .. tasks_count LOOP
        IF waiting_for[number] = 0 THEN
            queued := queued + 1;
            queue[queued] := number;
        END IF;
    END LOOP;

    WHILE head <= queued LOOP
        current := queue[head];
        head := head + 1;
        FOR edge IN first_edge[current] .. first_edge[current + 1] - 1 LOOP
            child := targets[edge];
            waiting_for[child] := waiting_for[child] - 1;
            IF levels[child] <= levels[current] THEN
                levels[child] := levels[current] + 1;
            END IF;
            IF waiting_for[child] = 0 THEN
                queued := queued + 1;
                queue[queued] := child;
            END IF;
        END LOOP;
    END LOOP;

    RETURN QUERY SELECT ids[q.n], levels[q.n] FROM unnest(queue[1:queued]) AS q (n);
END
$$;


--
-- Name: cancel_map_items(uuid, integer, text, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.cancel_map_items(p_map_task_id uuid, p_limit integer, p_actor text, p_reason text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    item uuid;
    items uuid[] := ARRAY(
        SELECT i.id FROM orchestrator.tasks AS i WHERE i.map_task_id = p_map_task_id AND NOT i.is_done ORDER BY i.map_index LIMIT p_limit);
BEGIN
    PERFORM orchestrator.lock_tasks(items);
    FOREACH item IN ARRAY items LOOP
        PERFORM orchestrator.transition_task(
            item, '{pending, queued, running}', 'cancelled', p_actor, jsonb_build_object('reason', p_reason));
    END LOOP;
    RETURN cardinality(items);
END
$$;


--
-- Name: chain_event_payload(orchestrator.task_chains, orchestrator.task_status); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.chain_event_payload(chain orchestrator.task_chains, previous orchestrator.task_status) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'chain_id', chain.id,
            'chain_name', chain.chain_name,
            'from_status', previous,
            'status', chain.status,
            'total', count(*),
            'pending', count(*) FILTER (WHERE t.status = 'pending'),
            'running', count(*) FILTER (WHERE t.status IN ('queued', 'running')),
            'completed', count(*) FILTER (WHERE t.status IN ('completed', 'completed_with_warnings', 'resolved_manually')),
            'failed', count(*) FILTER (WHERE t.status = 'failed'),
            'cancelled', count(*) FILTER (WHERE t.status = 'cancelled'),
            'skipped', count(*) FILTER (WHERE t.status = 'skipped'),
            'started_at', chain.started_at,
            'completed_at', chain.completed_at,
            'duration_ms', round(extract(epoch FROM chain.completed_at - chain.started_at) * 1000))
        FROM orchestrator.tasks AS t WHERE t.chain_id = chain.id);
END
$$;


--
-- Name: chain_step_event(orchestrator.task_status, orchestrator.task_status, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.chain_step_event(p_from orchestrator.task_status, p_to orchestrator.task_status, p_task_event text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS $$
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
-- Name: claim_unstarted_chains(integer, interval); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.claim_unstarted_chains(p_limit integer, p_older_than interval) RETURNS TABLE(chain_id uuid, run_no integer)
    LANGUAGE sql
    AS $$
    WITH due AS MATERIALIZED (  -- the claimed rows are fixed before the update sees them
        SELECT c.id FROM orchestrator.task_chains AS c
        WHERE c.run_started_at IS NULL AND c.start_claimed_at < clock_timestamp() - p_older_than
            AND c.status IN ('pending', 'running')
        ORDER BY c.start_claimed_at
        LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE orchestrator.task_chains AS c SET start_claimed_at = clock_timestamp()
    FROM due WHERE c.id = due.id
    RETURNING c.id, c.run_no
$$;


--
-- Name: create_chained_task(text, text, uuid[], uuid, text, jsonb, text, orchestrator.edge_condition, text, uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.create_chained_task(p_name text, p_task_name text, p_parents uuid[] DEFAULT '{}'::uuid[], p_chain_id uuid DEFAULT NULL::uuid, p_prompt text DEFAULT NULL::text, p_parameters jsonb DEFAULT '{}'::jsonb, p_node_key text DEFAULT NULL::text, p_condition orchestrator.edge_condition DEFAULT 'on_success'::orchestrator.edge_condition, p_triggered_by text DEFAULT 'system'::text, p_namespace_id uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql
    AS $$
DECLARE
    parents uuid[] := coalesce(p_parents, '{}');
    chain uuid := p_chain_id;
    home uuid;
    task uuid;
BEGIN
    PERFORM orchestrator.lock_all_graphs(false);
    IF cardinality(parents) > 0 THEN
        chain := orchestrator.join_chain(parents, chain, p_name, p_triggered_by);
    END IF;
    home := coalesce(
        p_namespace_id, (SELECT c.namespace_id FROM orchestrator.task_chains AS c WHERE c.id = chain),
        '00000000-0000-0000-0000-000000000001');
    IF chain IS NULL THEN
        INSERT INTO orchestrator.task_chains (chain_name, namespace_id, triggered_by)
        VALUES (p_name, home, p_triggered_by) RETURNING id INTO chain;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(chain::text, 1));

    INSERT INTO orchestrator.tasks (name, task_name, namespace_id, prompt, task_parameters, chain_id, node_key, triggered_by)
    VALUES (p_name, p_task_name, home, p_prompt, coalesce(p_parameters, '{}'), chain, p_node_key, p_triggered_by)
    RETURNING id INTO task;
    INSERT INTO orchestrator.task_chain_edges (chain_id, parent_task_id, child_task_id, condition)
    SELECT chain, p.id, task, p_condition FROM unnest(parents) WITH ORDINALITY AS p (id, n) ORDER BY p.n;
    RETURN task;
END
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
-- Name: derive_chain_status(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.derive_chain_status(p_chain_id uuid) RETURNS orchestrator.task_status
    LANGUAGE plpgsql STABLE
    AS $$
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


--
-- Name: edge_verdict(orchestrator.edge_condition, boolean, orchestrator.task_status, boolean); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.edge_verdict(p_condition orchestrator.edge_condition, p_needs_output boolean, p_parent orchestrator.task_status, p_will_retry boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN ((p_parent <= 'running'::orchestrator.task_status) OR ((p_parent = 'failed'::orchestrator.task_status) AND p_will_retry)) THEN 'waiting'::text WHEN (p_parent = 'skipped'::orchestrator.task_status) THEN CASE WHEN ((p_condition = ANY (ARRAY['on_success'::orchestrator.edge_condition, 'always'::orchestrator.edge_condition])) AND (NOT p_needs_output)) THEN 'accepted'::text ELSE 'declined'::text END WHEN (p_condition = 'always'::orchestrator.edge_condition) THEN 'accepted'::text WHEN (p_parent = 'failed'::orchestrator.task_status) THEN CASE WHEN (p_condition = 'on_failure'::orchestrator.edge_condition) THEN 'accepted'::text ELSE 'blocked'::text END WHEN (p_parent = 'cancelled'::orchestrator.task_status) THEN 'blocked'::text WHEN (p_condition = 'on_failure'::orchestrator.edge_condition) THEN 'declined'::text WHEN (p_condition = 'expression'::orchestrator.edge_condition) THEN 'unjudged'::text ELSE 'accepted'::text END;


--
-- Name: end_chain_run(uuid, integer, text, text, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.end_chain_run(p_chain_id uuid, p_run integer, p_error_type text, p_message text, p_actor text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    open_task record;
    reason text := p_message;
BEGIN
    IF NOT EXISTS (SELECT FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id AND c.run_no = p_run AND c.run_ended_at IS NULL) THEN
        RETURN false;
    END IF;
    FOR open_task IN
        SELECT t.id, t.node_key, t.name FROM orchestrator.tasks AS t
        WHERE t.chain_id = p_chain_id AND NOT t.is_done ORDER BY t.id
    LOOP
        IF p_error_type IS NOT NULL AND reason = p_message THEN
            IF orchestrator.transition_task(open_task.id, '{pending, queued, running}', 'failed', p_actor,
                jsonb_build_object('error_type', p_error_type, 'error_message', p_message))
            THEN
                reason := 'blocked_by:' || coalesce(open_task.node_key, open_task.name);
            END IF;
        ELSE
            PERFORM orchestrator.transition_task(
                open_task.id, '{pending, queued, running}', 'cancelled', p_actor, jsonb_build_object('reason', reason));
        END IF;
    END LOOP;
    UPDATE orchestrator.task_chains AS c SET run_started_at = coalesce(c.run_started_at, clock_timestamp()), run_ended_at = clock_timestamp()
    WHERE c.id = p_chain_id AND c.run_no = p_run AND c.run_ended_at IS NULL;
    RETURN true;
END
$$;


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
            WHEN w.reason = 'worker' AND t.status = 'pending' AND t.chain_id IS NOT NULL THEN 'RunChain: its parents allow it to begin'
            WHEN w.reason = 'concurrency' AND t.status = 'pending' AND t.map_task_id IS NOT NULL THEN 'the map node ' || t.map_task_id
            WHEN w.reason = 'concurrency' AND t.status = 'pending' AND t.chain_id IS NOT NULL THEN 'the chain''s running tasks'
            WHEN w.reason = 'worker' AND t.status = 'pending' THEN 'StartPendingTasks: the run is not started yet'
            WHEN w.reason = 'worker' THEN 'the function host: the run is started, no attempt has begun'
            WHEN w.reason = 'dependency' AND r.blocked THEN 'an operator: blocked by ' || p.blocking
            WHEN w.reason = 'dependency' AND p.awaited IS NOT NULL THEN 'the parent tasks: ' || p.awaited
            WHEN w.reason = 'dependency' AND NOT r.dependencies_satisfied THEN 'RunChain: it judges the edges'' conditions'
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
    LEFT JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
    LEFT JOIN LATERAL orchestrator.get_task_readiness(t.chain_id, ARRAY[t.id]) AS r ON t.status = 'pending' AND t.chain_id IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT string_agg(coalesce(q.node_key, q.name) || ' is ' || q.status, ', ' ORDER BY q.chain_position, q.id)
                FILTER (WHERE v.verdict = 'waiting') AS awaited,
            string_agg(coalesce(q.node_key, q.name) || ' is ' || q.status, ', ' ORDER BY q.chain_position, q.id)
                FILTER (WHERE v.verdict = 'blocked') AS blocking
        FROM orchestrator.task_chain_edges AS d JOIN orchestrator.tasks AS q ON q.id = d.parent_task_id
        CROSS JOIN LATERAL orchestrator.edge_verdict(
            d.condition, d.output_mapping <> '{}', q.status, q.retryable AND q.retry_count < q.max_retries) AS v (verdict)
        WHERE d.child_task_id = t.id
    ) AS p ON r.task_id IS NOT NULL AND NOT r.dependencies_satisfied
    CROSS JOIN LATERAL (
        SELECT
            CASE
                WHEN t.is_done THEN NULL
                WHEN NOT r.dependencies_satisfied THEN 'dependency'
                WHEN t.wait_reason IN ('execute_after', 'backoff') AND t.wait_until <= now() THEN 'worker'
                WHEN t.wait_reason IS NOT NULL AND t.wait_reason <> 'worker' THEN t.wait_reason
                WHEN t.status = 'running' THEN NULL
                WHEN t.execute_after > now() THEN 'execute_after'
                WHEN t.status = 'pending' AND t.map_task_id IS NOT NULL THEN 'concurrency'
                WHEN r.ready AND c.suspended_at IS NOT NULL THEN 'suspended'
                WHEN r.ready AND (
                    SELECT count(*) FROM orchestrator.tasks AS a WHERE a.chain_id = t.chain_id AND a.status IN ('queued', 'running')
                ) >= c.max_parallel THEN 'concurrency'
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
-- Name: find_sub_chains(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.find_sub_chains(p_chain_id uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE parts (id) AS (
        SELECT p_chain_id
        UNION
        SELECT c.id FROM parts AS p
        JOIN orchestrator.tasks AS t ON t.chain_id = p.id AND t.node_kind = 'sub_chain'
        JOIN orchestrator.task_chains AS c ON c.parent_task_id = t.id
    )
    SELECT id FROM parts
$$;


--
-- Name: find_tasks_from(uuid[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.find_tasks_from(p_ids uuid[]) RETURNS uuid[]
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE reached (id) AS (
        SELECT u.id FROM unnest(p_ids) AS u (id)
        UNION
        SELECT e.child_task_id FROM reached AS r JOIN orchestrator.task_chain_edges AS e ON e.parent_task_id = r.id
    )
    SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM reached
$$;


--
-- Name: find_tasks_given_up(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.find_tasks_given_up(p_chain_id uuid) RETURNS uuid[]
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(array_agg(t.id ORDER BY t.id), '{}')
    FROM orchestrator.tasks AS t
    JOIN orchestrator.task_transitions AS m ON m.task_id = t.id AND m.most_recent
    WHERE t.chain_id = p_chain_id AND t.status = 'cancelled'
        AND m.actor = 'system:run-chain' AND m.metadata ->> 'reason' LIKE 'blocked_by:%'
$$;


--
-- Name: follow_new_edge(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.follow_new_edge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: follow_new_task(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.follow_new_task() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: follow_parent_column(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.follow_parent_column() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: follow_task_status(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.follow_task_status() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM orchestrator.sync_chain_status(NEW.chain_id, NEW.id);
    RETURN NULL;
END
$$;


--
-- Name: get_analytics_metrics(timestamp with time zone); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_analytics_metrics(p_since timestamp with time zone) RETURNS TABLE(tasks_created bigint, tasks_completed bigint, tasks_failed bigint, tasks_cancelled bigint, tasks_open bigint, success_rate numeric, mean_ms numeric, median_ms double precision, p95_ms double precision, attempts bigint, retries bigint, total_tokens bigint, cost_usd numeric, chains_created bigint, chains_completed bigint, chains_failed bigint, chain_success_rate numeric)
    LANGUAGE sql STABLE
    AS $$
    SELECT t.created, t.completed, t.failed, t.cancelled, t.open, round(t.completed / nullif(t.completed + t.failed, 0)::numeric, 4),
        round(t.mean, 1), t.median, t.p95, e.attempts, e.attempts - e.tasks, e.total_tokens, e.cost_usd,
        c.created, c.completed, c.failed, round(c.completed / nullif(c.completed + c.failed, 0)::numeric, 4)
    FROM (
        SELECT count(*) AS created,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings', 'resolved_manually')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE NOT is_done) AS open,
            avg(extract(epoch FROM completed_at - started_at) * 1000) AS mean,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8 * 1000) AS median,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at)::float8 * 1000) AS p95
        FROM orchestrator.tasks WHERE created_at >= p_since
    ) AS t
    CROSS JOIN (
        SELECT count(*) AS attempts, count(DISTINCT x.task_id) AS tasks,
            coalesce(sum(x.total_tokens), 0)::bigint AS total_tokens, coalesce(sum(x.cost_usd), 0) AS cost_usd
        FROM orchestrator.task_executions AS x JOIN orchestrator.tasks AS y ON y.id = x.task_id WHERE y.created_at >= p_since
    ) AS e
    CROSS JOIN (
        SELECT count(*) AS created,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed
        FROM orchestrator.task_chains WHERE created_at >= p_since
    ) AS c
$$;


--
-- Name: get_chain_execution_context(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_chain_execution_context(p_chain_id uuid) RETURNS TABLE(chain_id uuid, status orchestrator.task_status, total integer, pending integer, running integer, completed integer, failed integer, cancelled integer, skipped integer, ready integer, blocked integer, execution_status text, recommended_action text, completion_percentage numeric, health text)
    LANGUAGE sql STABLE
    AS $$
    SELECT c.id, c.status, n.total, n.pending, n.running, n.completed, n.failed, n.cancelled, n.skipped, n.ready, n.blocked,
        w.execution_status,
        CASE w.execution_status
            WHEN 'has_ready_tasks' THEN 'execute_ready_tasks'
            WHEN 'processing' THEN 'wait_for_completion'
            WHEN 'blocked_by_failures' THEN 'handle_failures'
            WHEN 'all_complete' THEN 'finalize_chain'
            ELSE 'wait_for_dependencies'
        END,
        CASE WHEN n.total = 0 THEN 0 ELSE round(100.0 * (n.completed + n.failed + n.cancelled + n.skipped) / n.total, 2) END,
        CASE
            WHEN n.total = 0 THEN 'unknown'
            WHEN n.blocked > 0 OR n.failed > n.recoverable THEN 'blocked'
            WHEN n.failed > 0 OR n.retrying > 0 THEN 'recovering'
            ELSE 'healthy'
        END
    FROM orchestrator.task_chains AS c
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS total,
            (count(*) FILTER (WHERE r.status = 'pending'))::int AS pending,
            (count(*) FILTER (WHERE r.status IN ('queued', 'running')))::int AS running,
            (count(*) FILTER (WHERE r.status IN ('completed', 'completed_with_warnings', 'resolved_manually')))::int AS completed,
            (count(*) FILTER (WHERE r.status = 'failed'))::int AS failed,
            (count(*) FILTER (WHERE r.status = 'cancelled'))::int AS cancelled,
            (count(*) FILTER (WHERE r.status = 'skipped'))::int AS skipped,
            (count(*) FILTER (WHERE r.ready))::int AS ready,
            (count(*) FILTER (WHERE r.blocked))::int AS blocked,
            (count(*) FILTER (WHERE r.retry_eligible))::int AS recoverable,
            (count(*) FILTER (WHERE r.status IN ('queued', 'running') AND r.attempts > 1))::int AS retrying
        FROM orchestrator.get_task_readiness(c.id) AS r
    ) AS n
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN n.ready > 0 THEN 'has_ready_tasks'
            WHEN n.running > 0 THEN 'processing'
            WHEN n.blocked > 0 THEN 'blocked_by_failures'
            WHEN n.total > 0 AND n.pending = 0 THEN 'all_complete'
            ELSE 'waiting_for_dependencies'
        END AS execution_status
    ) AS w
    WHERE c.id = p_chain_id
$$;


--
-- Name: get_chain_hierarchy(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_chain_hierarchy(p_chain_id uuid) RETURNS TABLE(task_id uuid, parent_task_id uuid, node_key text, name text, status orchestrator.task_status, level integer, path uuid[], is_cycle boolean)
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE tree AS (
        SELECT t.id, t.parent_task_id, t.node_key, t.name, t.status, 0 AS level, ARRAY[t.id] AS path, false AS is_cycle
        FROM orchestrator.tasks AS t WHERE t.chain_id = p_chain_id AND t.parent_task_id IS NULL
        UNION ALL
        SELECT t.id, t.parent_task_id, t.node_key, t.name, t.status, r.level + 1, r.path || t.id, t.id = ANY (r.path)
        FROM tree AS r JOIN orchestrator.tasks AS t ON t.parent_task_id = r.id
        WHERE NOT r.is_cycle
    )
    SELECT id, parent_task_id, node_key::text, name::text, status, level, path, is_cycle FROM tree ORDER BY path
$$;


--
-- Name: get_chain_lineage(uuid, integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_chain_lineage(p_task_id uuid, p_max_depth integer DEFAULT 100) RETURNS TABLE(task_id uuid, relation text, distance integer, chain_id uuid, node_key text, name text, status orchestrator.task_status, chain_position integer)
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    found uuid[] := ARRAY[p_task_id];
    relations text[] := '{self}';
    distances int[] := '{0}';
    frontier uuid[];
    depth int;
    direction text;
BEGIN
    FOREACH direction IN ARRAY '{ancestor, descendant}'::text[] LOOP
        frontier := ARRAY[p_task_id];
        depth := 0;
        WHILE frontier IS NOT NULL AND depth < p_max_depth LOOP
            depth := depth + 1;
            IF direction = 'ancestor' THEN
                SELECT array_agg(DISTINCT e.parent_task_id) INTO frontier FROM orchestrator.task_chain_edges AS e
                WHERE e.child_task_id = ANY (frontier) AND e.parent_task_id <> ALL (found);
            ELSE
                SELECT array_agg(DISTINCT e.child_task_id) INTO frontier FROM orchestrator.task_chain_edges AS e
                WHERE e.parent_task_id = ANY (frontier) AND e.child_task_id <> ALL (found);
            END IF;
            found := found || frontier;
            relations := relations || array_fill(direction, ARRAY[coalesce(cardinality(frontier), 0)]);
            distances := distances || array_fill(depth, ARRAY[coalesce(cardinality(frontier), 0)]);
        END LOOP;
    END LOOP;
    RETURN QUERY
        SELECT t.id, f.relation, f.distance, t.chain_id, t.node_key::text, t.name::text, t.status, t.chain_position
        FROM unnest(found, relations, distances) AS f (id, relation, distance)
        JOIN orchestrator.tasks AS t ON t.id = f.id
        ORDER BY f.distance, t.chain_position, t.id;
END
$$;


--
-- Name: get_map_progress(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_map_progress(p_map_task_id uuid) RETURNS TABLE(status orchestrator.task_status, total bigint, pending bigint, running bigint, completed bigint, with_warnings bigint, failed bigint, cancelled bigint, skipped bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT
        CASE
            WHEN s.running > 0 OR s.pending > 0 AND s.pending < s.total THEN 'running'
            WHEN s.pending = s.total THEN 'pending'
            WHEN s.failed > 0 THEN 'failed'
            WHEN s.cancelled > 0 THEN 'cancelled'
            WHEN s.with_warnings > 0 THEN 'completed_with_warnings'
            ELSE 'completed'
        END::orchestrator.task_status, s.*
    FROM (
        SELECT count(i.id) AS total,
            count(*) FILTER (WHERE i.status = 'pending') AS pending,
            count(*) FILTER (WHERE i.status IN ('queued', 'running')) AS running,
            count(*) FILTER (WHERE i.status IN ('completed', 'completed_with_warnings', 'resolved_manually')) AS completed,
            count(*) FILTER (WHERE i.status = 'completed_with_warnings' OR i.status = 'skipped' AND i.warnings_count > 0) AS with_warnings,
            count(*) FILTER (WHERE i.status = 'failed') AS failed,
            count(*) FILTER (WHERE i.status = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE i.status = 'skipped') AS skipped
        FROM orchestrator.tasks AS m LEFT JOIN orchestrator.tasks AS i
            ON i.map_task_id = m.id AND i.map_index < coalesce((m.node_options ->> 'items')::int, i.map_index + 1)
        WHERE m.id = p_map_task_id GROUP BY m.id
    ) AS s
$$;


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
    node_kind text DEFAULT 'work'::text NOT NULL,
    node_options jsonb DEFAULT '{}'::jsonb NOT NULL,
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
    CONSTRAINT task_node_kind_must_be_known CHECK ((node_kind = ANY (ARRAY['work'::text, 'map'::text, 'approval'::text, 'sub_chain'::text]))),
    CONSTRAINT task_node_options_must_be_an_object CHECK ((jsonb_typeof(node_options) = 'object'::text)),
    CONSTRAINT task_parameters_must_be_an_object CHECK ((jsonb_typeof(task_parameters) = 'object'::text)),
    CONSTRAINT task_retry_count_must_be_between_0_and_max_retries CHECK (((retry_count >= 0) AND (retry_count <= max_retries))),
    CONSTRAINT task_run_no_must_be_positive CHECK ((run_no >= 1)),
    CONSTRAINT task_tags_must_be_an_object CHECK ((jsonb_typeof(tags) = 'object'::text)),
    CONSTRAINT task_that_is_no_work_must_be_in_a_chain CHECK (((node_kind = 'work'::text) OR (chain_id IS NOT NULL))),
    CONSTRAINT task_triggered_by_must_say_who CHECK (((triggered_by)::text ~ '^(manual:.+|api:.+|scheduled|system)$'::text)),
    CONSTRAINT task_warnings_count_must_not_be_negative CHECK ((warnings_count >= 0))
);


--
-- Name: get_next_task(text, uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_next_task(p_actor text DEFAULT 'system'::text, p_namespace_id uuid DEFAULT NULL::uuid) RETURNS SETOF orchestrator.tasks
    LANGUAGE plpgsql
    AS $$
DECLARE
    candidate record;
BEGIN
    FOR candidate IN
        SELECT t.id, t.chain_id FROM orchestrator.tasks AS t
        WHERE t.status = 'pending' AND (p_namespace_id IS NULL OR t.namespace_id = p_namespace_id)
            AND (t.execute_after IS NULL OR t.execute_after <= now())
        ORDER BY t.priority DESC, t.scheduled_at
    LOOP
        CONTINUE WHEN candidate.chain_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM orchestrator.get_task_readiness(candidate.chain_id, ARRAY[candidate.id]) AS r WHERE r.ready);
        -- The task's own lock (290_lock_task), without waiting: what is locked is being changed by someone.
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(candidate.id::text, 0));
        IF orchestrator.transition_task(candidate.id, '{pending}', 'queued', p_actor) THEN
            RETURN QUERY SELECT * FROM orchestrator.tasks AS t WHERE t.id = candidate.id;
            RETURN;
        END IF;
    END LOOP;
END
$$;


--
-- Name: get_slowest_chains(timestamp with time zone, integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_slowest_chains(p_since timestamp with time zone, p_limit integer) RETURNS TABLE(chain_id uuid, chain_name text, status orchestrator.task_status, started_at timestamp with time zone, completed_at timestamp with time zone, duration_ms bigint, tasks bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT s.id, s.chain_name::text, s.status, s.started_at, s.completed_at, s.duration_ms,
        (SELECT count(*) FROM orchestrator.tasks AS t WHERE t.chain_id = s.id)
    FROM (
        SELECT c.*, round(extract(epoch FROM c.completed_at - c.started_at) * 1000)::bigint AS duration_ms
        FROM orchestrator.task_chains AS c
        WHERE c.created_at >= p_since AND c.completed_at IS NOT NULL AND c.started_at IS NOT NULL
        ORDER BY c.completed_at - c.started_at DESC, c.id LIMIT p_limit
    ) AS s
    ORDER BY s.duration_ms DESC, s.id
$$;


--
-- Name: get_slowest_tasks(timestamp with time zone, integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_slowest_tasks(p_since timestamp with time zone, p_limit integer) RETURNS TABLE(task_id uuid, name text, task_name text, chain_id uuid, status orchestrator.task_status, started_at timestamp with time zone, completed_at timestamp with time zone, duration_ms bigint, attempts bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT s.id, s.name::text, s.task_name::text, s.chain_id, s.status, s.started_at, s.completed_at, s.duration_ms,
        (SELECT count(*) FROM orchestrator.task_executions AS e WHERE e.task_id = s.id)
    FROM (
        SELECT t.*, round(extract(epoch FROM t.completed_at - t.started_at) * 1000)::bigint AS duration_ms
        FROM orchestrator.tasks AS t
        WHERE t.created_at >= p_since AND t.completed_at IS NOT NULL AND t.started_at IS NOT NULL
        ORDER BY t.completed_at - t.started_at DESC, t.id LIMIT p_limit
    ) AS s
    ORDER BY s.duration_ms DESC, s.id
$$;


--
-- Name: get_system_health_counts(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_system_health_counts() RETURNS TABLE(tasks_pending bigint, tasks_queued bigint, tasks_running bigint, tasks_completed bigint, tasks_failed bigint, tasks_cancelled bigint, tasks_skipped bigint, tasks_in_backoff bigint, oldest_pending_at timestamp with time zone, chains_pending bigint, chains_running bigint, chains_completed bigint, chains_failed bigint, chains_cancelled bigint, signals_unsent bigint, calls_unanswered bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT t.pending, t.queued, t.running, t.completed, t.failed, t.cancelled, t.skipped,
        (SELECT count(*) FROM orchestrator.tasks WHERE status = 'queued' AND wait_reason = 'backoff'),
        (SELECT min(created_at) FROM orchestrator.tasks WHERE status = 'pending'),
        c.pending, c.running, c.completed, c.failed, c.cancelled,
        (SELECT count(*) FROM orchestrator.orchestration_signals WHERE sent_at IS NULL),
        (SELECT count(*) FROM orchestrator.llm_calls WHERE outcome = 'intended')
    FROM (
        SELECT coalesce(sum(number) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
            coalesce(sum(number) FILTER (WHERE status = 'queued'), 0)::bigint AS queued,
            coalesce(sum(number) FILTER (WHERE status = 'running'), 0)::bigint AS running,
            coalesce(sum(number) FILTER (WHERE status IN ('completed', 'completed_with_warnings', 'resolved_manually')), 0)::bigint AS completed,
            coalesce(sum(number) FILTER (WHERE status = 'failed'), 0)::bigint AS failed,
            coalesce(sum(number) FILTER (WHERE status = 'cancelled'), 0)::bigint AS cancelled,
            coalesce(sum(number) FILTER (WHERE status = 'skipped'), 0)::bigint AS skipped
        FROM (SELECT status, count(*) AS number FROM orchestrator.tasks GROUP BY status) AS by_status
    ) AS t
    CROSS JOIN (
        SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
            count(*) FILTER (WHERE status = 'running') AS running,
            count(*) FILTER (WHERE status IN ('completed', 'completed_with_warnings')) AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled
        FROM orchestrator.task_chains
    ) AS c
$$;


--
-- Name: get_task_readiness(uuid, uuid[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.get_task_readiness(p_chain_id uuid, p_task_ids uuid[] DEFAULT NULL::uuid[]) RETURNS TABLE(task_id uuid, status orchestrator.task_status, dependencies_satisfied boolean, retry_eligible boolean, ready boolean, next_retry_at timestamp with time zone, parents_total integer, parents_completed integer, attempts integer, attempts_limit integer, blocked boolean, blocking_reason text)
    LANGUAGE sql STABLE
    AS $$
    WITH parents AS (
        SELECT e.child_task_id, e.parent_task_id, orchestrator.edge_verdict(
            e.condition, e.output_mapping <> '{}', p.status, p.retryable AND p.retry_count < p.max_retries) AS verdict
        FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        WHERE e.chain_id = p_chain_id AND (p_task_ids IS NULL OR e.child_task_id = ANY (p_task_ids))
    ), judged AS (
        SELECT child_task_id,
            count(*)::int AS total,
            (count(*) FILTER (WHERE verdict <> 'waiting'))::int AS ended,
            bool_and(verdict = 'accepted') AS satisfied,
            min(parent_task_id::text) FILTER (WHERE verdict = 'blocked') AS blocker,
            min(parent_task_id::text) FILTER (WHERE verdict = 'declined') AS refusing,
            min(parent_task_id::text) FILTER (WHERE verdict = 'unjudged') AS unjudged,
            min(parent_task_id::text) FILTER (WHERE verdict = 'waiting') AS awaited
        FROM parents GROUP BY child_task_id
    )
    SELECT t.id, t.status, s.satisfied, s.retry_eligible, s.satisfied AND s.begins AND NOT s.bypassed AND t.status = 'pending',
        CASE
            WHEN s.retry_eligible THEN t.completed_at + make_interval(secs => coalesce(t.backoff_seconds, 1))
            WHEN t.wait_reason = 'backoff' THEN t.wait_until
        END,
        coalesce(j.total, 0), coalesce(j.ended, 0),
        CASE WHEN t.started_at IS NULL THEN 0 ELSE t.retry_count + 1 END, t.max_retries + 1,
        t.status = 'pending' AND j.blocker IS NOT NULL AND j.refusing IS NULL,
        CASE
            WHEN t.status <> 'pending' THEN 'status:' || t.status
            WHEN j.blocker IS NOT NULL AND j.refusing IS NULL THEN 'blocked_by:' || j.blocker
            WHEN j.awaited IS NOT NULL THEN 'waits_for:' || j.awaited
            WHEN j.refusing IS NOT NULL THEN 'condition_false:' || j.refusing
            WHEN j.unjudged IS NOT NULL THEN 'expression:' || j.unjudged
            WHEN s.bypassed THEN 'bypassed'
            WHEN NOT s.begins THEN 'execute_after'
        END
    FROM orchestrator.task_chains AS c
    JOIN orchestrator.tasks AS t ON t.chain_id = c.id
    LEFT JOIN judged AS j ON j.child_task_id = t.id
    CROSS JOIN LATERAL (
        SELECT coalesce(j.satisfied, true) AS satisfied,
            coalesce(t.execute_after <= now(), true) AS begins,
            coalesce(c.bypass ? t.node_key::text, false) AS bypassed,
            t.status = 'failed' AND t.retryable AND t.retry_count < t.max_retries AS retry_eligible
    ) AS s
    WHERE c.id = p_chain_id AND (p_task_ids IS NULL OR t.id = ANY (p_task_ids))
$$;


--
-- Name: guard_changed_chain(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.guard_changed_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: guard_changed_edge(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.guard_changed_edge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Edge % -> % keeps its ends; which edge is primary follows from tasks.parent_task_id', OLD.parent_task_id, OLD.child_task_id
        USING ERRCODE = 'OC003', SCHEMA = 'orchestrator', TABLE = 'task_chain_edges',
            CONSTRAINT = 'chain_edge_ends_must_not_change', HINT = 'Delete the edge and insert another.';
END
$$;


--
-- Name: guard_task_chain(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.guard_task_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM orchestrator.task_chains WHERE id = OLD.chain_id) THEN
        RAISE EXCEPTION 'Task % belongs to chain % for good', OLD.id, OLD.chain_id
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'tasks', COLUMN = 'chain_id',
                CONSTRAINT = 'task_must_stay_in_its_chain', HINT = 'Deleting the chain deletes its tasks.';
    END IF;
    RETURN OLD;
END
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
-- Name: guard_used_template(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.guard_used_template() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    template uuid;
BEGIN
    IF TG_TABLE_NAME = 'chain_templates' THEN
        template := OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        template := NEW.template_id;
    ELSE
        template := OLD.template_id;
    END IF;
    IF EXISTS (SELECT FROM orchestrator.task_chains AS c WHERE c.template_id = template) THEN
        RAISE EXCEPTION 'Template % is in use: a new version takes the change', template
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = TG_TABLE_NAME,
                CONSTRAINT = 'template_in_use_must_not_change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
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
-- Name: insert_map_items(uuid, integer, jsonb[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.insert_map_items(p_map_task_id uuid, p_first_index integer, p_items jsonb[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    inserted int;
BEGIN
    IF cardinality(p_items) > 500 THEN
        RAISE EXCEPTION '% items at once; a map''s items are inserted 500 at a time', cardinality(p_items)
            USING ERRCODE = 'check_violation', SCHEMA = 'orchestrator', TABLE = 'tasks',
                CONSTRAINT = 'map_items_are_inserted_500_at_a_time';
    END IF;
    INSERT INTO orchestrator.tasks (
        name, task_name, namespace_id, prompt, task_parameters, priority, max_retries, retryable, skippable, map_task_id, map_index,
        triggered_by, correlation_id, concurrency_key)
    SELECT left(m.name, 240) || '[' || p_first_index + i.n - 1 || ']', m.task_name, m.namespace_id, m.prompt,
        m.task_parameters || jsonb_build_object('item', i.item), m.priority, m.max_retries, m.retryable, m.skippable, m.id,
        p_first_index + i.n - 1, m.triggered_by, m.correlation_id, m.concurrency_key
    FROM orchestrator.tasks AS m CROSS JOIN unnest(p_items) WITH ORDINALITY AS i (item, n)
    WHERE m.id = p_map_task_id
    ORDER BY i.n
    ON CONFLICT ON CONSTRAINT task_map_index_already_used DO NOTHING;
    GET DIAGNOSTICS inserted = ROW_COUNT;
    RETURN inserted;
END
$$;


--
-- Name: is_chain_suspended(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.is_chain_suspended(p_chain_id uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE above (id, suspended_at, parent_task_id) AS (
        SELECT c.id, c.suspended_at, c.parent_task_id FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id
        UNION
        SELECT c.id, c.suspended_at, c.parent_task_id FROM above AS a
        JOIN orchestrator.tasks AS t ON t.id = a.parent_task_id
        JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
    )
    SELECT coalesce(bool_or(suspended_at IS NOT NULL), false) FROM above
$$;


--
-- Name: join_chain(uuid[], uuid, text, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.join_chain(p_task_ids uuid[], p_chain_id uuid, p_chain_name text, p_triggered_by text) RETURNS uuid
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: lock_all_graphs(boolean); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_all_graphs(p_alone boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_alone THEN
        PERFORM pg_advisory_xact_lock(7304110524000002);
    ELSE
        PERFORM pg_advisory_xact_lock_shared(7304110524000002);
    END IF;
END
$$;


--
-- Name: lock_chain_edges(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_chain_edges(p_chain_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM orchestrator.lock_all_graphs(false);
    PERFORM pg_advisory_xact_lock(hashtextextended(p_chain_id::text, 1));
    PERFORM set_config('orchestrator.locked_chain_edges', p_chain_id::text, true);
END
$$;


--
-- Name: lock_deleted_edge(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_deleted_edge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(OLD.chain_id::text, 1));
    RETURN OLD;
END
$$;


--
-- Name: lock_graphs_for_statement(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_graphs_for_statement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM orchestrator.lock_all_graphs(coalesce(current_setting('orchestrator.locked_chain_edges', true), '') = '');
    RETURN NULL;
END
$$;


--
-- Name: lock_task(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_task(p_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
END
$$;


--
-- Name: lock_tasks(uuid[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.lock_tasks(p_ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    task uuid;
BEGIN
    FOR task IN SELECT DISTINCT u.id FROM unnest(p_ids) AS u (id) WHERE u.id IS NOT NULL ORDER BY u.id LOOP
        PERFORM orchestrator.lock_task(task);
    END LOOP;
END
$$;


--
-- Name: mirror_deleted_edges(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.mirror_deleted_edges() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: mirror_new_edges(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.mirror_new_edges() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
-- Name: open_map_items(uuid, integer, integer, jsonb[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.open_map_items(p_map_task_id uuid, p_attempt integer, p_first_index integer, p_items jsonb[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    began timestamptz := (
        SELECT e.queued_at FROM orchestrator.task_executions AS e WHERE e.task_id = p_map_task_id AND e.attempt_number = p_attempt);
    opened record;
    earlier uuid[];
BEGIN
    SELECT m.actor, m.metadata ->> 'event' IS NOT DISTINCT FROM 'task.rerun_requested' AS whole INTO opened
    FROM orchestrator.task_transitions AS m
    WHERE m.task_id = p_map_task_id AND m.to_status = 'pending' AND m.from_status IS NOT NULL AND m.from_status <> 'queued'
    ORDER BY m.sort_key DESC LIMIT 1;
    IF FOUND THEN
        SELECT array_agg(i.id ORDER BY i.id) INTO earlier FROM orchestrator.tasks AS i
        WHERE i.map_task_id = p_map_task_id AND i.map_index >= p_first_index AND i.map_index < p_first_index + cardinality(p_items)
            AND i.is_done AND i.completed_at < began AND (opened.whole OR i.status NOT IN ('completed', 'completed_with_warnings', 'resolved_manually'));
        IF earlier IS NOT NULL THEN
            PERFORM orchestrator.lock_tasks(earlier);
            UPDATE orchestrator.tasks AS i
            SET task_parameters = i.task_parameters || jsonb_build_object('item', n.item)
            FROM unnest(p_items) WITH ORDINALITY AS n (item, place)
            WHERE i.id = ANY (earlier) AND i.map_index = p_first_index + n.place - 1
                AND i.task_parameters -> 'item' IS DISTINCT FROM n.item;
            PERFORM orchestrator.rerun_tasks(earlier, opened.actor, 'its map runs again');
        END IF;
    END IF;
    RETURN orchestrator.insert_map_items(p_map_task_id, p_first_index, p_items);
END
$$;


--
-- Name: position_below_parents(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.position_below_parents(p_task_id uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN (
        SELECT coalesce(max(p.chain_position) + 1, 0)
        FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        WHERE e.child_task_id = p_task_id);
END
$$;


--
-- Name: prepare_new_edge(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.prepare_new_edge() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: publish_new_chain(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.publish_new_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    edges bigint := (SELECT count(*) FROM orchestrator.task_chain_edges WHERE chain_id = NEW.id);
BEGIN
    PERFORM orchestrator.record_chain_event(
        NEW.id, 'chain.created', (SELECT actor FROM orchestrator.chain_transitions WHERE chain_id = NEW.id AND sort_key = 1),
        jsonb_build_object('from_status', NULL, 'edges', edges, 'template_id', NEW.template_id));
    RETURN NULL;
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
-- Name: publish_template(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.publish_template() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    actor text;
BEGIN
    IF TG_TABLE_NAME = 'task_chains' THEN
        PERFORM orchestrator.append_template_event(
            NEW.template_id, 'template.instantiated', orchestrator.current_actor(NEW.triggered_by), jsonb_build_object('chain_id', NEW.id));
        RETURN NULL;
    END IF;
    actor := orchestrator.current_actor(coalesce(NEW.created_by, 'system'));
    IF TG_OP = 'INSERT' THEN
        PERFORM orchestrator.append_template_event(NEW.id, 'template.created', actor, '{}');
    ELSE
        PERFORM orchestrator.append_template_event(
            NEW.id, CASE WHEN NEW.active THEN 'template.activated' ELSE 'template.deactivated' END, actor, '{}');
    END IF;
    RETURN NULL;
END
$$;


--
-- Name: purge_finished(timestamp with time zone, integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.purge_finished(p_before timestamp with time zone, p_limit integer) RETURNS TABLE(tasks bigint, chains bigint, events bigint)
    LANGUAGE plpgsql
    AS $$
DECLARE
    alone uuid[];
    ended uuid[];
    items uuid[];
    gone uuid[];
    deleted_events bigint;
BEGIN
    SELECT coalesce(array_agg(d.id), '{}') INTO alone FROM (
        SELECT t.id FROM orchestrator.tasks AS t
        WHERE t.completed_at < p_before AND t.chain_id IS NULL AND t.map_task_id IS NULL
        ORDER BY t.completed_at LIMIT p_limit FOR UPDATE SKIP LOCKED) AS d;
    SELECT coalesce(array_agg(d.id), '{}') INTO ended FROM (
        SELECT c.id FROM orchestrator.task_chains AS c
        WHERE c.completed_at < p_before AND c.status NOT IN ('pending', 'running')
        ORDER BY c.completed_at LIMIT greatest(p_limit / 100, 1) FOR UPDATE SKIP LOCKED) AS d;

    -- A map's items go before it, in batches of their own: 10,000 of them are no small one.
    SELECT coalesce(array_agg(d.id), '{}') INTO items FROM (
        SELECT i.id FROM orchestrator.tasks AS n JOIN orchestrator.tasks AS i ON i.map_task_id = n.id
        WHERE n.id = ANY (alone) OR n.chain_id = ANY (ended) LIMIT p_limit) AS d;
    IF items <> '{}' THEN
        SELECT coalesce(array_agg(u.id), '{}') INTO alone FROM unnest(alone) AS u (id)
        WHERE NOT EXISTS (SELECT FROM orchestrator.tasks AS i WHERE i.map_task_id = u.id);
        SELECT coalesce(array_agg(u.id), '{}') INTO ended FROM unnest(ended) AS u (id)
        WHERE NOT EXISTS (
            SELECT FROM orchestrator.tasks AS n JOIN orchestrator.tasks AS i ON i.map_task_id = n.id WHERE n.chain_id = u.id);
    END IF;

    gone := alone || items || ARRAY(SELECT t.id FROM orchestrator.tasks AS t WHERE t.chain_id = ANY (ended));
    DELETE FROM orchestrator.llm_calls AS l WHERE l.task_id = ANY (gone);
    DELETE FROM orchestrator.lifecycle_events AS e
    WHERE e.subject_kind = 'task' AND e.subject_id = ANY (gone) OR e.subject_kind = 'chain' AND e.subject_id = ANY (ended);
    GET DIAGNOSTICS deleted_events = ROW_COUNT;
    DELETE FROM orchestrator.tasks AS t WHERE t.id = ANY (alone || items);
    DELETE FROM orchestrator.task_chains AS c WHERE c.id = ANY (ended);
    DELETE FROM orchestrator.orchestration_signals AS s WHERE s.id IN (
        SELECT o.id FROM orchestrator.orchestration_signals AS o
        WHERE o.sent_at < p_before ORDER BY o.sent_at LIMIT p_limit FOR UPDATE SKIP LOCKED);
    RETURN QUERY SELECT cardinality(gone)::bigint, cardinality(ended)::bigint, deleted_events;
END
$$;


--
-- Name: record_chain_event(uuid, text, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.record_chain_event(p_chain_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}'::jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    chain orchestrator.task_chains;
BEGIN
    UPDATE orchestrator.task_chains SET event_seq = event_seq + 1 WHERE id = p_chain_id RETURNING * INTO chain;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM orchestrator.append_chain_event(
        chain, p_event_name, p_actor, orchestrator.chain_event_payload(chain, chain.status) || coalesce(p_payload, '{}'));
    RETURN chain.event_seq;
END
$$;


--
-- Name: record_chain_transition(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.record_chain_transition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: record_new_chain(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.record_new_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO orchestrator.chain_transitions (chain_id, to_status, sort_key, most_recent, actor)
    VALUES (NEW.id, 'pending', 1, true, orchestrator.current_actor(NEW.triggered_by));
    RETURN NULL;
END
$$;


--
-- Name: record_node_event(uuid, uuid, text, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.record_node_event(p_chain_id uuid, p_task_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}'::jsonb) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    chain orchestrator.task_chains;
    node text := (SELECT t.node_key FROM orchestrator.tasks AS t WHERE t.id = p_task_id);
BEGIN
    UPDATE orchestrator.task_chains SET event_seq = event_seq + 1 WHERE id = p_chain_id RETURNING * INTO chain;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM orchestrator.append_chain_event(
        chain, p_event_name, p_actor,
        jsonb_build_object('chain_id', p_chain_id, 'chain_name', chain.chain_name, 'task_id', p_task_id, 'node_key', node)
            || coalesce(p_payload, '{}'));
    RETURN chain.event_seq;
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
-- Name: reopen_chain(uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.reopen_chain(p_chain_id uuid) RETURNS TABLE(run_no integer, begins boolean)
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id FOR NO KEY UPDATE;
    RETURN QUERY
        UPDATE orchestrator.task_chains AS c
        SET run_no = c.run_no + 1, run_started_at = NULL, run_ended_at = NULL, start_claimed_at = clock_timestamp()
        WHERE c.id = p_chain_id AND c.run_ended_at IS NOT NULL
        RETURNING c.run_no, true;
    IF NOT FOUND THEN
        RETURN QUERY SELECT c.run_no, c.run_started_at IS NULL FROM orchestrator.task_chains AS c WHERE c.id = p_chain_id;
    END IF;
END
$$;


--
-- Name: rerun_tasks(uuid[], text, text); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.rerun_tasks(p_ids uuid[], p_actor text, p_reason text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    task uuid;
    taken int := 0;
BEGIN
    FOREACH task IN ARRAY p_ids LOOP
        IF orchestrator.transition_task(
            task, '{completed, completed_with_warnings, failed, skipped, cancelled, resolved_manually}', 'pending', p_actor,
            jsonb_strip_nulls(jsonb_build_object('event', 'task.rerun_requested', 'reason', p_reason)))
        THEN
            taken := taken + 1;
        END IF;
    END LOOP;
    RETURN taken;
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
    PERFORM orchestrator.lock_task(p_id);
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

    IF OLD.status = 'failed' AND NEW.status = 'skipped' THEN
        NEW.warnings_count := greatest(NEW.warnings_count, 1);  -- a tolerated failure: the chain ends with warnings
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
-- Name: stamp_new_chain(); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.stamp_new_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
    IF NEW.chain_id IS NOT NULL THEN
        NEW.chain_position := 0;  -- no edge leads to it yet
    END IF;
    IF NEW.execute_after < right_now THEN
        NEW.execute_after := right_now;
    END IF;
    RETURN NEW;
END
$$;


--
-- Name: sync_chain_graph(uuid, uuid[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.sync_chain_graph(p_chain_id uuid, p_children uuid[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: sync_chain_status(uuid, uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.sync_chain_status(p_chain_id uuid, p_task_id uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
-- Name: transition_chain(uuid, orchestrator.task_status[], orchestrator.task_status, text, jsonb); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.transition_chain(p_id uuid, p_expected orchestrator.task_status[], p_to orchestrator.task_status, p_actor text, p_metadata jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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
-- Name: transition_task(uuid, orchestrator.task_status[], orchestrator.task_status, text, jsonb, integer); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.transition_task(p_id uuid, p_expected orchestrator.task_status[], p_to orchestrator.task_status, p_actor text, p_metadata jsonb DEFAULT '{}'::jsonb, p_run integer DEFAULT NULL::integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: would_create_cycle(uuid, uuid); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.would_create_cycle(p_parent uuid, p_child uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    WITH RECURSIVE reached AS (
        SELECT p_child AS task_id
        UNION
        SELECT e.child_task_id FROM reached AS r JOIN orchestrator.task_chain_edges AS e ON e.parent_task_id = r.task_id
    )
    SELECT EXISTS (SELECT FROM reached WHERE task_id = p_parent)
$$;


--
-- Name: write_mirror(uuid[], uuid[], integer[]); Type: FUNCTION; Schema: orchestrator; Owner: -
--

CREATE FUNCTION orchestrator.write_mirror(p_ids uuid[], p_parents uuid[], p_positions integer[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
-- Name: annotation_types; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.annotation_types (
    name character varying(100) NOT NULL,
    description text,
    schema jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT annotation_type_name_must_be_lower_case_words CHECK (((name)::text ~ '^[a-z][a-z0-9_.-]*$'::text)),
    CONSTRAINT annotation_type_schema_must_be_an_object CHECK ((jsonb_typeof(schema) = 'object'::text))
);


--
-- Name: api_keys; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.api_keys (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name character varying(90) NOT NULL,
    prefix text NOT NULL,
    key_hash bytea NOT NULL,
    namespaces text[] NOT NULL,
    permissions text[] NOT NULL,
    requests_per_minute integer,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_key_hash_must_be_sha256 CHECK ((length(key_hash) = 32)),
    CONSTRAINT api_key_name_must_be_a_word CHECK (((name)::text ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'::text)),
    CONSTRAINT api_key_needs_a_namespace CHECK ((cardinality(namespaces) > 0)),
    CONSTRAINT api_key_permissions_must_be_known CHECK (((cardinality(permissions) > 0) AND (permissions <@ ARRAY['read'::text, 'write'::text, 'operate'::text, 'administer'::text]))),
    CONSTRAINT api_key_rate_must_be_positive CHECK ((requests_per_minute > 0))
);


--
-- Name: audit_log; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.audit_log (
    id bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject_kind text,
    subject_id uuid,
    namespace_id uuid,
    outcome text DEFAULT 'ok'::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT audit_action_must_not_be_empty CHECK ((action <> ''::text)),
    CONSTRAINT audit_actor_must_not_be_empty CHECK ((actor <> ''::text)),
    CONSTRAINT audit_details_must_be_an_object CHECK ((jsonb_typeof(details) = 'object'::text))
);


--
-- Name: audit_log_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: background_tasks; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.background_tasks AS
 SELECT 'task'::text AS kind,
    t.id,
    t.namespace_id,
    t.name,
    t.status,
    t.created_at,
    t.started_at,
    t.completed_at,
    t.triggered_by,
    t.error_message
   FROM orchestrator.tasks t
UNION ALL
 SELECT 'chain'::text AS kind,
    c.id,
    c.namespace_id,
    c.chain_name AS name,
    c.status,
    c.created_at,
    c.started_at,
    c.completed_at,
    c.triggered_by,
    c.error_message
   FROM orchestrator.task_chains c;


--
-- Name: bulk_operations; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.bulk_operations (
    id uuid NOT NULL,
    namespace_id uuid NOT NULL,
    action text NOT NULL,
    status orchestrator.task_status DEFAULT 'pending'::orchestrator.task_status NOT NULL,
    filter jsonb NOT NULL,
    reason text,
    idempotency_key character varying(255),
    request_hash text NOT NULL,
    triggered_by character varying(100) NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    passed_over integer DEFAULT 0 NOT NULL,
    page_no integer DEFAULT 0 NOT NULL,
    page jsonb,
    place_created_at timestamp with time zone,
    place_task_id uuid,
    error_message text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    moved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT bulk_action_must_be_known CHECK ((action = ANY (ARRAY['cancel'::text, 'retry'::text]))),
    CONSTRAINT bulk_counts_must_not_exceed_the_total CHECK (((done >= 0) AND (passed_over >= 0) AND ((done + passed_over) <= total))),
    CONSTRAINT bulk_end_must_be_told CHECK (((completed_at IS NULL) = (status = ANY (ARRAY['pending'::orchestrator.task_status, 'running'::orchestrator.task_status])))),
    CONSTRAINT bulk_filter_must_be_an_object CHECK ((jsonb_typeof(filter) = 'object'::text)),
    CONSTRAINT bulk_idempotency_key_must_not_be_empty CHECK (((idempotency_key)::text <> ''::text)),
    CONSTRAINT bulk_page_must_be_a_list CHECK ((jsonb_typeof(page) = 'array'::text)),
    CONSTRAINT bulk_status_must_be_one_of_an_operation CHECK ((status = ANY (ARRAY['pending'::orchestrator.task_status, 'running'::orchestrator.task_status, 'completed'::orchestrator.task_status, 'completed_with_warnings'::orchestrator.task_status, 'failed'::orchestrator.task_status, 'cancelled'::orchestrator.task_status]))),
    CONSTRAINT bulk_triggered_by_must_say_who CHECK (((triggered_by)::text ~ '^(manual:.+|api:.+|scheduled|system)$'::text))
);


--
-- Name: task_chain_edges; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_chain_edges (
    id bigint NOT NULL,
    chain_id uuid NOT NULL,
    parent_task_id uuid NOT NULL,
    child_task_id uuid NOT NULL,
    output_mapping jsonb DEFAULT '{}'::jsonb NOT NULL,
    condition orchestrator.edge_condition DEFAULT 'on_success'::orchestrator.edge_condition NOT NULL,
    condition_expression text,
    is_primary boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT chain_edge_expression_belongs_to_its_condition CHECK (((condition = 'expression'::orchestrator.edge_condition) = (COALESCE(condition_expression, ''::text) <> ''::text))),
    CONSTRAINT chain_edge_must_not_point_to_its_own_start CHECK ((parent_task_id <> child_task_id)),
    CONSTRAINT chain_edge_output_mapping_must_be_an_object CHECK ((jsonb_typeof(output_mapping) = 'object'::text))
);


--
-- Name: chain_dag; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.chain_dag AS
 SELECT t.chain_id,
    t.id AS task_id,
    t.node_key,
    t.name,
    t.status,
    COALESCE(i.parents, '{}'::uuid[]) AS parents,
    COALESCE(o.children, '{}'::uuid[]) AS children,
    (i.parents IS NULL) AS is_root,
    (o.children IS NULL) AS is_leaf,
    t.chain_position AS depth
   FROM ((orchestrator.tasks t
     LEFT JOIN LATERAL ( SELECT array_agg(e.parent_task_id ORDER BY e.id) AS parents
           FROM orchestrator.task_chain_edges e
          WHERE (e.child_task_id = t.id)) i ON (true))
     LEFT JOIN LATERAL ( SELECT array_agg(e.child_task_id ORDER BY e.id) AS children
           FROM orchestrator.task_chain_edges e
          WHERE (e.parent_task_id = t.id)) o ON (true))
  WHERE (t.chain_id IS NOT NULL);


--
-- Name: chain_execution_contexts; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.chain_execution_contexts AS
 SELECT c.chain_name,
    x.chain_id,
    x.status,
    x.total,
    x.pending,
    x.running,
    x.completed,
    x.failed,
    x.cancelled,
    x.skipped,
    x.ready,
    x.blocked,
    x.execution_status,
    x.recommended_action,
    x.completion_percentage,
    x.health
   FROM (orchestrator.task_chains c
     CROSS JOIN LATERAL orchestrator.get_chain_execution_context(c.id) x(chain_id, status, total, pending, running, completed, failed, cancelled, skipped, ready, blocked, execution_status, recommended_action, completion_percentage, health));


--
-- Name: chain_sync_violations; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.chain_sync_violations AS
 SELECT t.chain_id,
    t.id AS task_id,
    'parent_task_id is not the primary edge''s parent'::text AS violation
   FROM (orchestrator.tasks t
     LEFT JOIN orchestrator.task_chain_edges e ON (((e.child_task_id = t.id) AND e.is_primary)))
  WHERE (t.parent_task_id IS DISTINCT FROM e.parent_task_id)
UNION ALL
 SELECT e.chain_id,
    e.child_task_id AS task_id,
    'a task with parents has no primary edge'::text AS violation
   FROM orchestrator.task_chain_edges e
  GROUP BY e.chain_id, e.child_task_id
 HAVING (NOT bool_or(e.is_primary))
UNION ALL
 SELECT e.chain_id,
    e.child_task_id AS task_id,
    'an edge leaves its chain'::text AS violation
   FROM ((orchestrator.task_chain_edges e
     JOIN orchestrator.tasks p ON ((p.id = e.parent_task_id)))
     JOIN orchestrator.tasks c ON ((c.id = e.child_task_id)))
  WHERE ((p.chain_id IS DISTINCT FROM e.chain_id) OR (c.chain_id IS DISTINCT FROM e.chain_id))
UNION ALL
 SELECT t.chain_id,
    t.id AS task_id,
    'chain_position is not one more than the highest parent''s'::text AS violation
   FROM (orchestrator.tasks t
     LEFT JOIN ( SELECT e.child_task_id,
            max(p.chain_position) AS highest
           FROM (orchestrator.task_chain_edges e
             JOIN orchestrator.tasks p ON ((p.id = e.parent_task_id)))
          GROUP BY e.child_task_id) h ON ((h.child_task_id = t.id)))
  WHERE ((t.chain_id IS NOT NULL) AND (t.chain_position IS DISTINCT FROM COALESCE((h.highest + 1), 0)))
UNION ALL
 SELECT c.id AS chain_id,
    c.root_task_id AS task_id,
    'the root is not a task of the chain without parents'::text AS violation
   FROM (orchestrator.task_chains c
     LEFT JOIN orchestrator.tasks t ON ((t.id = c.root_task_id)))
  WHERE (((c.root_task_id IS NULL) AND (EXISTS ( SELECT
           FROM orchestrator.tasks m
          WHERE (m.chain_id = c.id)))) OR ((c.root_task_id IS NOT NULL) AND ((t.chain_id IS DISTINCT FROM c.id) OR (t.parent_task_id IS NOT NULL))))
UNION ALL
 SELECT c.id AS chain_id,
    NULL::uuid AS task_id,
    'the status is not what the tasks make it'::text AS violation
   FROM orchestrator.task_chains c
  WHERE (c.status <> orchestrator.derive_chain_status(c.id));


--
-- Name: chain_templates; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.chain_templates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    namespace_id uuid DEFAULT '00000000-0000-0000-0000-000000000001'::uuid NOT NULL,
    name character varying(255) NOT NULL,
    version text NOT NULL,
    version_order integer[] GENERATED ALWAYS AS (
CASE
    WHEN (version ~ '^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}([-+]|$)'::text) THEN ((string_to_array(split_part(split_part(version, '+'::text, 1), '-'::text, 1), '.'::text))::integer[] ||
    CASE
        WHEN (split_part(version, '+'::text, 1) ~~ '%-%'::text) THEN 0
        ELSE 1
    END)
    ELSE '{}'::integer[]
END) STORED NOT NULL,
    description text,
    input_schema jsonb DEFAULT '{}'::jsonb NOT NULL,
    definition jsonb NOT NULL,
    definition_hash text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    created_by text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT template_definition_must_be_an_object CHECK ((jsonb_typeof(definition) = 'object'::text)),
    CONSTRAINT template_input_schema_must_be_an_object CHECK ((jsonb_typeof(input_schema) = 'object'::text)),
    CONSTRAINT template_name_must_not_be_empty CHECK (((name)::text <> ''::text)),
    CONSTRAINT template_version_must_be_semver CHECK ((version ~ '^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$'::text))
);


--
-- Name: chain_transitions; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.chain_transitions (
    id bigint NOT NULL,
    chain_id uuid NOT NULL,
    from_status orchestrator.task_status,
    to_status orchestrator.task_status NOT NULL,
    sort_key integer NOT NULL,
    most_recent boolean NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    actor text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT only_the_first_chain_transition_comes_from_nowhere CHECK (((from_status IS NULL) = (sort_key = 1)))
);


--
-- Name: chain_transitions_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.chain_transitions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.chain_transitions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: custom_event_types; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.custom_event_types (
    name text NOT NULL,
    description text,
    schema jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_by text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT custom_event_name_must_be_namespace_dot_name CHECK ((name ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+$'::text)),
    CONSTRAINT custom_event_prefix_is_reserved CHECK ((split_part(name, '.'::text, 1) <> ALL (ARRAY['task'::text, 'chain'::text, 'orchestration'::text, 'observability'::text, 'registry'::text, 'template'::text, 'job'::text, 'llm'::text, 'admission'::text, 'cache'::text, 'health'::text, 'telemetry'::text, 'webhook'::text, 'test'::text]))),
    CONSTRAINT custom_event_schema_must_be_an_object CHECK ((jsonb_typeof(schema) = 'object'::text))
);


--
-- Name: dependent_system_object_maps; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.dependent_system_object_maps (
    id bigint NOT NULL,
    system_a_id uuid NOT NULL,
    remote_id_a text NOT NULL,
    system_b_id uuid NOT NULL,
    remote_id_b text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT object_map_must_join_two_objects CHECK (((system_a_id <> system_b_id) OR (remote_id_a <> remote_id_b))),
    CONSTRAINT object_map_remote_ids_must_not_be_empty CHECK (((remote_id_a <> ''::text) AND (remote_id_b <> ''::text)))
);


--
-- Name: dependent_system_object_maps_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.dependent_system_object_maps ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.dependent_system_object_maps_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: dependent_systems; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.dependent_systems (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    description text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dependent_system_name_must_not_be_empty CHECK ((name <> ''::text))
);


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
-- Name: execution_statistics; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.execution_statistics AS
 SELECT date_trunc('hour'::text, e.queued_at) AS hour,
    e.status,
    e.model_name AS model,
    count(*) AS executions,
    round(avg(e.duration_ms), 1) AS mean_ms,
    percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY ((e.duration_ms)::double precision)) AS median_ms,
    percentile_cont((0.95)::double precision) WITHIN GROUP (ORDER BY ((e.duration_ms)::double precision)) AS p95_ms,
    sum(e.prompt_tokens) AS prompt_tokens,
    sum(e.completion_tokens) AS completion_tokens,
    sum(e.total_tokens) AS total_tokens,
    sum(e.cost_usd) AS cost_usd
   FROM orchestrator.task_executions e
  GROUP BY (date_trunc('hour'::text, e.queued_at)), e.status, e.model_name;


--
-- Name: handler_registrations; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.handler_registrations (
    namespace text NOT NULL,
    name character varying(100) NOT NULL,
    version text NOT NULL,
    kind text NOT NULL,
    endpoint text,
    last_seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT handler_kind_must_be_known CHECK ((kind = ANY (ARRAY['dotnet'::text, 'http'::text, 'worker'::text]))),
    CONSTRAINT handler_name_must_not_be_empty CHECK (((name)::text <> ''::text)),
    CONSTRAINT http_handler_needs_an_endpoint CHECK (((kind <> 'http'::text) OR (COALESCE(endpoint, ''::text) <> ''::text)))
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
-- Name: prompt_templates; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.prompt_templates (
    id text NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT prompt_template_body_must_not_be_empty CHECK ((body <> ''::text)),
    CONSTRAINT prompt_template_id_must_not_be_empty CHECK ((id <> ''::text)),
    CONSTRAINT prompt_template_version_must_be_positive CHECK ((version >= 1))
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
-- Name: task_annotations; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.task_annotations (
    id bigint NOT NULL,
    task_id uuid NOT NULL,
    annotation_type character varying(100) NOT NULL,
    annotation jsonb NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


--
-- Name: task_annotations_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.task_annotations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.task_annotations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: task_chain_edges_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.task_chain_edges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.task_chain_edges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: task_chain_hierarchy; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.task_chain_hierarchy AS
 SELECT c.id AS chain_id,
    c.chain_name,
    h.task_id,
    h.parent_task_id,
    h.node_key,
    h.name,
    h.status,
    h.level,
    h.path,
    h.is_cycle
   FROM (orchestrator.task_chains c
     CROSS JOIN LATERAL orchestrator.get_chain_hierarchy(c.id) h(task_id, parent_task_id, node_key, name, status, level, path, is_cycle));


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
-- Name: task_summary; Type: VIEW; Schema: orchestrator; Owner: -
--

CREATE VIEW orchestrator.task_summary AS
 SELECT t.id,
    n.name AS namespace,
    t.name,
    t.task_name,
    t.status,
    t.priority,
    t.chain_id,
    c.chain_name,
    t.node_key,
    t.chain_position,
    t.parent_task_id,
    t.template_id,
    t.run_no,
    t.retry_count,
    t.max_retries,
    t.warnings_count,
    t.wait_reason,
    t.wait_until,
    t.error_type,
    t.error_message,
    t.triggered_by,
    t.correlation_id,
    t.tags,
    t.created_at,
    t.started_at,
    t.completed_at,
    (t.completed_at - t.started_at) AS duration,
    t.is_done,
    ( SELECT count(*) AS count
           FROM orchestrator.task_executions e
          WHERE (e.task_id = t.id)) AS attempts
   FROM ((orchestrator.tasks t
     JOIN orchestrator.namespaces n ON ((n.id = t.namespace_id)))
     LEFT JOIN orchestrator.task_chains c ON ((c.id = t.chain_id)));


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
-- Name: template_edges; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.template_edges (
    id bigint NOT NULL,
    template_id uuid NOT NULL,
    from_node character varying(100) NOT NULL,
    to_node character varying(100) NOT NULL,
    mapping jsonb DEFAULT '{}'::jsonb NOT NULL,
    condition orchestrator.edge_condition DEFAULT 'on_success'::orchestrator.edge_condition NOT NULL,
    condition_expression text,
    CONSTRAINT template_edge_expression_belongs_to_its_condition CHECK (((condition = 'expression'::orchestrator.edge_condition) = (COALESCE(condition_expression, ''::text) <> ''::text))),
    CONSTRAINT template_edge_mapping_must_be_an_object CHECK ((jsonb_typeof(mapping) = 'object'::text)),
    CONSTRAINT template_edge_must_not_point_to_its_own_start CHECK (((from_node)::text <> (to_node)::text))
);


--
-- Name: template_edges_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.template_edges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.template_edges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: template_nodes; Type: TABLE; Schema: orchestrator; Owner: -
--

CREATE TABLE orchestrator.template_nodes (
    id bigint NOT NULL,
    template_id uuid NOT NULL,
    node_key character varying(100) NOT NULL,
    task_name character varying(100) NOT NULL,
    prompt text,
    parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
    max_retries integer DEFAULT 3 NOT NULL,
    retryable boolean DEFAULT true NOT NULL,
    skippable boolean DEFAULT false NOT NULL,
    dependent_system_id uuid,
    node_kind text DEFAULT 'work'::text NOT NULL,
    node_options jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT template_node_handler_must_not_be_empty CHECK (((task_name)::text <> ''::text)),
    CONSTRAINT template_node_key_must_not_be_empty CHECK (((node_key)::text <> ''::text)),
    CONSTRAINT template_node_kind_must_be_known CHECK ((node_kind = ANY (ARRAY['work'::text, 'map'::text, 'approval'::text, 'sub_chain'::text]))),
    CONSTRAINT template_node_max_retries_must_not_be_negative CHECK ((max_retries >= 0)),
    CONSTRAINT template_node_options_must_be_an_object CHECK ((jsonb_typeof(node_options) = 'object'::text)),
    CONSTRAINT template_node_parameters_must_be_an_object CHECK ((jsonb_typeof(parameters) = 'object'::text))
);


--
-- Name: template_nodes_id_seq; Type: SEQUENCE; Schema: orchestrator; Owner: -
--

ALTER TABLE orchestrator.template_nodes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME orchestrator.template_nodes_id_seq
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
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'skipped', 'task.skipped', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'pending', 'task.retry_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed_with_warnings', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'skipped', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'cancelled', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'resolved_manually', 'pending', 'task.rerun_requested', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'failed', 'resolved_manually', 'task.resolved_manually', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed', 'cancelled', 'task.cancelled', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'completed_with_warnings', 'cancelled', 'task.cancelled', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('task', 'resolved_manually', 'cancelled', 'task.cancelled', true);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', NULL, 'pending', 'chain.created', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'pending', 'running', 'chain.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'running', 'chain.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'running', 'chain.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'running', 'chain.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'cancelled', 'running', 'chain.started', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'pending', 'completed', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'pending', 'completed_with_warnings', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'completed', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'completed_with_warnings', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'completed', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'completed_with_warnings', 'chain.completed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'pending', 'failed', 'chain.failed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'failed', 'chain.failed', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'pending', 'cancelled', 'chain.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'cancelled', 'chain.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'cancelled', 'chain.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'cancelled', 'chain.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'cancelled', 'chain.cancelled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'pending', 'chain.rescheduled', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'completed', 'chain.resolved_manually', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'completed_with_warnings', 'chain.resolved_manually', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'cancelled', 'chain.resolved_manually', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'pending', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'pending', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'pending', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'pending', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'cancelled', 'pending', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'running', 'pending', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'pending', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'pending', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'pending', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'cancelled', 'pending', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'running', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'running', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'running', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'cancelled', 'running', 'chain.retry_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed', 'running', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'completed_with_warnings', 'running', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'failed', 'running', 'chain.rerun_requested', false);
INSERT INTO orchestrator.allowed_transitions VALUES ('chain', 'cancelled', 'running', 'chain.rerun_requested', false);


--
-- Data for Name: annotation_types; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.annotation_types VALUES ('review', 'What a reader says', '{}', '2026-11-27 20:20:26.024516+00');


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.api_keys VALUES ('40a97a5f-1a98-4aea-8a4a-8bc18a732e59', 'client', 'fixture1', '\xabababababababababababababababababababababababababababababababab', '{*}', '{read,write}', 60, 'manual:fixture', '2026-11-27 20:20:26.29693+00', NULL, NULL, NULL);


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.audit_log OVERRIDING SYSTEM VALUE VALUES (1, 'api:fixture', 'RetryTask', 'task', '00000000-0000-7000-8000-000000000010', NULL, 'ok', '{}', '2026-11-27 20:20:26.056512+00');


--
-- Data for Name: bulk_operations; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.bulk_operations VALUES ('00000000-0000-7000-8004-000000000001', '00000000-0000-0000-0000-000000000001', 'cancel', 'pending', '{"statuses": ["pending"]}', NULL, 'bulk-key', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'api:fixture', 3, 1, 0, 1, NULL, NULL, NULL, NULL, '2026-11-27 20:20:26.292765+00', NULL, NULL, '2026-11-27 20:20:26.292765+00');


--
-- Data for Name: chain_templates; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.chain_templates VALUES ('00000000-0000-7000-8002-000000000002', '00000000-0000-0000-0000-000000000001', 'summary', '1.10.0-rc.1', DEFAULT, NULL, '{}', '{"nodes": []}', 'hash-2', true, 'fixture', '2026-11-27 20:20:25.727051+00');
INSERT INTO orchestrator.chain_templates VALUES ('00000000-0000-7000-8002-000000000001', '00000000-0000-0000-0000-000000000001', 'summary', '1.0.0', DEFAULT, NULL, '{}', '{"nodes": []}', 'hash-1', false, 'fixture', '2026-11-27 20:20:25.726493+00');


--
-- Data for Name: chain_transitions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8001-000000000001', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.736242+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8001-000000000002', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.76044+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (8, '00000000-0000-7000-8001-000000000002', 'pending', 'running', 2, true, '{"event": "chain.started", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000201"}', 'manual:fixture', '2026-11-27 20:20:25.962312+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-7000-8001-000000000003', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.810648+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (9, '00000000-0000-7000-8001-000000000003', 'pending', 'completed', 2, true, '{"event": "chain.completed", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000301"}', 'manual:fixture', '2026-11-27 20:20:25.970052+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-7000-8001-000000000004', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.852385+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (10, '00000000-0000-7000-8001-000000000004', 'pending', 'completed_with_warnings', 2, true, '{"event": "chain.completed", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000401"}', 'manual:fixture', '2026-11-27 20:20:25.978298+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-7000-8001-000000000005', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.880423+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (11, '00000000-0000-7000-8001-000000000005', 'pending', 'failed', 2, true, '{"event": "chain.failed", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000501"}', 'manual:fixture', '2026-11-27 20:20:25.985174+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (6, '00000000-0000-7000-8001-000000000006', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.908668+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (12, '00000000-0000-7000-8001-000000000006', 'pending', 'cancelled', 2, true, '{"event": "chain.cancelled", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000601"}', 'manual:fixture', '2026-11-27 20:20:25.987021+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (7, '00000000-0000-7000-8001-000000000007', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.923978+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (13, '00000000-0000-7000-8001-000000000007', 'pending', 'completed', 2, true, '{"event": "chain.completed", "reason": "fixture", "task_id": "00000000-0000-7000-8001-000000000701"}', 'manual:fixture', '2026-11-27 20:20:25.988068+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (14, '00000000-0000-7000-8001-000000000009', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:26.197159+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (15, '00000000-0000-7000-8001-000000000009', 'pending', 'running', 2, true, '{"event": "chain.started", "task_id": "00000000-0000-7000-8001-000000000901"}', 'system', '2026-11-27 20:20:26.267043+00');
INSERT INTO orchestrator.chain_transitions OVERRIDING SYSTEM VALUE VALUES (16, '00000000-0000-7000-8001-000000000010', NULL, 'pending', 1, true, '{}', 'system', '2026-11-27 20:20:26.28224+00');


--
-- Data for Name: custom_event_types; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.custom_event_types VALUES ('shop.ordered', 'An order came', '{}', NULL, '2026-11-27 20:20:26.054355+00');


--
-- Data for Name: dependent_system_object_maps; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.dependent_system_object_maps OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8003-000000000001', 'c-1', '00000000-0000-7000-8003-000000000002', 'b-9', '2026-11-27 20:20:26.048649+00');


--
-- Data for Name: dependent_systems; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.dependent_systems VALUES ('00000000-0000-7000-8003-000000000001', 'crm', NULL, '2026-11-27 20:20:26.040487+00');
INSERT INTO orchestrator.dependent_systems VALUES ('00000000-0000-7000-8003-000000000002', 'billing', NULL, '2026-11-27 20:20:26.04072+00');


--
-- Data for Name: handler_registrations; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.handler_registrations VALUES ('default', 'sum', '1.0.0', 'dotnet', NULL, '2026-11-27 20:20:26.052506+00', '2026-11-27 20:20:26.052506+00');


--
-- Data for Name: lifecycle_events; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (1, '4652', 'task', '00000000-0000-7000-8000-000000000001', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000001", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-27 20:20:25.683909+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (2, '4652', 'task', '00000000-0000-7000-8000-000000000002', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000002", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.685736+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (3, '4652', 'task', '00000000-0000-7000-8000-000000000003', 1, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.686066+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (4, '4652', 'task', '00000000-0000-7000-8000-000000000004', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.6863+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (5, '4652', 'task', '00000000-0000-7000-8000-000000000005', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-27 20:20:25.68651+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (6, '4652', 'task', '00000000-0000-7000-8000-000000000006', 1, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000006", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.686752+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (7, '4652', 'task', '00000000-0000-7000-8000-000000000007', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000007", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.686908+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (8, '4652', 'task', '00000000-0000-7000-8000-000000000008', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000008", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.686986+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (9, '4652', 'task', '00000000-0000-7000-8000-000000000009', 1, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-27 20:20:25.68706+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (10, '4652', 'task', '00000000-0000-7000-8000-000000000010', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.687124+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (11, '4652', 'task', '00000000-0000-7000-8000-000000000011', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.687193+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (12, '4652', 'task', '00000000-0000-7000-8000-000000000012', 1, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.687256+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (13, '4653', 'task', '00000000-0000-7000-8000-000000000002', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000002", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.691631+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (14, '4653', 'task', '00000000-0000-7000-8000-000000000003', 2, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.692615+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (15, '4653', 'task', '00000000-0000-7000-8000-000000000003', 3, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000003", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.692902+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.693436+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (16, '4653', 'task', '00000000-0000-7000-8000-000000000004', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.69399+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (17, '4653', 'task', '00000000-0000-7000-8000-000000000004', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.694183+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.694506+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (18, '4653', 'task', '00000000-0000-7000-8000-000000000004', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000004", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.694183+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.694733+00:00"}', 'correlation-0', '2026-11-27 20:20:25.695249+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (19, '4653', 'task', '00000000-0000-7000-8000-000000000005', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-27 20:20:25.695826+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (20, '4653', 'task', '00000000-0000-7000-8000-000000000005', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.695933+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-1', '2026-11-27 20:20:25.696145+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (21, '4653', 'task', '00000000-0000-7000-8000-000000000005', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed_with_warnings", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000005", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.695933+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.696687+00:00"}', 'correlation-1', '2026-11-27 20:20:25.696913+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (22, '4653', 'task', '00000000-0000-7000-8000-000000000006', 2, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000006", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.697067+00:00"}', 'correlation-2', '2026-11-27 20:20:25.69725+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (23, '4653', 'task', '00000000-0000-7000-8000-000000000007', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000007", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.697389+00:00"}', 'correlation-3', '2026-11-27 20:20:25.69756+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (24, '4653', 'task', '00000000-0000-7000-8000-000000000008', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.skipped', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "skipped", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000008", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.697772+00:00"}', 'correlation-0', '2026-11-27 20:20:25.697958+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (25, '4653', 'task', '00000000-0000-7000-8000-000000000009', 2, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.698083+00:00"}', 'correlation-1', '2026-11-27 20:20:25.698252+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (26, '4653', 'task', '00000000-0000-7000-8000-000000000009', 3, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.resolved_manually', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "resolved_manually", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000009", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.698373+00:00"}', 'correlation-1', '2026-11-27 20:20:25.698558+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (27, '4653', 'task', '00000000-0000-7000-8000-000000000010', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.698839+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (28, '4653', 'task', '00000000-0000-7000-8000-000000000010', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.698929+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.699102+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (29, '4653', 'task', '00000000-0000-7000-8000-000000000010', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.698929+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.699193+00:00"}', 'correlation-2', '2026-11-27 20:20:25.699751+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (30, '4653', 'task', '00000000-0000-7000-8000-000000000010', 5, '00000000-0000-0000-0000-000000000001', NULL, 'task.retry_requested', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.700218+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (31, '4653', 'task', '00000000-0000-7000-8000-000000000010', 6, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.700633+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (32, '4653', 'task', '00000000-0000-7000-8000-000000000010', 7, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.700747+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-2', '2026-11-27 20:20:25.700944+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (33, '4653', 'task', '00000000-0000-7000-8000-000000000010', 8, '00000000-0000-0000-0000-000000000001', NULL, 'task.completed', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000010", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.700747+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.701048+00:00"}', 'correlation-2', '2026-11-27 20:20:25.701257+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (34, '4653', 'task', '00000000-0000-7000-8000-000000000011', 2, '00000000-0000-0000-0000-000000000001', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.701566+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (35, '4653', 'task', '00000000-0000-7000-8000-000000000011', 3, '00000000-0000-0000-0000-000000000001', NULL, 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.701669+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.701858+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (36, '4653', 'task', '00000000-0000-7000-8000-000000000011', 4, '00000000-0000-0000-0000-000000000001', NULL, 'task.retry_scheduled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.701669+00:00", "duration_ms": null, "from_status": "running", "retry_limit": 3, "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.702141+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (37, '4653', 'task', '00000000-0000-7000-8000-000000000012', 2, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.702417+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (38, '4653', 'task', '00000000-0000-7000-8000-000000000012', 3, '70eb6091-2060-471b-9695-73910213ce23', NULL, 'task.rescheduled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000012", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', 'correlation-0', '2026-11-27 20:20:25.702754+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (39, '4659', 'task', '00000000-0000-7000-8000-000000000011', 5, '00000000-0000-0000-0000-000000000001', NULL, 'task.waiting', 'system', '{"run": 1, "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8000-000000000011", "chain_id": null, "node_key": null, "started_at": "2026-11-27T20:20:25.701669+00:00", "wait_until": "2100-01-01T00:00:00+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "wait_reason": "backoff", "completed_at": null}', 'correlation-3', '2026-11-27 20:20:25.706758+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (40, '4660', 'template', '00000000-0000-7000-8002-000000000001', 1, '00000000-0000-0000-0000-000000000001', NULL, 'template.created', 'fixture', '{"name": "summary", "version": "1.0.0", "template_id": "00000000-0000-7000-8002-000000000001"}', NULL, '2026-11-27 20:20:25.730438+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (41, '4660', 'template', '00000000-0000-7000-8002-000000000002', 1, '00000000-0000-0000-0000-000000000001', NULL, 'template.created', 'fixture', '{"name": "summary", "version": "1.10.0-rc.1", "template_id": "00000000-0000-7000-8002-000000000002"}', NULL, '2026-11-27 20:20:25.730803+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (42, '4663', 'template', '00000000-0000-7000-8002-000000000001', 2, '00000000-0000-0000-0000-000000000001', NULL, 'template.deactivated', 'fixture', '{"name": "summary", "version": "1.0.0", "template_id": "00000000-0000-7000-8002-000000000001"}', NULL, '2026-11-27 20:20:25.73421+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (43, '4664', 'task', '00000000-0000-7000-8001-000000000101', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000001', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000101", "chain_id": "00000000-0000-7000-8001-000000000001", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.73935+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (44, '4664', 'task', '00000000-0000-7000-8001-000000000102', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000001', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000102", "chain_id": "00000000-0000-7000-8001-000000000001", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.74093+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (45, '4664', 'task', '00000000-0000-7000-8001-000000000103', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000001', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000103", "chain_id": "00000000-0000-7000-8001-000000000001", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.741264+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (46, '4664', 'task', '00000000-0000-7000-8001-000000000104', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000001', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000104", "chain_id": "00000000-0000-7000-8001-000000000001", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.741539+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (47, '4664', 'task', '00000000-0000-7000-8001-000000000201', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000201", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.761242+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (48, '4664', 'task', '00000000-0000-7000-8001-000000000202', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000202", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.761606+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (49, '4664', 'task', '00000000-0000-7000-8001-000000000203', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000203", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.761789+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (50, '4664', 'task', '00000000-0000-7000-8001-000000000204', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000204", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.761902+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (51, '4664', 'task', '00000000-0000-7000-8001-000000000201', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000201", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.782688+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (52, '4664', 'task', '00000000-0000-7000-8001-000000000201', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000201", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "a", "started_at": "2026-11-27T20:20:25.78314+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.783676+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (53, '4664', 'task', '00000000-0000-7000-8001-000000000201', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000201", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "a", "started_at": "2026-11-27T20:20:25.78314+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.783957+00:00"}', NULL, '2026-11-27 20:20:25.796736+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (54, '4664', 'task', '00000000-0000-7000-8001-000000000202', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000202", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.803296+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (55, '4664', 'task', '00000000-0000-7000-8001-000000000202', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000202", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "b", "started_at": "2026-11-27T20:20:25.803739+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.804251+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (56, '4664', 'task', '00000000-0000-7000-8001-000000000203', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000203", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.810135+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (57, '4664', 'task', '00000000-0000-7000-8001-000000000301', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000301", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.811118+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (58, '4664', 'task', '00000000-0000-7000-8001-000000000302', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000302", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.811277+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (59, '4664', 'task', '00000000-0000-7000-8001-000000000303', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000303", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.811366+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (60, '4664', 'task', '00000000-0000-7000-8001-000000000304', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000304", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.811441+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (61, '4664', 'task', '00000000-0000-7000-8001-000000000301', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000301", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.83028+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (62, '4664', 'task', '00000000-0000-7000-8001-000000000301', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000301", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "a", "started_at": "2026-11-27T20:20:25.830473+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.830723+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (63, '4664', 'task', '00000000-0000-7000-8001-000000000301', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000301", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "a", "started_at": "2026-11-27T20:20:25.830473+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.830842+00:00"}', NULL, '2026-11-27 20:20:25.831061+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (64, '4664', 'task', '00000000-0000-7000-8001-000000000302', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000302", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.831538+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (65, '4664', 'task', '00000000-0000-7000-8001-000000000302', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000302", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "b", "started_at": "2026-11-27T20:20:25.831648+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.831852+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (66, '4664', 'task', '00000000-0000-7000-8001-000000000302', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000302", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "b", "started_at": "2026-11-27T20:20:25.831648+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.831949+00:00"}', NULL, '2026-11-27 20:20:25.842809+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (67, '4664', 'task', '00000000-0000-7000-8001-000000000303', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.skipped', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "skipped", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000303", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.843178+00:00"}', NULL, '2026-11-27 20:20:25.843553+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (68, '4664', 'task', '00000000-0000-7000-8001-000000000304', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000304", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.844024+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (69, '4664', 'task', '00000000-0000-7000-8001-000000000304', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000304", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "d", "started_at": "2026-11-27T20:20:25.8442+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.848506+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (70, '4664', 'task', '00000000-0000-7000-8001-000000000304', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000304", "chain_id": "00000000-0000-7000-8001-000000000003", "node_key": "d", "started_at": "2026-11-27T20:20:25.8442+00:00", "duration_ms": 5, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.848753+00:00"}', NULL, '2026-11-27 20:20:25.849093+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (71, '4664', 'task', '00000000-0000-7000-8001-000000000401', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000401", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.852995+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (72, '4664', 'task', '00000000-0000-7000-8001-000000000402', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000402", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.853156+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (73, '4664', 'task', '00000000-0000-7000-8001-000000000403', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000403", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.853244+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (74, '4664', 'task', '00000000-0000-7000-8001-000000000404', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000404", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.853375+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (75, '4664', 'task', '00000000-0000-7000-8001-000000000401', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000401", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.858529+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (76, '4664', 'task', '00000000-0000-7000-8001-000000000401', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000401", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "a", "started_at": "2026-11-27T20:20:25.858682+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.858902+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (77, '4664', 'task', '00000000-0000-7000-8001-000000000401', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed_with_warnings", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000401", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "a", "started_at": "2026-11-27T20:20:25.858682+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.859023+00:00"}', NULL, '2026-11-27 20:20:25.859245+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (78, '4664', 'task', '00000000-0000-7000-8001-000000000402', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000402", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.859393+00:00"}', NULL, '2026-11-27 20:20:25.85967+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (79, '4664', 'task', '00000000-0000-7000-8001-000000000402', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.skipped', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "skipped", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000402", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.8598+00:00", "warnings_count": 1}', NULL, '2026-11-27 20:20:25.860093+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (80, '4664', 'task', '00000000-0000-7000-8001-000000000403', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000403", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.87415+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (81, '4664', 'task', '00000000-0000-7000-8001-000000000403', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000403", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "c", "started_at": "2026-11-27T20:20:25.874407+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.874717+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (82, '4664', 'task', '00000000-0000-7000-8001-000000000403', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000403", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "c", "started_at": "2026-11-27T20:20:25.874407+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.874853+00:00"}', NULL, '2026-11-27 20:20:25.875098+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (83, '4664', 'task', '00000000-0000-7000-8001-000000000404', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000404", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.875477+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (84, '4664', 'task', '00000000-0000-7000-8001-000000000404', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000404", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "d", "started_at": "2026-11-27T20:20:25.875578+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.875774+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (85, '4664', 'task', '00000000-0000-7000-8001-000000000404', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000404", "chain_id": "00000000-0000-7000-8001-000000000004", "node_key": "d", "started_at": "2026-11-27T20:20:25.875578+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.87587+00:00"}', NULL, '2026-11-27 20:20:25.876063+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (86, '4664', 'task', '00000000-0000-7000-8001-000000000501', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000501", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.881048+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (87, '4664', 'task', '00000000-0000-7000-8001-000000000502', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000502", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.881234+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (88, '4664', 'task', '00000000-0000-7000-8001-000000000503', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000503", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.881332+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (89, '4664', 'task', '00000000-0000-7000-8001-000000000504', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000504", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.881409+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (90, '4664', 'task', '00000000-0000-7000-8001-000000000501', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000501", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.88423+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (91, '4664', 'task', '00000000-0000-7000-8001-000000000501', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000501", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "a", "started_at": "2026-11-27T20:20:25.892732+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.893224+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (92, '4664', 'task', '00000000-0000-7000-8001-000000000501', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000501", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "a", "started_at": "2026-11-27T20:20:25.892732+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.89341+00:00"}', NULL, '2026-11-27 20:20:25.89369+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (93, '4664', 'task', '00000000-0000-7000-8001-000000000502', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000502", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.894114+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (94, '4664', 'task', '00000000-0000-7000-8001-000000000502', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000502", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "b", "started_at": "2026-11-27T20:20:25.894235+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.894452+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (95, '4664', 'task', '00000000-0000-7000-8001-000000000502', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000502", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "b", "started_at": "2026-11-27T20:20:25.894235+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.894553+00:00"}', NULL, '2026-11-27 20:20:25.894757+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (96, '4664', 'task', '00000000-0000-7000-8001-000000000503', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000503", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.895091+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (97, '4664', 'task', '00000000-0000-7000-8001-000000000503', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000503", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "c", "started_at": "2026-11-27T20:20:25.895187+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.895383+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (98, '4664', 'task', '00000000-0000-7000-8001-000000000503', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000503", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "c", "started_at": "2026-11-27T20:20:25.895187+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.895475+00:00"}', NULL, '2026-11-27 20:20:25.895655+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (99, '4664', 'task', '00000000-0000-7000-8001-000000000504', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000504", "chain_id": "00000000-0000-7000-8001-000000000005", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.895788+00:00"}', NULL, '2026-11-27 20:20:25.895977+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (100, '4664', 'task', '00000000-0000-7000-8001-000000000601', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000601", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.909525+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (101, '4664', 'task', '00000000-0000-7000-8001-000000000602', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000602", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.909788+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (102, '4664', 'task', '00000000-0000-7000-8001-000000000603', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000603", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.909902+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (103, '4664', 'task', '00000000-0000-7000-8001-000000000604', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000604", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.910063+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (104, '4664', 'task', '00000000-0000-7000-8001-000000000601', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000601", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.921418+00:00"}', NULL, '2026-11-27 20:20:25.921926+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (105, '4664', 'task', '00000000-0000-7000-8001-000000000602', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000602", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.922243+00:00"}', NULL, '2026-11-27 20:20:25.922622+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (106, '4664', 'task', '00000000-0000-7000-8001-000000000603', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000603", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.92289+00:00"}', NULL, '2026-11-27 20:20:25.92325+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (107, '4664', 'task', '00000000-0000-7000-8001-000000000604', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'task.cancelled', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "cancelled", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000604", "chain_id": "00000000-0000-7000-8001-000000000006", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.923468+00:00"}', NULL, '2026-11-27 20:20:25.923779+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (108, '4664', 'task', '00000000-0000-7000-8001-000000000701', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.92426+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (109, '4664', 'task', '00000000-0000-7000-8001-000000000702', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000702", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.931773+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (110, '4664', 'task', '00000000-0000-7000-8001-000000000703', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000703", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.931963+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (111, '4664', 'task', '00000000-0000-7000-8001-000000000704', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000704", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.932166+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (112, '4664', 'task', '00000000-0000-7000-8001-000000000701', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.934242+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (113, '4664', 'task', '00000000-0000-7000-8001-000000000701', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": "2026-11-27T20:20:25.934409+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.934632+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (114, '4664', 'task', '00000000-0000-7000-8001-000000000701', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": "2026-11-27T20:20:25.934409+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.934735+00:00"}', NULL, '2026-11-27 20:20:25.934928+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (115, '4664', 'task', '00000000-0000-7000-8001-000000000701', 5, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.retry_requested', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.935379+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (116, '4664', 'task', '00000000-0000-7000-8001-000000000701', 6, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.queued', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.935667+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (117, '4664', 'task', '00000000-0000-7000-8001-000000000701', 7, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.started', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": "2026-11-27T20:20:25.935758+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.935942+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (118, '4664', 'task', '00000000-0000-7000-8001-000000000701', 8, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.completed', 'manual:fixture', '{"run": 2, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000701", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "a", "started_at": "2026-11-27T20:20:25.935758+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.936033+00:00"}', NULL, '2026-11-27 20:20:25.936267+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (119, '4664', 'task', '00000000-0000-7000-8001-000000000702', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.failed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "failed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000702", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.944833+00:00"}', NULL, '2026-11-27 20:20:25.945303+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (120, '4664', 'task', '00000000-0000-7000-8001-000000000702', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.resolved_manually', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "resolved_manually", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000702", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "b", "started_at": null, "duration_ms": null, "from_status": "failed", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.945524+00:00"}', NULL, '2026-11-27 20:20:25.94582+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (121, '4664', 'task', '00000000-0000-7000-8001-000000000703', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000703", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "c", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.946251+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (122, '4664', 'task', '00000000-0000-7000-8001-000000000703', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000703", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "c", "started_at": "2026-11-27T20:20:25.946427+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.946667+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (123, '4664', 'task', '00000000-0000-7000-8001-000000000703', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000703", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "c", "started_at": "2026-11-27T20:20:25.946427+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.946777+00:00"}', NULL, '2026-11-27 20:20:25.946986+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (124, '4664', 'task', '00000000-0000-7000-8001-000000000704', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.queued', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000704", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "d", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.947306+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (125, '4664', 'task', '00000000-0000-7000-8001-000000000704', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.started', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000704", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "d", "started_at": "2026-11-27T20:20:25.9474+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.947579+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (126, '4664', 'task', '00000000-0000-7000-8001-000000000704', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'task.completed', 'manual:fixture', '{"run": 1, "reason": "fixture", "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000704", "chain_id": "00000000-0000-7000-8001-000000000007", "node_key": "d", "started_at": "2026-11-27T20:20:25.9474+00:00", "duration_ms": 0, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:25.947675+00:00"}', NULL, '2026-11-27 20:20:25.947854+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (127, '4664', 'chain', '00000000-0000-7000-8001-000000000001', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000001', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 4, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000001", "cancelled": 0, "completed": 0, "chain_name": "chain 1", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.949651+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (128, '4664', 'chain', '00000000-0000-7000-8001-000000000002', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 1, "running": 2, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000002", "cancelled": 0, "completed": 1, "chain_name": "chain 2", "started_at": null, "duration_ms": null, "from_status": null, "template_id": "00000000-0000-7000-8002-000000000001", "completed_at": null}', NULL, '2026-11-27 20:20:25.955115+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (129, '4664', 'template', '00000000-0000-7000-8002-000000000001', 3, '00000000-0000-0000-0000-000000000001', NULL, 'template.instantiated', 'api:fixture', '{"name": "summary", "version": "1.0.0", "chain_id": "00000000-0000-7000-8001-000000000002", "template_id": "00000000-0000-7000-8002-000000000001"}', NULL, '2026-11-27 20:20:25.955454+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (130, '4664', 'chain', '00000000-0000-7000-8001-000000000002', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'chain.started', 'manual:fixture', '{"total": 4, "failed": 0, "reason": "fixture", "status": "running", "pending": 1, "running": 2, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000002", "cancelled": 0, "completed": 1, "chain_name": "chain 2", "started_at": "2026-11-27T20:20:25.961554+00:00", "duration_ms": null, "from_status": "pending", "completed_at": null}', NULL, '2026-11-27 20:20:25.962642+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (131, '4664', 'chain', '00000000-0000-7000-8001-000000000003', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 1, "chain_id": "00000000-0000-7000-8001-000000000003", "cancelled": 0, "completed": 3, "chain_name": "chain 3", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.963583+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (132, '4664', 'chain', '00000000-0000-7000-8001-000000000003', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000003', 'chain.completed', 'manual:fixture', '{"total": 4, "failed": 0, "reason": "fixture", "status": "completed", "pending": 0, "running": 0, "skipped": 1, "chain_id": "00000000-0000-7000-8001-000000000003", "cancelled": 0, "completed": 3, "chain_name": "chain 3", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": "2026-11-27T20:20:25.969228+00:00"}', NULL, '2026-11-27 20:20:25.970318+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (133, '4664', 'chain', '00000000-0000-7000-8001-000000000004', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 1, "chain_id": "00000000-0000-7000-8001-000000000004", "cancelled": 0, "completed": 3, "chain_name": "chain 4", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.972226+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (134, '4664', 'chain', '00000000-0000-7000-8001-000000000004', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000004', 'chain.completed', 'manual:fixture', '{"total": 4, "failed": 0, "reason": "fixture", "status": "completed_with_warnings", "pending": 0, "running": 0, "skipped": 1, "chain_id": "00000000-0000-7000-8001-000000000004", "cancelled": 0, "completed": 3, "chain_name": "chain 4", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": "2026-11-27T20:20:25.977736+00:00"}', NULL, '2026-11-27 20:20:25.978538+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (135, '4664', 'chain', '00000000-0000-7000-8001-000000000005', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 1, "status": "pending", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000005", "cancelled": 1, "completed": 2, "chain_name": "chain 5", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.979271+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (136, '4664', 'chain', '00000000-0000-7000-8001-000000000005', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000005', 'chain.failed', 'manual:fixture', '{"total": 4, "failed": 1, "reason": "fixture", "status": "failed", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000005", "cancelled": 1, "completed": 2, "chain_name": "chain 5", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": "2026-11-27T20:20:25.97995+00:00", "error_message": "Task b failed"}', NULL, '2026-11-27 20:20:25.985345+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (137, '4664', 'chain', '00000000-0000-7000-8001-000000000006', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000006", "cancelled": 4, "completed": 0, "chain_name": "chain 6", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.986179+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (138, '4664', 'chain', '00000000-0000-7000-8001-000000000006', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000006', 'chain.cancelled', 'manual:fixture', '{"total": 4, "failed": 0, "reason": "fixture", "status": "cancelled", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000006", "cancelled": 4, "completed": 0, "chain_name": "chain 6", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": "2026-11-27T20:20:25.986769+00:00"}', NULL, '2026-11-27 20:20:25.987129+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (139, '4664', 'chain', '00000000-0000-7000-8001-000000000007', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'chain.created', 'api:fixture', '{"edges": 4, "total": 4, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000007", "cancelled": 0, "completed": 4, "chain_name": "chain 7", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:25.987453+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (140, '4664', 'chain', '00000000-0000-7000-8001-000000000007', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000007', 'chain.completed', 'manual:fixture', '{"total": 4, "failed": 0, "reason": "fixture", "status": "completed", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000007", "cancelled": 0, "completed": 4, "chain_name": "chain 7", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": "2026-11-27T20:20:25.987823+00:00"}', NULL, '2026-11-27 20:20:25.988208+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (141, '4665', 'task', '87cf2771-d647-4a99-a45e-c51da2a2c581', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "87cf2771-d647-4a99-a45e-c51da2a2c581", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.99783+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (142, '4665', 'task', '2652202e-b0ea-430f-83ad-9e8ab331022f', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "2652202e-b0ea-430f-83ad-9e8ab331022f", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.998104+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (143, '4665', 'task', '92b0c3c9-5e0e-4159-8b9e-0180b9665ba4', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "92b0c3c9-5e0e-4159-8b9e-0180b9665ba4", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:25.998266+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (144, '4666', 'chain', '00000000-0000-7000-8001-000000000002', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'chain.node_expanded', 'system', '{"items": 3, "total": 4, "failed": 0, "status": "running", "pending": 1, "running": 2, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000002", "cancelled": 0, "completed": 1, "chain_name": "chain 2", "started_at": "2026-11-27T20:20:25.961554+00:00", "duration_ms": null, "from_status": "running", "completed_at": null}', NULL, '2026-11-27 20:20:26.008844+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (145, '4667', 'task', 'aa38690e-cb11-4877-b7dd-4695f565107c', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'task.created', 'system', '{"run": 1, "status": "pending", "attempt": null, "task_id": "aa38690e-cb11-4877-b7dd-4695f565107c", "chain_id": "00000000-0000-7000-8001-000000000002", "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.010709+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (146, '4667', 'chain', '00000000-0000-7000-8001-000000000002', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000002', 'chain.edge_added', 'system', '{"total": 5, "failed": 0, "status": "running", "pending": 2, "running": 2, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000002", "cancelled": 0, "completed": 1, "condition": "on_success", "chain_name": "chain 2", "started_at": "2026-11-27T20:20:25.961554+00:00", "duration_ms": null, "from_status": "running", "completed_at": null, "child_task_id": "aa38690e-cb11-4877-b7dd-4695f565107c", "parent_task_id": "00000000-0000-7000-8001-000000000204"}', NULL, '2026-11-27 20:20:26.021568+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (147, '4679', 'chain', '00000000-0000-7000-8001-000000000009', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'chain.created', 'api:fixture', '{"edges": 0, "total": 0, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000009", "cancelled": 0, "completed": 0, "chain_name": "kinds", "started_at": null, "duration_ms": null, "from_status": null, "template_id": null, "completed_at": null}', NULL, '2026-11-27 20:20:26.206508+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (148, '4680', 'task', '00000000-0000-7000-8001-000000000901', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000901", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "list", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.209016+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (149, '4680', 'task', '00000000-0000-7000-8001-000000000902', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000902", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "each", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.210293+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (150, '4680', 'task', '00000000-0000-7000-8001-000000000903', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000903", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "ask", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.210607+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (151, '4680', 'task', '00000000-0000-7000-8001-000000000904', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000904", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "part", "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.210851+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (152, '4681', 'chain', '00000000-0000-7000-8001-000000000009', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'chain.edge_added', 'system', '{"total": 4, "failed": 0, "status": "pending", "pending": 4, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000009", "cancelled": 0, "completed": 0, "condition": "on_success", "chain_name": "kinds", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": null, "child_task_id": "00000000-0000-7000-8001-000000000902", "parent_task_id": "00000000-0000-7000-8001-000000000901"}', NULL, '2026-11-27 20:20:26.245782+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (153, '4681', 'chain', '00000000-0000-7000-8001-000000000009', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'chain.edge_added', 'system', '{"total": 4, "failed": 0, "status": "pending", "pending": 4, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000009", "cancelled": 0, "completed": 0, "condition": "on_success", "chain_name": "kinds", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": null, "child_task_id": "00000000-0000-7000-8001-000000000903", "parent_task_id": "00000000-0000-7000-8001-000000000902"}', NULL, '2026-11-27 20:20:26.24645+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (154, '4681', 'chain', '00000000-0000-7000-8001-000000000009', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'chain.edge_added', 'system', '{"total": 4, "failed": 0, "status": "pending", "pending": 4, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000009", "cancelled": 0, "completed": 0, "condition": "on_success", "chain_name": "kinds", "started_at": null, "duration_ms": null, "from_status": "pending", "completed_at": null, "child_task_id": "00000000-0000-7000-8001-000000000904", "parent_task_id": "00000000-0000-7000-8001-000000000903"}', NULL, '2026-11-27 20:20:26.247056+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (155, '4682', 'task', '00000000-0000-7000-8001-000000000901', 2, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.queued', 'system', '{"run": 1, "status": "queued", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000901", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "list", "started_at": null, "duration_ms": null, "from_status": "pending", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.256539+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (156, '4682', 'task', '00000000-0000-7000-8001-000000000901', 3, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.started', 'system', '{"run": 1, "status": "running", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000901", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "list", "started_at": "2026-11-27T20:20:26.257241+00:00", "duration_ms": null, "from_status": "queued", "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.258051+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (157, '4682', 'task', '00000000-0000-7000-8001-000000000901', 4, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'task.completed', 'system', '{"run": 1, "status": "completed", "attempt": null, "task_id": "00000000-0000-7000-8001-000000000901", "chain_id": "00000000-0000-7000-8001-000000000009", "node_key": "list", "started_at": "2026-11-27T20:20:26.257241+00:00", "duration_ms": 1, "from_status": "running", "retry_limit": 3, "completed_at": "2026-11-27T20:20:26.258374+00:00"}', NULL, '2026-11-27 20:20:26.258989+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (158, '4682', 'chain', '00000000-0000-7000-8001-000000000009', 5, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000009', 'chain.started', 'system', '{"total": 4, "failed": 0, "status": "running", "pending": 3, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000009", "cancelled": 0, "completed": 1, "chain_name": "kinds", "started_at": "2026-11-27T20:20:26.265373+00:00", "duration_ms": null, "from_status": "pending", "completed_at": null}', NULL, '2026-11-27 20:20:26.267814+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (159, '4683', 'task', 'a8e48a1b-edce-45bd-b500-fe18040f64cd', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "a8e48a1b-edce-45bd-b500-fe18040f64cd", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.275506+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (160, '4683', 'task', '7ef5404c-f7d3-4374-9c0d-83e190e2202b', 1, '00000000-0000-0000-0000-000000000001', NULL, 'task.created', 'api:fixture', '{"run": 1, "status": "pending", "attempt": null, "task_id": "7ef5404c-f7d3-4374-9c0d-83e190e2202b", "chain_id": null, "node_key": null, "started_at": null, "duration_ms": null, "from_status": null, "retry_limit": 3, "completed_at": null}', NULL, '2026-11-27 20:20:26.276103+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (161, '4684', 'chain', '00000000-0000-7000-8001-000000000010', 1, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8001-000000000010', 'chain.created', 'system', '{"edges": 0, "total": 0, "failed": 0, "status": "pending", "pending": 0, "running": 0, "skipped": 0, "chain_id": "00000000-0000-7000-8001-000000000010", "cancelled": 0, "completed": 0, "chain_name": "part", "started_at": null, "duration_ms": null, "from_status": null, "template_id": "00000000-0000-7000-8002-000000000001", "completed_at": null}', NULL, '2026-11-27 20:20:26.283332+00');
INSERT INTO orchestrator.lifecycle_events OVERRIDING SYSTEM VALUE VALUES (162, '4684', 'template', '00000000-0000-7000-8002-000000000001', 4, '00000000-0000-0000-0000-000000000001', NULL, 'template.instantiated', 'system', '{"name": "summary", "version": "1.0.0", "chain_id": "00000000-0000-7000-8001-000000000010", "template_id": "00000000-0000-7000-8002-000000000001"}', NULL, '2026-11-27 20:20:26.28412+00');


--
-- Data for Name: llm_calls; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.llm_calls OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000004', 1, 1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'p', 'm', 'succeeded', NULL, NULL, NULL, NULL, 3, NULL, 4, 0.00120000, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.70474+00', '2026-11-27 20:20:25.70474+00');


--
-- Data for Name: namespaces; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.namespaces VALUES ('00000000-0000-0000-0000-000000000001', 'default', '2026-11-27 20:20:24.815293+00');
INSERT INTO orchestrator.namespaces VALUES ('70eb6091-2060-471b-9695-73910213ce23', 'team-7', '2026-11-27 20:20:25.676264+00');


--
-- Data for Name: orchestration_signals; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.orchestration_signals VALUES ('89a278c7-7902-46d2-910a-baff1f9ed01c', 'task-00000000-0000-7000-8000-000000000007-1', 'raise_event', 'cancel', '{"reason": "fixture"}', '2026-11-27 20:20:25.705453+00', NULL, 0, NULL);
INSERT INTO orchestrator.orchestration_signals VALUES ('c07348c0-4d03-4de1-b45e-074703df8359', 'task-00000000-0000-7000-8001-000000000903-1', 'raise_event', 'decision', '{"approved": true}', '2026-11-27 20:20:26.290282+00', '2026-11-27 20:20:26.290282+00', 0, NULL);


--
-- Data for Name: prompt_templates; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.prompt_templates VALUES ('greeting', 1, 'Hello {{name}}', true, '2026-11-27 20:20:26.035968+00');
INSERT INTO orchestrator.prompt_templates VALUES ('greeting', 2, 'Good day {{name}}', true, '2026-11-27 20:20:26.036147+00');


--
-- Data for Name: schema_logic; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.schema_logic VALUES (true, '0.1.0.0', 'caa1af240a37933dbe5857c433cae8d8c69bb1dd2b13ee42fe632819e2fe7851', '2026-11-27 20:20:25.614238+00');


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.schema_migrations VALUES (1, '0001_tasks_and_events.sql', '412fa14818dbf37555bc9b88430b73c404e0100eb9d92ab88fc980d05ccf1db4', '2026-11-27 20:20:25.10693+00');
INSERT INTO orchestrator.schema_migrations VALUES (2, '0002_chains.sql', 'c484b24282c6d04268334ae8075802275d75675a1e1c89e83c01ac6c3d2ea4b7', '2026-11-27 20:20:25.300512+00');
INSERT INTO orchestrator.schema_migrations VALUES (3, '0003_templates.sql', '026020a3421e23c0ba92b621c9618a3adb4dfe65652b92a2dc7e9b5330486672', '2026-11-27 20:20:25.41871+00');
INSERT INTO orchestrator.schema_migrations VALUES (4, '0004_chain_runs.sql', '65475c192a1f3ddaac6dbfae86bbe3c878ca9925c127d3797c6df133c58e2774', '2026-11-27 20:20:25.424479+00');
INSERT INTO orchestrator.schema_migrations VALUES (5, '0005_chain_nodes.sql', '0885c6c93992326944010949aaf3a92dff2e51db03f6796dbb26cca5891269ba', '2026-11-27 20:20:25.464513+00');
INSERT INTO orchestrator.schema_migrations VALUES (6, '0006_decisions.sql', '8b2ec2e0b292ee10d9097177454720854cdd92ab86578242773b680ab59be093', '2026-11-27 20:20:25.475287+00');
INSERT INTO orchestrator.schema_migrations VALUES (7, '0007_bulk_operations.sql', 'a320a9abac03fc43323d56959454587a7b8e523a22a5385484d23fa8663fe76c', '2026-11-27 20:20:25.492398+00');
INSERT INTO orchestrator.schema_migrations VALUES (8, '0008_api_keys.sql', '26868797db14a8516c775db261a8cae4741ee7cbee913ec583513f528adb3382', '2026-11-27 20:20:25.506633+00');
INSERT INTO orchestrator.schema_migrations VALUES (9, '0009_roots_retention_lists.sql', '19ae43767738e361d2c4fcfba439210a86f314be7a46e4871c17927bb390d3e4', '2026-11-27 20:20:25.516482+00');


--
-- Data for Name: task_annotations; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_annotations OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000004', 'review', '{"good": true}', 'fixture', '2026-11-27 20:20:26.03227+00');


--
-- Data for Name: task_chain_edges; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-7000-8001-000000000001', '00000000-0000-7000-8001-000000000103', '00000000-0000-7000-8001-000000000104', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.742807+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8001-000000000001', '00000000-0000-7000-8001-000000000101', '00000000-0000-7000-8001-000000000102', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.741924+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8001-000000000001', '00000000-0000-7000-8001-000000000101', '00000000-0000-7000-8001-000000000103', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.742599+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-7000-8001-000000000001', '00000000-0000-7000-8001-000000000102', '00000000-0000-7000-8001-000000000104', '{}', 'always', NULL, true, '2026-11-27 20:20:25.742727+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (8, '00000000-0000-7000-8001-000000000002', '00000000-0000-7000-8001-000000000203', '00000000-0000-7000-8001-000000000204', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.762257+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-7000-8001-000000000002', '00000000-0000-7000-8001-000000000201', '00000000-0000-7000-8001-000000000202', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.76201+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (6, '00000000-0000-7000-8001-000000000002', '00000000-0000-7000-8001-000000000201', '00000000-0000-7000-8001-000000000203', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.762157+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (7, '00000000-0000-7000-8001-000000000002', '00000000-0000-7000-8001-000000000202', '00000000-0000-7000-8001-000000000204', '{}', 'always', NULL, true, '2026-11-27 20:20:25.76224+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (12, '00000000-0000-7000-8001-000000000003', '00000000-0000-7000-8001-000000000303', '00000000-0000-7000-8001-000000000304', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.811651+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (9, '00000000-0000-7000-8001-000000000003', '00000000-0000-7000-8001-000000000301', '00000000-0000-7000-8001-000000000302', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.811548+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (10, '00000000-0000-7000-8001-000000000003', '00000000-0000-7000-8001-000000000301', '00000000-0000-7000-8001-000000000303', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.811615+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (11, '00000000-0000-7000-8001-000000000003', '00000000-0000-7000-8001-000000000302', '00000000-0000-7000-8001-000000000304', '{}', 'always', NULL, true, '2026-11-27 20:20:25.811636+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (16, '00000000-0000-7000-8001-000000000004', '00000000-0000-7000-8001-000000000403', '00000000-0000-7000-8001-000000000404', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.853589+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (13, '00000000-0000-7000-8001-000000000004', '00000000-0000-7000-8001-000000000401', '00000000-0000-7000-8001-000000000402', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.853486+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (14, '00000000-0000-7000-8001-000000000004', '00000000-0000-7000-8001-000000000401', '00000000-0000-7000-8001-000000000403', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.853554+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (15, '00000000-0000-7000-8001-000000000004', '00000000-0000-7000-8001-000000000402', '00000000-0000-7000-8001-000000000404', '{}', 'always', NULL, true, '2026-11-27 20:20:25.853573+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (20, '00000000-0000-7000-8001-000000000005', '00000000-0000-7000-8001-000000000503', '00000000-0000-7000-8001-000000000504', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.881722+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (17, '00000000-0000-7000-8001-000000000005', '00000000-0000-7000-8001-000000000501', '00000000-0000-7000-8001-000000000502', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.8816+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (18, '00000000-0000-7000-8001-000000000005', '00000000-0000-7000-8001-000000000501', '00000000-0000-7000-8001-000000000503', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.88168+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (19, '00000000-0000-7000-8001-000000000005', '00000000-0000-7000-8001-000000000502', '00000000-0000-7000-8001-000000000504', '{}', 'always', NULL, true, '2026-11-27 20:20:25.881706+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (24, '00000000-0000-7000-8001-000000000006', '00000000-0000-7000-8001-000000000603', '00000000-0000-7000-8001-000000000604', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.910304+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (21, '00000000-0000-7000-8001-000000000006', '00000000-0000-7000-8001-000000000601', '00000000-0000-7000-8001-000000000602', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.910188+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (22, '00000000-0000-7000-8001-000000000006', '00000000-0000-7000-8001-000000000601', '00000000-0000-7000-8001-000000000603', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.910263+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (23, '00000000-0000-7000-8001-000000000006', '00000000-0000-7000-8001-000000000602', '00000000-0000-7000-8001-000000000604', '{}', 'always', NULL, true, '2026-11-27 20:20:25.910284+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (28, '00000000-0000-7000-8001-000000000007', '00000000-0000-7000-8001-000000000703', '00000000-0000-7000-8001-000000000704', '{}', 'on_success', NULL, false, '2026-11-27 20:20:25.932414+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (25, '00000000-0000-7000-8001-000000000007', '00000000-0000-7000-8001-000000000701', '00000000-0000-7000-8001-000000000702', '{"text": "/text"}', 'on_success', NULL, true, '2026-11-27 20:20:25.932256+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (26, '00000000-0000-7000-8001-000000000007', '00000000-0000-7000-8001-000000000701', '00000000-0000-7000-8001-000000000703', '{}', 'expression', 'output.ok == true', true, '2026-11-27 20:20:25.932372+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (27, '00000000-0000-7000-8001-000000000007', '00000000-0000-7000-8001-000000000702', '00000000-0000-7000-8001-000000000704', '{}', 'always', NULL, true, '2026-11-27 20:20:25.932393+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (29, '00000000-0000-7000-8001-000000000002', '00000000-0000-7000-8001-000000000204', 'aa38690e-cb11-4877-b7dd-4695f565107c', '{}', 'on_success', NULL, true, '2026-11-27 20:20:26.010947+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (30, '00000000-0000-7000-8001-000000000009', '00000000-0000-7000-8001-000000000901', '00000000-0000-7000-8001-000000000902', '{}', 'on_success', NULL, true, '2026-11-27 20:20:26.217868+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (31, '00000000-0000-7000-8001-000000000009', '00000000-0000-7000-8001-000000000902', '00000000-0000-7000-8001-000000000903', '{}', 'on_success', NULL, true, '2026-11-27 20:20:26.218601+00');
INSERT INTO orchestrator.task_chain_edges OVERRIDING SYSTEM VALUE VALUES (32, '00000000-0000-7000-8001-000000000009', '00000000-0000-7000-8001-000000000903', '00000000-0000-7000-8001-000000000904', '{}', 'on_success', NULL, true, '2026-11-27 20:20:26.21872+00');


--
-- Data for Name: task_chains; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000001', 'chain 1', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000101', 'pending', '{"topic": 1}', 1, 'fail_fast', '[]', 'api:fixture', 'chain-hash-1', NULL, 1, 3, '2026-11-27 20:20:25.735387+00', NULL, NULL, NULL, '2026-11-27 20:20:25.953113+00', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.735037+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000004', 'chain 4', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000401', 'completed_with_warnings', '{"topic": 4}', 4, 'continue', '[]', 'api:fixture', 'chain-hash-4', NULL, 2, 4, '2026-11-27 20:20:25.849329+00', NULL, '2026-11-27 20:20:25.977736+00', NULL, '2026-11-27 20:20:25.977736+00', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.849299+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000009', 'kinds', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000901', 'running', '{}', NULL, 'fail_fast', '[]', 'api:fixture', NULL, NULL, 5, 7, '2026-11-27 20:20:26.190572+00', '2026-11-27 20:20:26.265373+00', NULL, NULL, '2026-11-27 20:20:26.265373+00', 1, NULL, NULL, NULL, '2026-11-27 20:20:26.183751+00', 'ada', 'shop', 'chain-key', 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', '2026-11-27 20:20:26.183751+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000006', 'chain 6', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000601', 'cancelled', '{"topic": 6}', 6, 'continue', '[]', 'api:fixture', 'chain-hash-6', NULL, 2, 4, '2026-11-27 20:20:25.896175+00', NULL, '2026-11-27 20:20:25.986769+00', NULL, '2026-11-27 20:20:25.986769+00', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.89614+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000010', 'part', NULL, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8002-000000000001', NULL, 'pending', '{}', NULL, 'fail_fast', '[]', 'system', NULL, NULL, 1, 2, '2026-11-27 20:20:26.281185+00', NULL, NULL, NULL, '2026-11-27 20:20:26.282692+00', 1, NULL, NULL, '00000000-0000-7000-8001-000000000904', NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:26.281131+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000002', 'chain 2', NULL, '00000000-0000-0000-0000-000000000001', '00000000-0000-7000-8002-000000000001', '00000000-0000-7000-8001-000000000201', 'running', '{"topic": 2}', 2, 'continue', '[]', 'api:fixture', 'chain-hash-2', NULL, 4, 7, '2026-11-27 20:20:25.756048+00', '2026-11-27 20:20:25.961554+00', NULL, NULL, '2026-11-27 20:20:26.127154+00', 1, '2026-11-27 20:20:26.12494+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.756022+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000003', 'chain 3', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000301', 'completed', '{"topic": 3}', 3, 'fail_fast', '["c"]', 'api:fixture', 'chain-hash-3', NULL, 2, 5, '2026-11-27 20:20:25.810504+00', NULL, '2026-11-27 20:20:25.969228+00', NULL, '2026-11-27 20:20:26.132868+00', 1, '2026-11-27 20:20:25.810504+00', '2026-11-27 20:20:26.13279+00', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.810472+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000005', 'chain 5', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000501', 'failed', '{"topic": 5}', 5, 'fail_fast', '[]', 'api:fixture', 'chain-hash-5', NULL, 2, 5, '2026-11-27 20:20:25.876258+00', NULL, '2026-11-27 20:20:25.97995+00', 'Task b failed', '2026-11-27 20:20:26.133054+00', 1, '2026-11-27 20:20:25.876258+00', '2026-11-27 20:20:26.133046+00', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.876229+00');
INSERT INTO orchestrator.task_chains VALUES ('00000000-0000-7000-8001-000000000007', 'chain 7', NULL, '00000000-0000-0000-0000-000000000001', NULL, '00000000-0000-7000-8001-000000000701', 'completed', '{"topic": 7}', 7, 'fail_fast', '[]', 'api:fixture', 'chain-hash-7', NULL, 2, 6, '2026-11-27 20:20:25.923895+00', NULL, '2026-11-27 20:20:25.987823+00', NULL, '2026-11-27 20:20:26.134832+00', 2, '2026-11-27 20:20:25.923895+00', '2026-11-27 20:20:26.133087+00', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-27 20:20:25.923868+00');


--
-- Data for Name: task_executions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_executions OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000004', 1, 'completed', '2026-11-27 20:20:25.703624+00', '2026-11-27 20:20:25.703624+00', '2026-11-27 20:20:25.704168+00', 1, 'm', 3, 4, 7, NULL, NULL, NULL, NULL, 'w1', NULL, '{}');
INSERT INTO orchestrator.task_executions OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8000-000000000010', 1, 'completed', '2026-11-27 20:20:25.703877+00', '2026-11-27 20:20:25.703877+00', '2026-11-27 20:20:25.704242+00', 0, 'm', 3, 4, 7, NULL, NULL, NULL, NULL, 'w1', NULL, '{}');


--
-- Data for Name: task_search; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000001', 'task 1');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-0000-0000-000000000001', 'task 2
Say 2');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000003', '70eb6091-2060-471b-9695-73910213ce23', 'task 3');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-0000-0000-000000000001', 'task 4
Say 4');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000005', '00000000-0000-0000-0000-000000000001', 'task 5');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000006', '70eb6091-2060-471b-9695-73910213ce23', 'task 6
Say 6');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000007', '00000000-0000-0000-0000-000000000001', 'task 7');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-0000-0000-000000000001', 'task 8
Say 8');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000009', '70eb6091-2060-471b-9695-73910213ce23', 'task 9');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-0000-0000-000000000001', 'task 10
Say 10');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000011', '00000000-0000-0000-0000-000000000001', 'task 11');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8000-000000000012', '70eb6091-2060-471b-9695-73910213ce23', 'task 12
Say 12');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000101', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000102', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000103', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000104', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000201', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000202', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000203', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000204', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000301', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000302', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000303', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000304', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000401', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000402', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000403', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000404', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000501', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000502', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000503', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000504', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000601', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000602', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000603', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000604', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000701', '00000000-0000-0000-0000-000000000001', 'node a');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000702', '00000000-0000-0000-0000-000000000001', 'node b');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000703', '00000000-0000-0000-0000-000000000001', 'node c');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000704', '00000000-0000-0000-0000-000000000001', 'node d');
INSERT INTO orchestrator.task_search VALUES ('87cf2771-d647-4a99-a45e-c51da2a2c581', '00000000-0000-0000-0000-000000000001', 'node b[0]');
INSERT INTO orchestrator.task_search VALUES ('2652202e-b0ea-430f-83ad-9e8ab331022f', '00000000-0000-0000-0000-000000000001', 'node b[1]');
INSERT INTO orchestrator.task_search VALUES ('92b0c3c9-5e0e-4159-8b9e-0180b9665ba4', '00000000-0000-0000-0000-000000000001', 'node b[2]');
INSERT INTO orchestrator.task_search VALUES ('aa38690e-cb11-4877-b7dd-4695f565107c', '00000000-0000-0000-0000-000000000001', 'later');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000901', '00000000-0000-0000-0000-000000000001', 'list');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000902', '00000000-0000-0000-0000-000000000001', 'each');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000903', '00000000-0000-0000-0000-000000000001', 'ask');
INSERT INTO orchestrator.task_search VALUES ('00000000-0000-7000-8001-000000000904', '00000000-0000-0000-0000-000000000001', 'part');
INSERT INTO orchestrator.task_search VALUES ('a8e48a1b-edce-45bd-b500-fe18040f64cd', '00000000-0000-0000-0000-000000000001', 'each[0]');
INSERT INTO orchestrator.task_search VALUES ('7ef5404c-f7d3-4374-9c0d-83e190e2202b', '00000000-0000-0000-0000-000000000001', 'each[1]');


--
-- Data for Name: task_transitions; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8000-000000000001', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.68242+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8000-000000000002', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.685558+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (13, '00000000-0000-7000-8000-000000000002', 'pending', 'queued', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.690745+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-7000-8000-000000000003', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.685968+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (14, '00000000-0000-7000-8000-000000000003', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.692383+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (15, '00000000-0000-7000-8000-000000000003', 'queued', 'running', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.693219+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-7000-8000-000000000004', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.686221+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (16, '00000000-0000-7000-8000-000000000004', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.69385+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (17, '00000000-0000-7000-8000-000000000004', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.694389+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (18, '00000000-0000-7000-8000-000000000004', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.695091+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-7000-8000-000000000005', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.686435+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (19, '00000000-0000-7000-8000-000000000005', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.695758+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (20, '00000000-0000-7000-8000-000000000005', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.696083+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (21, '00000000-0000-7000-8000-000000000005', 'running', 'completed_with_warnings', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.696844+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (6, '00000000-0000-7000-8000-000000000006', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.686645+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (22, '00000000-0000-7000-8000-000000000006', 'pending', 'failed', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.69719+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (7, '00000000-0000-7000-8000-000000000007', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.686873+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (23, '00000000-0000-7000-8000-000000000007', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.697503+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (8, '00000000-0000-7000-8000-000000000008', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.686961+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (24, '00000000-0000-7000-8000-000000000008', 'pending', 'skipped', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.697898+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (9, '00000000-0000-7000-8000-000000000009', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.687037+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (25, '00000000-0000-7000-8000-000000000009', 'pending', 'failed', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.698199+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (26, '00000000-0000-7000-8000-000000000009', 'failed', 'resolved_manually', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.698499+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (10, '00000000-0000-7000-8000-000000000010', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.687101+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (27, '00000000-0000-7000-8000-000000000010', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.69879+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (28, '00000000-0000-7000-8000-000000000010', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.699054+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (29, '00000000-0000-7000-8000-000000000010', 'running', 'failed', 4, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.699687+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (30, '00000000-0000-7000-8000-000000000010', 'failed', 'pending', 5, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.700143+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (31, '00000000-0000-7000-8000-000000000010', 'pending', 'queued', 6, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.700574+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (32, '00000000-0000-7000-8000-000000000010', 'queued', 'running', 7, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.700888+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (33, '00000000-0000-7000-8000-000000000010', 'running', 'completed', 8, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.701199+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (11, '00000000-0000-7000-8000-000000000011', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.687171+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (34, '00000000-0000-7000-8000-000000000011', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.701503+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (35, '00000000-0000-7000-8000-000000000011', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.701804+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (36, '00000000-0000-7000-8000-000000000011', 'running', 'queued', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.702088+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (12, '00000000-0000-7000-8000-000000000012', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.687234+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (37, '00000000-0000-7000-8000-000000000012', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.702355+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (38, '00000000-0000-7000-8000-000000000012', 'queued', 'pending', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.702702+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (39, '00000000-0000-7000-8001-000000000101', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.738276+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (40, '00000000-0000-7000-8001-000000000102', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.740778+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (41, '00000000-0000-7000-8001-000000000103', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.741169+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (42, '00000000-0000-7000-8001-000000000104', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.741455+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (46, '00000000-0000-7000-8001-000000000204', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.761875+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (43, '00000000-0000-7000-8001-000000000201', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.761046+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (47, '00000000-0000-7000-8001-000000000201', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.781975+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (48, '00000000-0000-7000-8001-000000000201', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.783478+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (49, '00000000-0000-7000-8001-000000000201', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.78422+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (44, '00000000-0000-7000-8001-000000000202', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.761496+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (50, '00000000-0000-7000-8001-000000000202', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.797715+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (51, '00000000-0000-7000-8001-000000000202', 'queued', 'running', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.804088+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (45, '00000000-0000-7000-8001-000000000203', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.76175+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (52, '00000000-0000-7000-8001-000000000203', 'pending', 'queued', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.809932+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (53, '00000000-0000-7000-8001-000000000301', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.811057+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (57, '00000000-0000-7000-8001-000000000301', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.830153+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (58, '00000000-0000-7000-8001-000000000301', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.830653+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (59, '00000000-0000-7000-8001-000000000301', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.830996+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (54, '00000000-0000-7000-8001-000000000302', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.811237+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (60, '00000000-0000-7000-8001-000000000302', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.831474+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (61, '00000000-0000-7000-8001-000000000302', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.831794+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (62, '00000000-0000-7000-8001-000000000302', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.832084+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (55, '00000000-0000-7000-8001-000000000303', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.811339+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (63, '00000000-0000-7000-8001-000000000303', 'pending', 'skipped', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.843457+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (56, '00000000-0000-7000-8001-000000000304', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.811416+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (64, '00000000-0000-7000-8001-000000000304', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.843958+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (65, '00000000-0000-7000-8001-000000000304', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.848394+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (66, '00000000-0000-7000-8001-000000000304', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.849012+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (67, '00000000-0000-7000-8001-000000000401', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.852925+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (71, '00000000-0000-7000-8001-000000000401', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.858439+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (72, '00000000-0000-7000-8001-000000000401', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.858836+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (73, '00000000-0000-7000-8001-000000000401', 'running', 'completed_with_warnings', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.85917+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (68, '00000000-0000-7000-8001-000000000402', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.853119+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (74, '00000000-0000-7000-8001-000000000402', 'pending', 'failed', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.859543+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (75, '00000000-0000-7000-8001-000000000402', 'failed', 'skipped', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.859995+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (69, '00000000-0000-7000-8001-000000000403', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.853217+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (76, '00000000-0000-7000-8001-000000000403', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.874017+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (77, '00000000-0000-7000-8001-000000000403', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.874639+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (78, '00000000-0000-7000-8001-000000000403', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.875031+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (70, '00000000-0000-7000-8001-000000000404', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.853347+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (79, '00000000-0000-7000-8001-000000000404', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.875419+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (80, '00000000-0000-7000-8001-000000000404', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.875717+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (81, '00000000-0000-7000-8001-000000000404', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.87601+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (82, '00000000-0000-7000-8001-000000000501', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.880932+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (86, '00000000-0000-7000-8001-000000000501', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.884129+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (87, '00000000-0000-7000-8001-000000000501', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.89311+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (88, '00000000-0000-7000-8001-000000000501', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.893608+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (83, '00000000-0000-7000-8001-000000000502', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.881192+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (89, '00000000-0000-7000-8001-000000000502', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.894053+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (90, '00000000-0000-7000-8001-000000000502', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.894397+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (91, '00000000-0000-7000-8001-000000000502', 'running', 'failed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.894703+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (84, '00000000-0000-7000-8001-000000000503', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.881297+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (92, '00000000-0000-7000-8001-000000000503', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.895038+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (93, '00000000-0000-7000-8001-000000000503', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.895333+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (94, '00000000-0000-7000-8001-000000000503', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.895605+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (85, '00000000-0000-7000-8001-000000000504', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.881384+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (95, '00000000-0000-7000-8001-000000000504', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.895919+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (96, '00000000-0000-7000-8001-000000000601', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.909432+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (100, '00000000-0000-7000-8001-000000000601', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.921766+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (97, '00000000-0000-7000-8001-000000000602', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.909741+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (101, '00000000-0000-7000-8001-000000000602', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.922531+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (98, '00000000-0000-7000-8001-000000000603', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.909864+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (102, '00000000-0000-7000-8001-000000000603', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.923172+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (99, '00000000-0000-7000-8001-000000000604', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.910027+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (103, '00000000-0000-7000-8001-000000000604', 'pending', 'cancelled', 2, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.923714+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (104, '00000000-0000-7000-8001-000000000701', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.924218+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (108, '00000000-0000-7000-8001-000000000701', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.934114+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (109, '00000000-0000-7000-8001-000000000701', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.93457+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (110, '00000000-0000-7000-8001-000000000701', 'running', 'failed', 4, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.934871+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (111, '00000000-0000-7000-8001-000000000701', 'failed', 'pending', 5, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.935321+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (112, '00000000-0000-7000-8001-000000000701', 'pending', 'queued', 6, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.935617+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (113, '00000000-0000-7000-8001-000000000701', 'queued', 'running', 7, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.935892+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (114, '00000000-0000-7000-8001-000000000701', 'running', 'completed', 8, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.936211+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (105, '00000000-0000-7000-8001-000000000702', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.931662+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (115, '00000000-0000-7000-8001-000000000702', 'pending', 'failed', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.945178+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (116, '00000000-0000-7000-8001-000000000702', 'failed', 'resolved_manually', 3, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.945739+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (106, '00000000-0000-7000-8001-000000000703', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.931915+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (117, '00000000-0000-7000-8001-000000000703', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.946187+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (118, '00000000-0000-7000-8001-000000000703', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.946606+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (119, '00000000-0000-7000-8001-000000000703', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.94693+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (107, '00000000-0000-7000-8001-000000000704', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:25.932063+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (120, '00000000-0000-7000-8001-000000000704', 'pending', 'queued', 2, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.947254+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (121, '00000000-0000-7000-8001-000000000704', 'queued', 'running', 3, false, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.947531+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (122, '00000000-0000-7000-8001-000000000704', 'running', 'completed', 4, true, '{"reason": "fixture"}', 'manual:fixture', '2026-11-27 20:20:25.947804+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (123, '87cf2771-d647-4a99-a45e-c51da2a2c581', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.997733+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (124, '2652202e-b0ea-430f-83ad-9e8ab331022f', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.998052+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (125, '92b0c3c9-5e0e-4159-8b9e-0180b9665ba4', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:25.998231+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (126, 'aa38690e-cb11-4877-b7dd-4695f565107c', NULL, 'pending', 1, true, '{}', 'system', '2026-11-27 20:20:26.010621+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (128, '00000000-0000-7000-8001-000000000902', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:26.210153+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (129, '00000000-0000-7000-8001-000000000903', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:26.210519+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (130, '00000000-0000-7000-8001-000000000904', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:26.210773+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (127, '00000000-0000-7000-8001-000000000901', NULL, 'pending', 1, false, '{}', 'api:fixture', '2026-11-27 20:20:26.208184+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (131, '00000000-0000-7000-8001-000000000901', 'pending', 'queued', 2, false, '{}', 'system', '2026-11-27 20:20:26.251549+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (132, '00000000-0000-7000-8001-000000000901', 'queued', 'running', 3, false, '{}', 'system', '2026-11-27 20:20:26.257832+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (133, '00000000-0000-7000-8001-000000000901', 'running', 'completed', 4, true, '{}', 'system', '2026-11-27 20:20:26.258759+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (134, 'a8e48a1b-edce-45bd-b500-fe18040f64cd', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:26.275323+00');
INSERT INTO orchestrator.task_transitions OVERRIDING SYSTEM VALUE VALUES (135, '7ef5404c-f7d3-4374-9c0d-83e190e2202b', NULL, 'pending', 1, true, '{}', 'api:fixture', '2026-11-27 20:20:26.275964+00');


--
-- Data for Name: tasks; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000001', 'task 1', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 1}', 'pending', 'normal', '2026-11-27 20:20:25.678406+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.680051+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-1', 'hash-1', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 1, '{}', '{"n": "1", "team": "blue"}', '2026-11-27 20:20:25.680051+00', '2026-11-27 20:20:25.680051+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000002', 'task 2', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 2', '{"n": 2}', 'queued', 'normal', '2026-11-27 20:20:25.681107+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.681122+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-2', 'hash-2', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 2, '{}', '{"n": "2", "team": "blue"}', '2026-11-27 20:20:25.681122+00', '2026-11-27 20:20:25.689868+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000003', 'task 3', 'debug.echo', '70eb6091-2060-471b-9695-73910213ce23', NULL, '{"n": 3}', 'running', 'normal', '2026-11-27 20:20:25.681187+00', NULL, '2026-11-27 20:20:25.692902+00', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.692902+00', '2026-11-27 20:20:25.68119+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-3', 'hash-3', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 3, '{}', '{"n": "3", "team": "blue"}', '2026-11-27 20:20:25.68119+00', '2026-11-27 20:20:25.692902+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000005', 'task 5', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 5}', 'completed_with_warnings', 'normal', '2026-11-27 20:20:25.681233+00', NULL, '2026-11-27 20:20:25.695933+00', '2026-11-27 20:20:25.696687+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.695933+00', '2026-11-27 20:20:25.681235+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-5', 'hash-5', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 4, '{}', '{"n": "5", "team": "blue"}', '2026-11-27 20:20:25.681235+00', '2026-11-27 20:20:25.696687+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000006', 'task 6', 'llm.complete', '70eb6091-2060-471b-9695-73910213ce23', 'Say 6', '{"n": 6}', 'failed', 'normal', '2026-11-27 20:20:25.68125+00', NULL, NULL, '2026-11-27 20:20:25.697067+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.681253+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-6', 'hash-6', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 2, '{}', '{"n": "6", "team": "blue"}', '2026-11-27 20:20:25.681253+00', '2026-11-27 20:20:25.697067+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000007', 'task 7', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 7}', 'cancelled', 'normal', '2026-11-27 20:20:25.681267+00', NULL, NULL, '2026-11-27 20:20:25.697389+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.681269+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-7', 'hash-7', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 2, '{}', '{"n": "7", "team": "blue"}', '2026-11-27 20:20:25.681269+00', '2026-11-27 20:20:25.697389+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000008', 'task 8', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 8', '{"n": 8}', 'skipped', 'normal', '2026-11-27 20:20:25.681286+00', NULL, NULL, '2026-11-27 20:20:25.697772+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.681288+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-8', 'hash-8', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 2, '{}', '{"n": "8", "team": "blue"}', '2026-11-27 20:20:25.681288+00', '2026-11-27 20:20:25.697772+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000009', 'task 9', 'debug.echo', '70eb6091-2060-471b-9695-73910213ce23', NULL, '{"n": 9}', 'resolved_manually', 'normal', '2026-11-27 20:20:25.681302+00', NULL, NULL, '2026-11-27 20:20:25.698373+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.681304+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-9', 'hash-9', NULL, NULL, NULL, 'correlation-1', NULL, NULL, 3, '{}', '{"n": "9", "team": "blue"}', '2026-11-27 20:20:25.681304+00', '2026-11-27 20:20:25.698373+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000004', 'task 4', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 4', '{"n": 4}', 'completed', 'normal', '2026-11-27 20:20:25.681211+00', NULL, '2026-11-27 20:20:25.694183+00', '2026-11-27 20:20:25.694733+00', 'Four', '{"answer": 4}', NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.694183+00', '2026-11-27 20:20:25.681214+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-4', 'hash-4', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 4, '{}', '{"n": "4", "team": "blue"}', '2026-11-27 20:20:25.681214+00', '2026-11-27 20:20:25.703237+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000010', 'task 10', 'llm.complete', '00000000-0000-0000-0000-000000000001', 'Say 10', '{"n": 10}', 'completed', 'normal', '2026-11-27 20:20:25.681322+00', NULL, '2026-11-27 20:20:25.700747+00', '2026-11-27 20:20:25.701048+00', NULL, NULL, NULL, NULL, 0, 2, 3, 0, true, false, NULL, '2026-11-27 20:20:25.700747+00', '2026-11-27 20:20:25.699878+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-10', 'hash-10', NULL, NULL, NULL, 'correlation-2', NULL, NULL, 8, '{}', '{"n": "10", "team": "blue"}', '2026-11-27 20:20:25.681324+00', '2026-11-27 20:20:25.701048+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000012', 'task 12', 'llm.complete', '70eb6091-2060-471b-9695-73910213ce23', 'Say 12', '{"n": 12}', 'pending', 'normal', '2026-11-27 20:20:25.681358+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.702565+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-12', 'hash-12', NULL, NULL, NULL, 'correlation-0', NULL, NULL, 3, '{}', '{"n": "12", "team": "blue"}', '2026-11-27 20:20:25.68136+00', '2026-11-27 20:20:25.702565+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000201', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.760724+00', NULL, '2026-11-27 20:20:25.78314+00', '2026-11-27 20:20:25.783957+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.78314+00', '2026-11-27 20:20:25.760757+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000002', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.760757+00', '2026-11-27 20:20:25.783957+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8000-000000000011', 'task 11', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"n": 11}', 'queued', 'normal', '2026-11-27 20:20:25.681339+00', NULL, '2026-11-27 20:20:25.701669+00', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.701669+00', '2026-11-27 20:20:25.681341+00', 'backoff', '2100-01-01 00:00:00+00', NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, 'key-11', 'hash-11', NULL, NULL, NULL, 'correlation-3', NULL, NULL, 5, '{}', '{"n": "11", "team": "blue"}', '2026-11-27 20:20:25.681341+00', '2026-11-27 20:20:25.706422+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000101', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:25.736907+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.737317+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000001', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.737317+00', '2026-11-27 20:20:25.737317+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000102', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:25.737721+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.737727+00', NULL, NULL, '00000000-0000-7000-8001-000000000101', '00000000-0000-7000-8001-000000000001', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.737727+00', '2026-11-27 20:20:25.754837+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000103', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:25.737765+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.737767+00', NULL, NULL, '00000000-0000-7000-8001-000000000101', '00000000-0000-7000-8001-000000000001', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.737767+00', '2026-11-27 20:20:25.755371+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000104', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:25.737783+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.737785+00', NULL, NULL, '00000000-0000-7000-8001-000000000102', '00000000-0000-7000-8001-000000000001', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.737785+00', '2026-11-27 20:20:25.755412+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000204', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:25.760933+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.760934+00', NULL, NULL, '00000000-0000-7000-8001-000000000202', '00000000-0000-7000-8001-000000000002', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.760934+00', '2026-11-27 20:20:25.771127+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000202', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'running', 'normal', '2026-11-27 20:20:25.760882+00', NULL, '2026-11-27 20:20:25.803739+00', NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, '2026-11-27 20:20:25.803739+00', '2026-11-27 20:20:25.760885+00', NULL, NULL, '00000000-0000-7000-8001-000000000201', '00000000-0000-7000-8001-000000000002', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 3, '{}', '{}', '2026-11-27 20:20:25.760885+00', '2026-11-27 20:20:25.803739+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000203', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'queued', 'normal', '2026-11-27 20:20:25.760915+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.760917+00', NULL, NULL, '00000000-0000-7000-8001-000000000201', '00000000-0000-7000-8001-000000000002', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.760917+00', '2026-11-27 20:20:25.804605+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000301', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.810814+00', NULL, '2026-11-27 20:20:25.830473+00', '2026-11-27 20:20:25.830842+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.830473+00', '2026-11-27 20:20:25.810834+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000003', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.810834+00', '2026-11-27 20:20:25.830842+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000302', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.810948+00', NULL, '2026-11-27 20:20:25.831648+00', '2026-11-27 20:20:25.831949+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, '2026-11-27 20:20:25.831648+00', '2026-11-27 20:20:25.81095+00', NULL, NULL, '00000000-0000-7000-8001-000000000301', '00000000-0000-7000-8001-000000000003', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.81095+00', '2026-11-27 20:20:25.831949+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000303', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'skipped', 'normal', '2026-11-27 20:20:25.810972+00', NULL, NULL, '2026-11-27 20:20:25.843178+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.810974+00', NULL, NULL, '00000000-0000-7000-8001-000000000301', '00000000-0000-7000-8001-000000000003', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.810974+00', '2026-11-27 20:20:25.843178+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000304', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.810993+00', NULL, '2026-11-27 20:20:25.8442+00', '2026-11-27 20:20:25.848753+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.8442+00', '2026-11-27 20:20:25.810994+00', NULL, NULL, '00000000-0000-7000-8001-000000000302', '00000000-0000-7000-8001-000000000003', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.810994+00', '2026-11-27 20:20:25.848753+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000401', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed_with_warnings', 'normal', '2026-11-27 20:20:25.852651+00', NULL, '2026-11-27 20:20:25.858682+00', '2026-11-27 20:20:25.859023+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.858682+00', '2026-11-27 20:20:25.852681+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000004', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.852681+00', '2026-11-27 20:20:25.859023+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000402', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'skipped', 'normal', '2026-11-27 20:20:25.852804+00', NULL, NULL, '2026-11-27 20:20:25.8598+00', NULL, NULL, NULL, NULL, 1, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.852807+00', NULL, NULL, '00000000-0000-7000-8001-000000000401', '00000000-0000-7000-8001-000000000004', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 3, '{}', '{}', '2026-11-27 20:20:25.852807+00', '2026-11-27 20:20:25.8598+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000403', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.85283+00', NULL, '2026-11-27 20:20:25.874407+00', '2026-11-27 20:20:25.874853+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.874407+00', '2026-11-27 20:20:25.852832+00', NULL, NULL, '00000000-0000-7000-8001-000000000401', '00000000-0000-7000-8001-000000000004', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.852832+00', '2026-11-27 20:20:25.874853+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000404', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.852851+00', NULL, '2026-11-27 20:20:25.875578+00', '2026-11-27 20:20:25.87587+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.875578+00', '2026-11-27 20:20:25.852853+00', NULL, NULL, '00000000-0000-7000-8001-000000000402', '00000000-0000-7000-8001-000000000004', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.852853+00', '2026-11-27 20:20:25.87587+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000501', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.880657+00', NULL, '2026-11-27 20:20:25.892732+00', '2026-11-27 20:20:25.89341+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.892732+00', '2026-11-27 20:20:25.880686+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000005', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.880686+00', '2026-11-27 20:20:25.89341+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000502', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'failed', 'normal', '2026-11-27 20:20:25.880804+00', NULL, '2026-11-27 20:20:25.894235+00', '2026-11-27 20:20:25.894553+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, '2026-11-27 20:20:25.894235+00', '2026-11-27 20:20:25.880807+00', NULL, NULL, '00000000-0000-7000-8001-000000000501', '00000000-0000-7000-8001-000000000005', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.880807+00', '2026-11-27 20:20:25.894553+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000503', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.880839+00', NULL, '2026-11-27 20:20:25.895187+00', '2026-11-27 20:20:25.895475+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.895187+00', '2026-11-27 20:20:25.880841+00', NULL, NULL, '00000000-0000-7000-8001-000000000501', '00000000-0000-7000-8001-000000000005', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.880841+00', '2026-11-27 20:20:25.895475+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000504', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'cancelled', 'normal', '2026-11-27 20:20:25.880858+00', NULL, NULL, '2026-11-27 20:20:25.895788+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.880859+00', NULL, NULL, '00000000-0000-7000-8001-000000000502', '00000000-0000-7000-8001-000000000005', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.880859+00', '2026-11-27 20:20:25.895788+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000601', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'cancelled', 'normal', '2026-11-27 20:20:25.909105+00', NULL, NULL, '2026-11-27 20:20:25.921418+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.909143+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000006', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.909143+00', '2026-11-27 20:20:25.921418+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000602', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'cancelled', 'normal', '2026-11-27 20:20:25.909286+00', NULL, NULL, '2026-11-27 20:20:25.922243+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.909289+00', NULL, NULL, '00000000-0000-7000-8001-000000000601', '00000000-0000-7000-8001-000000000006', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.909289+00', '2026-11-27 20:20:25.922243+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000603', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'cancelled', 'normal', '2026-11-27 20:20:25.909325+00', NULL, NULL, '2026-11-27 20:20:25.92289+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.909327+00', NULL, NULL, '00000000-0000-7000-8001-000000000601', '00000000-0000-7000-8001-000000000006', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.909327+00', '2026-11-27 20:20:25.92289+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000604', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'cancelled', 'normal', '2026-11-27 20:20:25.909344+00', NULL, NULL, '2026-11-27 20:20:25.923468+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:25.909346+00', NULL, NULL, '00000000-0000-7000-8001-000000000602', '00000000-0000-7000-8001-000000000006', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, '{}', '{}', '2026-11-27 20:20:25.909346+00', '2026-11-27 20:20:25.923468+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000701', 'node a', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.924041+00', NULL, '2026-11-27 20:20:25.935758+00', '2026-11-27 20:20:25.936033+00', NULL, NULL, NULL, NULL, 0, 2, 3, 0, true, false, NULL, '2026-11-27 20:20:25.935758+00', '2026-11-27 20:20:25.935056+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000007', 'a', 0, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 8, '{}', '{}', '2026-11-27 20:20:25.924053+00', '2026-11-27 20:20:25.936033+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000702', 'node b', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'resolved_manually', 'normal', '2026-11-27 20:20:25.924126+00', NULL, NULL, '2026-11-27 20:20:25.945524+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.924129+00', NULL, NULL, '00000000-0000-7000-8001-000000000701', '00000000-0000-7000-8001-000000000007', 'b', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 3, '{}', '{}', '2026-11-27 20:20:25.924129+00', '2026-11-27 20:20:25.945524+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000703', 'node c', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.924153+00', NULL, '2026-11-27 20:20:25.946427+00', '2026-11-27 20:20:25.946777+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.946427+00', '2026-11-27 20:20:25.924154+00', NULL, NULL, '00000000-0000-7000-8001-000000000701', '00000000-0000-7000-8001-000000000007', 'c', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.924154+00', '2026-11-27 20:20:25.946777+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000704', 'node d', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:25.92417+00', NULL, '2026-11-27 20:20:25.9474+00', '2026-11-27 20:20:25.947675+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:25.9474+00', '2026-11-27 20:20:25.924171+00', NULL, NULL, '00000000-0000-7000-8001-000000000702', '00000000-0000-7000-8001-000000000007', 'd', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:25.924171+00', '2026-11-27 20:20:25.947675+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('87cf2771-d647-4a99-a45e-c51da2a2c581', 'node b[0]', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"item": 1}', 'pending', 'normal', '2026-11-27 20:20:25.997213+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.997255+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '00000000-0000-7000-8001-000000000202', 0, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.997255+00', '2026-11-27 20:20:25.997255+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('2652202e-b0ea-430f-83ad-9e8ab331022f', 'node b[1]', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"item": "two"}', 'pending', 'normal', '2026-11-27 20:20:25.997435+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.99744+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '00000000-0000-7000-8001-000000000202', 1, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.99744+00', '2026-11-27 20:20:25.99744+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('92b0c3c9-5e0e-4159-8b9e-0180b9665ba4', 'node b[2]', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"item": {"three": 3}}', 'pending', 'normal', '2026-11-27 20:20:25.997475+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, true, NULL, NULL, '2026-11-27 20:20:25.997478+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '00000000-0000-7000-8001-000000000202', 2, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:25.997478+00', '2026-11-27 20:20:25.997478+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('aa38690e-cb11-4877-b7dd-4695f565107c', 'later', 'sum', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:26.010368+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.010402+00', NULL, NULL, '00000000-0000-7000-8001-000000000204', '00000000-0000-7000-8001-000000000002', NULL, 3, NULL, 'system', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.010402+00', '2026-11-27 20:20:26.020668+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000902', 'each', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:26.207544+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.20755+00', NULL, NULL, '00000000-0000-7000-8001-000000000901', '00000000-0000-7000-8001-000000000009', 'each', 1, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.20755+00', '2026-11-27 20:20:26.239309+00', DEFAULT, 'map', '{"items": 2, "source": "list", "pointer": "/json", "failures_max": 1, "max_parallel": 2}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000903', 'ask', 'approval', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:26.207581+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.207583+00', NULL, NULL, '00000000-0000-7000-8001-000000000902', '00000000-0000-7000-8001-000000000009', 'ask', 2, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.207583+00', '2026-11-27 20:20:26.23986+00', DEFAULT, 'approval', '{"message": "Good?", "on_timeout": "reject", "timeout_seconds": 60}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000904', 'part', 'sub_chain', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'pending', 'normal', '2026-11-27 20:20:26.207601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.207603+00', NULL, NULL, '00000000-0000-7000-8001-000000000903', '00000000-0000-7000-8001-000000000009', 'part', 3, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.207603+00', '2026-11-27 20:20:26.239939+00', DEFAULT, 'sub_chain', '{"input": {}, "template": "default/summary@1.0.0", "template_id": "00000000-0000-7000-8002-000000000001"}');
INSERT INTO orchestrator.tasks VALUES ('00000000-0000-7000-8001-000000000901', 'list', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{}', 'completed', 'normal', '2026-11-27 20:20:26.207105+00', NULL, '2026-11-27 20:20:26.257241+00', '2026-11-27 20:20:26.258374+00', NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, '2026-11-27 20:20:26.257241+00', '2026-11-27 20:20:26.207204+00', NULL, NULL, NULL, '00000000-0000-7000-8001-000000000009', 'list', 0, NULL, 'api:fixture', NULL, 'ada', 'shop', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, '{}', '{}', '2026-11-27 20:20:26.207204+00', '2026-11-27 20:20:26.258374+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('a8e48a1b-edce-45bd-b500-fe18040f64cd', 'each[0]', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"item": "a"}', 'pending', 'normal', '2026-11-27 20:20:26.274413+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.274482+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '00000000-0000-7000-8001-000000000902', 0, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.274482+00', '2026-11-27 20:20:26.274482+00', DEFAULT, 'work', '{}');
INSERT INTO orchestrator.tasks VALUES ('7ef5404c-f7d3-4374-9c0d-83e190e2202b', 'each[1]', 'debug.echo', '00000000-0000-0000-0000-000000000001', NULL, '{"item": "b"}', 'pending', 'normal', '2026-11-27 20:20:26.274856+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 3, 0, true, false, NULL, NULL, '2026-11-27 20:20:26.274864+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'api:fixture', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '00000000-0000-7000-8001-000000000902', 1, NULL, NULL, NULL, 1, '{}', '{}', '2026-11-27 20:20:26.274864+00', '2026-11-27 20:20:26.274864+00', DEFAULT, 'work', '{}');


--
-- Data for Name: template_edges; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.template_edges OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8002-000000000001', 'a', 'b', '{"text": "/text"}', 'on_success', NULL);
INSERT INTO orchestrator.template_edges OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8002-000000000002', 'a', 'b', '{"text": "/text"}', 'on_success', NULL);


--
-- Data for Name: template_nodes; Type: TABLE DATA; Schema: orchestrator; Owner: -
--

INSERT INTO orchestrator.template_nodes OVERRIDING SYSTEM VALUE VALUES (1, '00000000-0000-7000-8002-000000000001', 'a', 'debug.echo', NULL, '{}', 3, true, false, NULL, 'work', '{}');
INSERT INTO orchestrator.template_nodes OVERRIDING SYSTEM VALUE VALUES (2, '00000000-0000-7000-8002-000000000002', 'a', 'debug.echo', NULL, '{}', 3, true, false, NULL, 'work', '{}');
INSERT INTO orchestrator.template_nodes OVERRIDING SYSTEM VALUE VALUES (3, '00000000-0000-7000-8002-000000000001', 'b', 'debug.echo', NULL, '{}', 3, true, false, NULL, 'work', '{}');
INSERT INTO orchestrator.template_nodes OVERRIDING SYSTEM VALUE VALUES (4, '00000000-0000-7000-8002-000000000002', 'b', 'debug.echo', NULL, '{}', 3, true, false, NULL, 'work', '{}');
INSERT INTO orchestrator.template_nodes OVERRIDING SYSTEM VALUE VALUES (5, '00000000-0000-7000-8002-000000000002', 'ask', 'approval', NULL, '{}', 3, true, false, NULL, 'approval', '{"message": "Good?"}');


--
-- Name: audit_log_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.audit_log_id_seq', 1, true);


--
-- Name: chain_transitions_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.chain_transitions_id_seq', 16, true);


--
-- Name: dependent_system_object_maps_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.dependent_system_object_maps_id_seq', 1, true);


--
-- Name: lifecycle_events_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.lifecycle_events_id_seq', 162, true);


--
-- Name: llm_calls_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.llm_calls_id_seq', 1, true);


--
-- Name: task_annotations_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_annotations_id_seq', 1, true);


--
-- Name: task_chain_edges_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_chain_edges_id_seq', 32, true);


--
-- Name: task_executions_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_executions_id_seq', 2, true);


--
-- Name: task_transitions_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.task_transitions_id_seq', 135, true);


--
-- Name: template_edges_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.template_edges_id_seq', 2, true);


--
-- Name: template_nodes_id_seq; Type: SEQUENCE SET; Schema: orchestrator; Owner: -
--

SELECT pg_catalog.setval('orchestrator.template_nodes_id_seq', 5, true);


--
-- Name: allowed_transitions allowed_transition_already_listed; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.allowed_transitions
    ADD CONSTRAINT allowed_transition_already_listed UNIQUE NULLS NOT DISTINCT (subject, from_status, to_status, event_name);


--
-- Name: annotation_types annotation_types_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.annotation_types
    ADD CONSTRAINT annotation_types_pkey PRIMARY KEY (name);


--
-- Name: api_keys api_key_prefix_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.api_keys
    ADD CONSTRAINT api_key_prefix_already_used UNIQUE (prefix);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);


--
-- Name: bulk_operations bulk_idempotency_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.bulk_operations
    ADD CONSTRAINT bulk_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key);


--
-- Name: bulk_operations bulk_operations_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.bulk_operations
    ADD CONSTRAINT bulk_operations_pkey PRIMARY KEY (id);


--
-- Name: task_chain_edges chain_edge_already_exists; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chain_edges
    ADD CONSTRAINT chain_edge_already_exists UNIQUE (parent_task_id, child_task_id);


--
-- Name: task_chains chain_id_is_unique_in_its_namespace; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_id_is_unique_in_its_namespace UNIQUE (id, namespace_id);


--
-- Name: task_chains chain_idempotency_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_idempotency_key_already_used UNIQUE (namespace_id, idempotency_key);


--
-- Name: task_chains chain_identity_already_exists; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_identity_already_exists UNIQUE (namespace_id, identity_hash);


--
-- Name: chain_templates chain_templates_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_templates
    ADD CONSTRAINT chain_templates_pkey PRIMARY KEY (id);


--
-- Name: chain_transitions chain_transition_sort_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_transitions
    ADD CONSTRAINT chain_transition_sort_key_already_used UNIQUE (chain_id, sort_key);


--
-- Name: chain_transitions chain_transitions_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_transitions
    ADD CONSTRAINT chain_transitions_pkey PRIMARY KEY (id);


--
-- Name: custom_event_types custom_event_types_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.custom_event_types
    ADD CONSTRAINT custom_event_types_pkey PRIMARY KEY (name);


--
-- Name: dependent_systems dependent_system_name_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.dependent_systems
    ADD CONSTRAINT dependent_system_name_already_used UNIQUE (name);


--
-- Name: dependent_system_object_maps dependent_system_object_maps_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.dependent_system_object_maps
    ADD CONSTRAINT dependent_system_object_maps_pkey PRIMARY KEY (id);


--
-- Name: dependent_systems dependent_systems_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.dependent_systems
    ADD CONSTRAINT dependent_systems_pkey PRIMARY KEY (id);


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
-- Name: handler_registrations handler_registrations_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.handler_registrations
    ADD CONSTRAINT handler_registrations_pkey PRIMARY KEY (namespace, name, version);


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
-- Name: prompt_templates prompt_templates_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.prompt_templates
    ADD CONSTRAINT prompt_templates_pkey PRIMARY KEY (id, version);


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
-- Name: task_annotations task_annotations_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_annotations
    ADD CONSTRAINT task_annotations_pkey PRIMARY KEY (id);


--
-- Name: task_chain_edges task_chain_edges_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chain_edges
    ADD CONSTRAINT task_chain_edges_pkey PRIMARY KEY (id);


--
-- Name: task_chains task_chains_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT task_chains_pkey PRIMARY KEY (id);


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
-- Name: template_edges template_edge_already_exists; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_edges
    ADD CONSTRAINT template_edge_already_exists UNIQUE (template_id, from_node, to_node);


--
-- Name: template_edges template_edges_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_edges
    ADD CONSTRAINT template_edges_pkey PRIMARY KEY (id);


--
-- Name: template_nodes template_node_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_nodes
    ADD CONSTRAINT template_node_key_already_used UNIQUE (template_id, node_key);


--
-- Name: template_nodes template_nodes_pkey; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_nodes
    ADD CONSTRAINT template_nodes_pkey PRIMARY KEY (id);


--
-- Name: chain_templates template_version_already_exists; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_templates
    ADD CONSTRAINT template_version_already_exists UNIQUE (namespace_id, name, version);


--
-- Name: task_transitions transition_sort_key_already_used; Type: CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_transitions
    ADD CONSTRAINT transition_sort_key_already_used UNIQUE (task_id, sort_key);


--
-- Name: audit_log_occurred_at; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX audit_log_occurred_at ON orchestrator.audit_log USING brin (occurred_at);


--
-- Name: audit_log_subject; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX audit_log_subject ON orchestrator.audit_log USING btree (subject_id, id) WHERE (subject_id IS NOT NULL);


--
-- Name: bulk_operations_open; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX bulk_operations_open ON orchestrator.bulk_operations USING btree (moved_at) WHERE (status = ANY (ARRAY['pending'::orchestrator.task_status, 'running'::orchestrator.task_status]));


--
-- Name: chain_root_already_heads_another_chain; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE UNIQUE INDEX chain_root_already_heads_another_chain ON orchestrator.task_chains USING btree (root_task_id) WHERE (root_task_id IS NOT NULL);


--
-- Name: chain_templates_latest; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX chain_templates_latest ON orchestrator.chain_templates USING btree (namespace_id, name, version_order DESC) WHERE active;


--
-- Name: chain_transitions_most_recent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE UNIQUE INDEX chain_transitions_most_recent ON orchestrator.chain_transitions USING btree (chain_id) WHERE most_recent;


--
-- Name: dependent_system_object_maps_a; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX dependent_system_object_maps_a ON orchestrator.dependent_system_object_maps USING btree (system_a_id, remote_id_a);


--
-- Name: dependent_system_object_maps_b; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX dependent_system_object_maps_b ON orchestrator.dependent_system_object_maps USING btree (system_b_id, remote_id_b);


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
-- Name: object_map_already_exists; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE UNIQUE INDEX object_map_already_exists ON orchestrator.dependent_system_object_maps USING btree (LEAST((((system_a_id)::text || ' '::text) || remote_id_a), (((system_b_id)::text || ' '::text) || remote_id_b)), GREATEST((((system_a_id)::text || ' '::text) || remote_id_a), (((system_b_id)::text || ' '::text) || remote_id_b)));


--
-- Name: orchestration_signals_decision; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX orchestration_signals_decision ON orchestrator.orchestration_signals USING btree (instance_id, created_at) WHERE (name = 'decision'::text);


--
-- Name: orchestration_signals_sent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX orchestration_signals_sent ON orchestrator.orchestration_signals USING btree (sent_at) WHERE (sent_at IS NOT NULL);


--
-- Name: orchestration_signals_unsent; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX orchestration_signals_unsent ON orchestrator.orchestration_signals USING btree (created_at) WHERE (sent_at IS NULL);


--
-- Name: task_annotations_annotation; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_annotations_annotation ON orchestrator.task_annotations USING gin (annotation jsonb_path_ops);


--
-- Name: task_annotations_task; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_annotations_task ON orchestrator.task_annotations USING btree (task_id, id);


--
-- Name: task_chain_edges_chain; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chain_edges_chain ON orchestrator.task_chain_edges USING btree (chain_id);


--
-- Name: task_chain_edges_child; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chain_edges_child ON orchestrator.task_chain_edges USING btree (child_task_id, id);


--
-- Name: task_chain_edges_primary; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE UNIQUE INDEX task_chain_edges_primary ON orchestrator.task_chain_edges USING btree (child_task_id) WHERE is_primary;


--
-- Name: task_chains_completed_at; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_completed_at ON orchestrator.task_chains USING btree (completed_at) WHERE (completed_at IS NOT NULL);


--
-- Name: task_chains_correlation; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_correlation ON orchestrator.task_chains USING btree (correlation_id);


--
-- Name: task_chains_namespace; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_namespace ON orchestrator.task_chains USING btree (namespace_id, created_at DESC);


--
-- Name: task_chains_parent_task; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_parent_task ON orchestrator.task_chains USING btree (parent_task_id) WHERE (parent_task_id IS NOT NULL);


--
-- Name: task_chains_status; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_status ON orchestrator.task_chains USING btree (status);


--
-- Name: task_chains_template; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_template ON orchestrator.task_chains USING btree (template_id) WHERE (template_id IS NOT NULL);


--
-- Name: task_chains_to_start; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX task_chains_to_start ON orchestrator.task_chains USING btree (start_claimed_at) WHERE (run_started_at IS NULL);


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
-- Name: tasks_ended_alone; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_ended_alone ON orchestrator.tasks USING btree (completed_at) WHERE ((completed_at IS NOT NULL) AND (chain_id IS NULL) AND (map_task_id IS NULL));


--
-- Name: tasks_execute_after; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_execute_after ON orchestrator.tasks USING btree (execute_after) WHERE (execute_after IS NOT NULL);


--
-- Name: tasks_metadata; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_metadata ON orchestrator.tasks USING gin (metadata);


--
-- Name: tasks_namespace_created; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_namespace_created ON orchestrator.tasks USING btree (namespace_id, created_at DESC, id DESC);


--
-- Name: tasks_namespace_handler; Type: INDEX; Schema: orchestrator; Owner: -
--

CREATE INDEX tasks_namespace_handler ON orchestrator.tasks USING btree (namespace_id, task_name, created_at DESC, id DESC);


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
-- Name: chain_templates chain_templates_1_guard; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER chain_templates_1_guard BEFORE UPDATE ON orchestrator.chain_templates FOR EACH ROW WHEN (((((((old.namespace_id IS DISTINCT FROM new.namespace_id) OR ((old.name)::text IS DISTINCT FROM (new.name)::text)) OR (old.version IS DISTINCT FROM new.version)) OR (old.input_schema IS DISTINCT FROM new.input_schema)) OR (old.definition IS DISTINCT FROM new.definition)) OR (old.definition_hash IS DISTINCT FROM new.definition_hash))) EXECUTE FUNCTION orchestrator.guard_used_template();


--
-- Name: chain_templates chain_templates_2_publish_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER chain_templates_2_publish_changed AFTER UPDATE ON orchestrator.chain_templates DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.active <> new.active)) EXECUTE FUNCTION orchestrator.publish_template();


--
-- Name: chain_templates chain_templates_2_publish_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER chain_templates_2_publish_new AFTER INSERT ON orchestrator.chain_templates DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_template();


--
-- Name: chain_transitions chain_transitions_refuse_direct_write; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER chain_transitions_refuse_direct_write BEFORE INSERT OR DELETE OR UPDATE ON orchestrator.chain_transitions FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.refuse_direct_write();


--
-- Name: llm_calls llm_calls_stamp; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER llm_calls_stamp BEFORE INSERT OR UPDATE ON orchestrator.llm_calls FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_llm_call();


--
-- Name: task_chain_edges task_chain_edges_1_lock; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_1_lock BEFORE DELETE ON orchestrator.task_chain_edges FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.lock_graphs_for_statement();


--
-- Name: task_chain_edges task_chain_edges_2_guard; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_2_guard BEFORE UPDATE OF id, chain_id, parent_task_id, child_task_id, is_primary ON orchestrator.task_chain_edges FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.guard_changed_edge();


--
-- Name: task_chain_edges task_chain_edges_2_lock_deleted; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_2_lock_deleted BEFORE DELETE ON orchestrator.task_chain_edges FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.lock_deleted_edge();


--
-- Name: task_chain_edges task_chain_edges_2_prepare; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_2_prepare BEFORE INSERT ON orchestrator.task_chain_edges FOR EACH ROW EXECUTE FUNCTION orchestrator.prepare_new_edge();


--
-- Name: task_chain_edges task_chain_edges_3_mirror_deleted; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_3_mirror_deleted AFTER DELETE ON orchestrator.task_chain_edges REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.mirror_deleted_edges();


--
-- Name: task_chain_edges task_chain_edges_3_mirror_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chain_edges_3_mirror_new AFTER INSERT ON orchestrator.task_chain_edges REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION orchestrator.mirror_new_edges();


--
-- Name: task_chain_edges task_chain_edges_4_follow; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER task_chain_edges_4_follow AFTER INSERT ON orchestrator.task_chain_edges DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.follow_new_edge();


--
-- Name: task_chains task_chains_1_guard_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chains_1_guard_changed BEFORE UPDATE ON orchestrator.task_chains FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_changed_chain();


--
-- Name: task_chains task_chains_1_stamp_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chains_1_stamp_new BEFORE INSERT ON orchestrator.task_chains FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_new_chain();


--
-- Name: task_chains task_chains_2_record_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chains_2_record_new AFTER INSERT ON orchestrator.task_chains FOR EACH ROW EXECUTE FUNCTION orchestrator.record_new_chain();


--
-- Name: task_chains task_chains_2_record_transition; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_chains_2_record_transition AFTER UPDATE ON orchestrator.task_chains FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION orchestrator.record_chain_transition();


--
-- Name: task_chains task_chains_3_publish_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER task_chains_3_publish_new AFTER INSERT ON orchestrator.task_chains DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orchestrator.publish_new_chain();


--
-- Name: task_chains task_chains_4_publish_template; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER task_chains_4_publish_template AFTER INSERT ON orchestrator.task_chains DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.template_id IS NOT NULL)) EXECUTE FUNCTION orchestrator.publish_template();


--
-- Name: task_executions task_executions_stamp; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_executions_stamp BEFORE INSERT OR UPDATE ON orchestrator.task_executions FOR EACH ROW EXECUTE FUNCTION orchestrator.stamp_execution();


--
-- Name: task_transitions task_transitions_refuse_direct_write; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER task_transitions_refuse_direct_write BEFORE INSERT OR DELETE OR UPDATE ON orchestrator.task_transitions FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.refuse_direct_write();


--
-- Name: tasks tasks_0_lock_graphs; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_0_lock_graphs BEFORE UPDATE OF parent_task_id ON orchestrator.tasks FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION orchestrator.lock_graphs_for_statement();


--
-- Name: tasks tasks_1_guard_chain; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_1_guard_chain BEFORE UPDATE OF chain_id ON orchestrator.tasks FOR EACH ROW WHEN (((old.chain_id IS NOT NULL) AND (old.chain_id IS DISTINCT FROM new.chain_id))) EXECUTE FUNCTION orchestrator.guard_task_chain();


--
-- Name: tasks tasks_1_guard_changed; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_1_guard_changed BEFORE UPDATE ON orchestrator.tasks FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION orchestrator.guard_task_transition();


--
-- Name: tasks tasks_1_guard_deletion; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_1_guard_deletion BEFORE DELETE ON orchestrator.tasks FOR EACH ROW WHEN ((old.chain_id IS NOT NULL)) EXECUTE FUNCTION orchestrator.guard_task_chain();


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
-- Name: tasks tasks_6_chain_adopts; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER tasks_6_chain_adopts AFTER UPDATE ON orchestrator.tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.chain_id IS NULL) AND (new.chain_id IS NOT NULL))) EXECUTE FUNCTION orchestrator.follow_new_task();


--
-- Name: tasks tasks_6_chain_follows; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER tasks_6_chain_follows AFTER UPDATE ON orchestrator.tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.chain_id IS NOT NULL) AND (old.status <> new.status) AND (NOT ((old.status = ANY (ARRAY['queued'::orchestrator.task_status, 'running'::orchestrator.task_status])) AND (new.status = ANY (ARRAY['queued'::orchestrator.task_status, 'running'::orchestrator.task_status])))))) EXECUTE FUNCTION orchestrator.follow_task_status();


--
-- Name: tasks tasks_6_chain_grows; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE CONSTRAINT TRIGGER tasks_6_chain_grows AFTER INSERT ON orchestrator.tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.chain_id IS NOT NULL)) EXECUTE FUNCTION orchestrator.follow_new_task();


--
-- Name: tasks tasks_7_follow_parent; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_7_follow_parent AFTER UPDATE OF parent_task_id ON orchestrator.tasks FOR EACH ROW WHEN (((pg_trigger_depth() = 0) AND (old.parent_task_id IS DISTINCT FROM new.parent_task_id))) EXECUTE FUNCTION orchestrator.follow_parent_column();


--
-- Name: tasks tasks_7_follow_parent_of_new; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER tasks_7_follow_parent_of_new AFTER INSERT ON orchestrator.tasks FOR EACH ROW WHEN ((new.parent_task_id IS NOT NULL)) EXECUTE FUNCTION orchestrator.follow_parent_column();


--
-- Name: template_edges template_edges_1_guard; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER template_edges_1_guard BEFORE INSERT OR DELETE OR UPDATE ON orchestrator.template_edges FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_used_template();


--
-- Name: template_nodes template_nodes_1_guard; Type: TRIGGER; Schema: orchestrator; Owner: -
--

CREATE TRIGGER template_nodes_1_guard BEFORE INSERT OR DELETE OR UPDATE ON orchestrator.template_nodes FOR EACH ROW EXECUTE FUNCTION orchestrator.guard_used_template();


--
-- Name: task_annotations annotation_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_annotations
    ADD CONSTRAINT annotation_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: task_annotations annotation_type_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_annotations
    ADD CONSTRAINT annotation_type_must_exist FOREIGN KEY (annotation_type) REFERENCES orchestrator.annotation_types(name);


--
-- Name: bulk_operations bulk_namespace_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.bulk_operations
    ADD CONSTRAINT bulk_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces(id);


--
-- Name: task_chain_edges chain_edge_chain_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chain_edges
    ADD CONSTRAINT chain_edge_chain_must_exist FOREIGN KEY (chain_id) REFERENCES orchestrator.task_chains(id) ON DELETE CASCADE;


--
-- Name: task_chain_edges chain_edge_child_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chain_edges
    ADD CONSTRAINT chain_edge_child_must_exist FOREIGN KEY (child_task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: task_chain_edges chain_edge_parent_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chain_edges
    ADD CONSTRAINT chain_edge_parent_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- Name: task_chains chain_namespace_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces(id);


--
-- Name: task_chains chain_parent_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_parent_task_must_exist FOREIGN KEY (parent_task_id) REFERENCES orchestrator.tasks(id) ON DELETE SET NULL;


--
-- Name: task_chains chain_root_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_root_must_exist FOREIGN KEY (root_task_id) REFERENCES orchestrator.tasks(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: task_chains chain_template_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_chains
    ADD CONSTRAINT chain_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates(id);


--
-- Name: chain_transitions chain_transition_chain_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_transitions
    ADD CONSTRAINT chain_transition_chain_must_exist FOREIGN KEY (chain_id) REFERENCES orchestrator.task_chains(id) ON DELETE CASCADE;


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
-- Name: dependent_system_object_maps object_map_first_system_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.dependent_system_object_maps
    ADD CONSTRAINT object_map_first_system_must_exist FOREIGN KEY (system_a_id) REFERENCES orchestrator.dependent_systems(id) ON DELETE CASCADE;


--
-- Name: dependent_system_object_maps object_map_second_system_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.dependent_system_object_maps
    ADD CONSTRAINT object_map_second_system_must_exist FOREIGN KEY (system_b_id) REFERENCES orchestrator.dependent_systems(id) ON DELETE CASCADE;


--
-- Name: tasks task_chain_must_exist_in_its_namespace; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_chain_must_exist_in_its_namespace FOREIGN KEY (chain_id, namespace_id) REFERENCES orchestrator.task_chains(id, namespace_id) ON DELETE CASCADE;


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
-- Name: tasks task_template_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.tasks
    ADD CONSTRAINT task_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates(id);


--
-- Name: template_edges template_edge_end_must_be_a_node; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_edges
    ADD CONSTRAINT template_edge_end_must_be_a_node FOREIGN KEY (template_id, to_node) REFERENCES orchestrator.template_nodes(template_id, node_key) ON DELETE CASCADE;


--
-- Name: template_edges template_edge_start_must_be_a_node; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_edges
    ADD CONSTRAINT template_edge_start_must_be_a_node FOREIGN KEY (template_id, from_node) REFERENCES orchestrator.template_nodes(template_id, node_key) ON DELETE CASCADE;


--
-- Name: chain_templates template_namespace_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.chain_templates
    ADD CONSTRAINT template_namespace_must_exist FOREIGN KEY (namespace_id) REFERENCES orchestrator.namespaces(id);


--
-- Name: template_nodes template_node_dependent_system_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_nodes
    ADD CONSTRAINT template_node_dependent_system_must_exist FOREIGN KEY (dependent_system_id) REFERENCES orchestrator.dependent_systems(id);


--
-- Name: template_nodes template_node_template_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.template_nodes
    ADD CONSTRAINT template_node_template_must_exist FOREIGN KEY (template_id) REFERENCES orchestrator.chain_templates(id) ON DELETE CASCADE;


--
-- Name: task_transitions transition_task_must_exist; Type: FK CONSTRAINT; Schema: orchestrator; Owner: -
--

ALTER TABLE ONLY orchestrator.task_transitions
    ADD CONSTRAINT transition_task_must_exist FOREIGN KEY (task_id) REFERENCES orchestrator.tasks(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


