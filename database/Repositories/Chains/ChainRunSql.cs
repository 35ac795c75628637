namespace Orchestrator.Database.Repositories.Chains;

/// <summary>The statements of a chain's run.</summary>
static class ChainRunSql
{
    /// <summary>$1 chain, $2 run. No row when the chain is gone.</summary>
    public const string Begin = """
        UPDATE orchestrator.task_chains SET run_started_at = coalesce(run_started_at, clock_timestamp())
        WHERE id = $1 AND run_no = $2 AND run_ended_at IS NULL AND run_started_at IS NULL
        """;

    /// <summary>$1 chain.</summary>
    public const string ReadRun = """
        SELECT run_no, run_ended_at IS NOT NULL, max_parallel, on_failure = 'continue', ARRAY(SELECT jsonb_array_elements_text(bypass)),
            n.total, orchestrator.is_chain_suspended(c.id), n.ended
        FROM orchestrator.task_chains AS c CROSS JOIN LATERAL (
            SELECT count(*)::int AS total, (count(*) FILTER (WHERE t.is_done))::int AS ended FROM orchestrator.tasks AS t WHERE t.chain_id = c.id
        ) AS n WHERE c.id = $1
        """;

    /// <summary>$1 chain, $2 offset, $3 limit. In the order of the ids.</summary>
    public const string ReadNodes = """
        SELECT id, run_no, coalesce(node_key, id::text), status, priority, chain_position, skippable, node_kind,
            status = 'cancelled' AND EXISTS (SELECT FROM orchestrator.task_transitions AS m
                WHERE m.task_id = t.id AND m.most_recent AND m.from_status IN ('queued', 'running'))
        FROM orchestrator.tasks AS t WHERE chain_id = $1 ORDER BY id OFFSET $2 LIMIT $3
        """;

    /// <summary>
    /// $1 chain, $2 offset, $3 limit: edges to the nodes of that page, by index of both. The output only of parents that have ended and
    /// only for expressions.
    /// </summary>
    public const string ReadEdges = """
        WITH nodes AS MATERIALIZED (
            SELECT id, (row_number() OVER (ORDER BY id) - 1)::int AS n FROM orchestrator.tasks WHERE chain_id = $1
        )
        SELECT p.n, c.n, e.condition, e.output_mapping <> '{}', e.condition_expression,
            t.output, t.task_output::text, t.error_type, t.error_message
        FROM nodes AS c
        JOIN orchestrator.task_chain_edges AS e ON e.child_task_id = c.id
        JOIN nodes AS p ON p.id = e.parent_task_id
        LEFT JOIN orchestrator.tasks AS t ON t.id = p.id AND t.is_done AND e.condition = 'expression'
        WHERE c.n >= $2 AND c.n < $2 + $3
        ORDER BY c.n, e.id
        """;

    /// <summary>$1 task.</summary>
    public const string ReadEnd = """
        SELECT t.status, t.output, t.task_output::text, t.error_type, t.error_message,
            ARRAY(SELECT e.child_task_id FROM orchestrator.task_chain_edges AS e
                  WHERE e.parent_task_id = t.id AND e.condition = 'expression' ORDER BY e.id),
            ARRAY(SELECT e.condition_expression FROM orchestrator.task_chain_edges AS e
                  WHERE e.parent_task_id = t.id AND e.condition = 'expression' ORDER BY e.id)
        FROM orchestrator.tasks AS t WHERE t.id = $1
        """;

    /// <summary>$1 task, $2 run, $3 to, $4 actor, $5 metadata. A failure that is tolerated becomes skipped.</summary>
    public const string Settle = """
        SELECT orchestrator.transition_task(
            $1, CASE WHEN $3 = 'skipped' THEN '{pending,failed}' ELSE '{pending}' END::orchestrator.task_status[], $3, $4, $5::jsonb, $2)
        """;

    /// <summary>$1 tasks, $2 reason, null: none, $3 actor.</summary>
    public const string SetWait = """
        SELECT orchestrator.set_task_wait(u.id, 'pending', $2::text::orchestrator.wait_reason, NULL, $3)
        FROM unnest($1) AS u (id) ORDER BY u.id
        """;

    /// <summary>$1 chain. Held to the commit: whoever opens a task again takes it last, and sees whether the run has ended.</summary>
    public const string LockRow = "SELECT FROM orchestrator.task_chains WHERE id = $1 FOR NO KEY UPDATE";

    /// <summary>$1 chain, $2 run. True when the run has ended now or before; false when something is open.</summary>
    public const string Finish = """
        WITH ended AS (
            UPDATE orchestrator.task_chains AS c SET run_ended_at = clock_timestamp()
            WHERE c.id = $1 AND c.run_no = $2 AND c.run_ended_at IS NULL
                AND NOT EXISTS (SELECT FROM orchestrator.tasks AS t WHERE t.chain_id = c.id AND NOT t.is_done)
            RETURNING c.id
        )
        SELECT EXISTS (SELECT FROM ended)
            OR NOT EXISTS (SELECT FROM orchestrator.task_chains AS c WHERE c.id = $1 AND c.run_no = $2 AND c.run_ended_at IS NULL)
        """;
}
