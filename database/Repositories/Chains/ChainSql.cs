namespace Orchestrator.Database.Repositories.Chains;

/// <summary>The statements of chains.</summary>
static class ChainSql
{
    /// <summary>
    /// $1 id, $2 namespace, $3 name, $4 description, $5 template, $6 context, $7 max parallel, $8 on failure, $9 bypass,
    /// $10 identity, $11 correlation, $12 triggered by, $13 parent task, $14 initiator, $15 source system, $16 idempotency key,
    /// $17 request hash. No row when the identity or the key has a chain.
    /// </summary>
    public const string InsertChain = """
        INSERT INTO orchestrator.task_chains (
            id, namespace_id, chain_name, description, template_id, context, max_parallel, on_failure, bypass, identity_hash,
            correlation_id, triggered_by, parent_task_id, initiator, source_system, idempotency_key, request_hash)
        VALUES ($1, $2, $3, $4::text, $5::uuid, $6::jsonb, $7::int, $8, to_jsonb($9::text[]), $10::text, $11::text, $12,
            $13::uuid, $14::text, $15::text, $16::text, $17::text)
        ON CONFLICT DO NOTHING
        RETURNING id
        """;

    /// <summary>$1 namespace, $2 identity, $3 idempotency key, $4 request hash, $5 id: what stands in the way of a chain.</summary>
    public const string FindExisting = """
        SELECT id, request_hash IS DISTINCT FROM $4::text FROM orchestrator.task_chains
        WHERE namespace_id = $1 AND (identity_hash = $2::text OR idempotency_key = $3::text) OR id = $5
        LIMIT 1
        """;

    /// <summary>
    /// $1 chain, $2 namespace, $3 template, $4 correlation, $5 triggered by; lists: $6 id, $7 node key, $8 name, $9 handler,
    /// $10 prompt, $11 parameters, $12 priority, $13 max retries, $14 retryable, $15 skippable, $16 kind, $17 options; $18 initiator,
    /// $19 source system.
    /// </summary>
    public const string InsertTasks = """
        INSERT INTO orchestrator.tasks (
            chain_id, namespace_id, template_id, correlation_id, triggered_by, id, node_key, name, task_name, prompt,
            task_parameters, priority, max_retries, retryable, skippable, node_kind, node_options, initiator, source_system)
        SELECT $1, $2, $3::uuid, $4::text, $5, t.*, $18::text, $19::text
        FROM unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS t
        """;

    /// <summary>$1 chain; lists: $2 parent, $3 child, $4 mapping, $5 condition, $6 expression. The first edge of a child is its primary one.</summary>
    public const string InsertEdges = """
        INSERT INTO orchestrator.task_chain_edges (
            chain_id, parent_task_id, child_task_id, output_mapping, condition, condition_expression)
        SELECT $1, e.parent, e.child, e.mapping, e.condition, e.expression
        FROM unnest($2, $3, $4, $5, $6) WITH ORDINALITY AS e (parent, child, mapping, condition, expression, position)
        ORDER BY e.position
        """;

    /// <summary>$1 chain.</summary>
    public const string ReadChain = """
        SELECT chain_name, status, root_task_id, context::text, max_parallel, on_failure = 'continue',
            ARRAY(SELECT jsonb_array_elements_text(bypass))
        FROM orchestrator.task_chains WHERE id = $1
        """;

    /// <summary>$1 chain.</summary>
    public const string ReadNodes = """
        SELECT id, node_key, name, task_name, status, run_no, retry_count, max_retries, retryable, skippable, execute_after, chain_position
        FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY chain_position, id
        """;

    /// <summary>$1 chain.</summary>
    public const string ReadEdges = """
        SELECT parent_task_id, child_task_id, output_mapping::text, condition, condition_expression, is_primary
        FROM orchestrator.task_chain_edges WHERE chain_id = $1 ORDER BY id
        """;

    /// <summary>$1 chain.</summary>
    public const string ReadReadiness = """
        SELECT task_id, status, dependencies_satisfied, retry_eligible, ready, next_retry_at, parents_total, parents_completed,
            attempts, attempts_limit, blocked, blocking_reason
        FROM orchestrator.get_task_readiness($1)
        """;
}
