namespace Orchestrator.Database.Repositories.Chains;

/// <summary>What the API reads of chains.</summary>
static class ChainReadSql
{
    const string Columns = """
        SELECT c.id, c.chain_name, c.description, c.status,
            (SELECT n.name || '/' || m.name || '@' || m.version FROM orchestrator.chain_templates AS m
             JOIN orchestrator.namespaces AS n ON n.id = m.namespace_id WHERE m.id = c.template_id),
            c.context::text, c.max_parallel, c.on_failure, ARRAY(SELECT jsonb_array_elements_text(c.bypass)), c.triggered_by, c.correlation_id,
            c.error_message, c.run_no, c.suspended_at IS NOT NULL, c.created_at, c.started_at, c.completed_at, c.updated_at, c.event_seq,
            c.idempotency_key, c.parent_task_id, s.total, s.pending, s.running, s.completed, s.failed, s.skipped, s.cancelled
        FROM orchestrator.task_chains AS c
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS total,
                count(*) FILTER (WHERE t.status = 'pending')::int AS pending,
                count(*) FILTER (WHERE t.status IN ('queued', 'running'))::int AS running,
                count(*) FILTER (WHERE t.status IN ('completed', 'completed_with_warnings', 'resolved_manually'))::int AS completed,
                count(*) FILTER (WHERE t.status = 'failed')::int AS failed,
                count(*) FILTER (WHERE t.status = 'skipped')::int AS skipped,
                count(*) FILTER (WHERE t.status = 'cancelled')::int AS cancelled
            FROM orchestrator.tasks AS t WHERE t.chain_id = c.id) AS s

        """;

    /// <summary>$1 namespace, $2 chain.</summary>
    public const string Find = Columns + """
        WHERE c.id = $2 AND c.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1)
        """;

    /// <summary>
    /// $1 namespace, $2 statuses, $3 template's namespace, $4 its name, $5 its version, $6 correlation, $7 pattern of the name, $8 created
    /// after, $9 created before, $10 and $11 the last one of the page before, $12 limit; null: not narrowed so.
    /// </summary>
    public const string List = Columns + """
        WHERE c.namespace_id = (SELECT n.id FROM orchestrator.namespaces AS n WHERE n.name = $1)
            AND ($2::orchestrator.task_status[] IS NULL OR c.status = ANY ($2))
            AND ($4::text IS NULL OR c.template_id IN (
                SELECT m.id FROM orchestrator.chain_templates AS m JOIN orchestrator.namespaces AS n ON n.id = m.namespace_id
                WHERE n.name = $3 AND m.name = $4 AND ($5::text IS NULL OR m.version = $5)))
            AND ($6::text IS NULL OR c.correlation_id = $6)
            AND ($7::text IS NULL OR c.chain_name ILIKE $7)
            AND ($8::timestamptz IS NULL OR c.created_at > $8)
            AND ($9::timestamptz IS NULL OR c.created_at < $9)
            AND ($10::timestamptz IS NULL OR (c.created_at, c.id) < ($10, $11::uuid))
        ORDER BY c.created_at DESC, c.id DESC LIMIT $12
        """;

    /// <summary>$1 chain. A map's items are counted, a sub-chain's latest chain is named.</summary>
    public const string Nodes = """
        SELECT coalesce(t.node_key, t.id::text), t.id, t.name, t.task_name, t.node_kind, t.status, t.wait_reason, t.wait_until, t.started_at,
            t.completed_at, t.run_no, t.retry_count, t.error_message, t.error_type, t.chain_position, i.total, i.completed, i.failed, i.open,
            (SELECT c.id FROM orchestrator.task_chains AS c
             WHERE t.node_kind = 'sub_chain' AND c.parent_task_id = t.id ORDER BY c.created_at DESC, c.id DESC LIMIT 1)
        FROM orchestrator.tasks AS t
        LEFT JOIN LATERAL (
            SELECT count(*)::int AS total,
                count(*) FILTER (WHERE m.status IN ('completed', 'completed_with_warnings', 'resolved_manually', 'skipped'))::int AS completed,
                count(*) FILTER (WHERE m.status IN ('failed', 'cancelled'))::int AS failed,
                count(*) FILTER (WHERE m.status IN ('pending', 'queued', 'running'))::int AS open
            FROM orchestrator.tasks AS m WHERE m.map_task_id = t.id HAVING count(*) > 0) AS i ON t.node_kind = 'map'
        WHERE t.chain_id = $1 ORDER BY t.chain_position, t.id
        """;

    /// <summary>$1 chain.</summary>
    public const string Edges = """
        SELECT coalesce(p.node_key, p.id::text), coalesce(c.node_key, c.id::text), e.condition, e.condition_expression, e.output_mapping::text,
            e.is_primary
        FROM orchestrator.task_chain_edges AS e
        JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
        JOIN orchestrator.tasks AS c ON c.id = e.child_task_id
        WHERE e.chain_id = $1 ORDER BY e.id
        """;

    /// <summary>$1 chain: what it was made from, as <c>ChainDifference</c> writes it.</summary>
    public const string Content = """
        SELECT jsonb_build_object(
            'name', c.chain_name, 'description', c.description, 'input', c.context,
            'bypass', (SELECT coalesce(jsonb_agg(DISTINCT b ORDER BY b), '[]') FROM jsonb_array_elements(c.bypass) AS b),
            'initiator', c.initiator, 'source_system', c.source_system, 'max_parallel', c.max_parallel, 'on_failure', c.on_failure,
            'nodes', (SELECT jsonb_object_agg(coalesce(t.node_key, t.id::text), jsonb_build_object(
                'name', t.name, 'handler', t.task_name, 'prompt', t.prompt, 'parameters', t.task_parameters, 'options', t.node_options,
                'priority', t.priority, 'max_retries', t.max_retries, 'skippable', t.skippable,
                'after', (SELECT coalesce(jsonb_object_agg(coalesce(p.node_key, p.id::text), jsonb_build_object(
                    'condition', e.condition, 'expression', e.condition_expression, 'output_mapping', e.output_mapping)), '{}')
                    FROM orchestrator.task_chain_edges AS e JOIN orchestrator.tasks AS p ON p.id = e.parent_task_id
                    WHERE e.child_task_id = t.id)))
                FROM orchestrator.tasks AS t WHERE t.chain_id = c.id))::text
        FROM orchestrator.task_chains AS c WHERE c.id = $1
        """;
}
