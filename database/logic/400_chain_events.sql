-- Events of chains. A chain's row is locked last of all, at commit (420_chain_status), so whoever writes here may have its
-- transaction's number long since, and the one before it a later number. Therefore an event of a chain stands at the later of
-- two transactions: its own and that of the chain's event before it. That is as final as its own would be: while this
-- transaction runs, readers take nothing from its number on; and the one before has committed, for it had the row's lock.

CREATE FUNCTION orchestrator.chain_event_payload(chain orchestrator.task_chains, previous orchestrator.task_status) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
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

-- The chain's row is locked and its event_seq already counts this event.
CREATE FUNCTION orchestrator.append_chain_event(
    chain orchestrator.task_chains, p_event_name text, p_actor text, p_payload jsonb) RETURNS void
LANGUAGE plpgsql AS $$
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

-- For what happens to a chain without changing its status (chain.node_expanded, ...). Last in its transaction: the chain's row is
-- locked from here to the commit. Returns the event's number, NULL when there is no such chain. The payload's own keys win.
CREATE FUNCTION orchestrator.record_chain_event(
    p_chain_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql AS $$
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

-- The same for what happens to one of its nodes (chain.node_ready, chain.node_expanded): its payload names the node. Counting the
-- chain's tasks for each of them would make a chain's cost quadratic.
CREATE FUNCTION orchestrator.record_node_event(
    p_chain_id uuid, p_task_id uuid, p_event_name text, p_actor text, p_payload jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql AS $$
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
