namespace Orchestrator.Database.Repositories.Execution;

/// <summary>The statements of map nodes.</summary>
static class MapSql
{
    /// <summary>$1 map task.</summary>
    public const string ReadSource = """
        SELECT coalesce(m.node_key, m.name), m.node_options::text, p.id IS NOT NULL, p.output, p.task_output::text, p.error_type, p.error_message
        FROM orchestrator.tasks AS m
        LEFT JOIN orchestrator.tasks AS p ON p.chain_id = m.chain_id AND p.node_key = m.node_options ->> 'source'
        WHERE m.id = $1
        """;

    /// <summary>$1 map task, $2 attempt, $3 first index, $4 items.</summary>
    public const string OpenItems = "SELECT orchestrator.open_map_items($1, $2, $3, $4)";

    /// <summary>$1 map task.</summary>
    public const string ReadExpanded = "SELECT coalesce((node_options ->> 'items')::int, -1) FROM orchestrator.tasks WHERE id = $1";

    /// <summary>$1 map task, $2 count.</summary>
    public const string KeepCount = """
        UPDATE orchestrator.tasks SET node_options = node_options || jsonb_build_object('items', $2::int) WHERE id = $1
        """;

    /// <summary>$1 chain, $2 map task, $3 actor, $4 count. Last in its transaction.</summary>
    public const string RecordExpanded = """
        SELECT orchestrator.record_node_event($1, $2, 'chain.node_expanded', $3, jsonb_build_object('items', $4::int))
        """;

    /// <summary>$1 map task, $2 first index, $3 count.</summary>
    public const string ReadItems = """
        SELECT id, run_no, status FROM orchestrator.tasks
        WHERE map_task_id = $1 AND map_index >= $2 AND map_index < $2 + $3 ORDER BY map_index
        """;

    /// <summary>$1 map task, $2 limit, $3 actor, $4 reason.</summary>
    public const string CancelItems = "SELECT orchestrator.cancel_map_items($1, $2, $3, $4)";

    /// <summary>$1 map task, $2 count: how many failed, how many never began, how many have warnings, and the first failures.</summary>
    public const string Count = """
        SELECT (count(*) FILTER (WHERE f.has_failed))::int, (count(*) FILTER (WHERE f.was_left))::int, (count(*) FILTER (WHERE f.warns))::int,
            (array_agg(f.story ORDER BY f.map_index) FILTER (WHERE f.has_failed))[1:3]
        FROM (
            SELECT i.map_index,
                i.status = 'failed' OR i.status = 'cancelled' AND i.started_at IS NOT NULL AS has_failed,
                i.status = 'cancelled' AND i.started_at IS NULL AS was_left,
                i.status = 'completed_with_warnings' OR i.status = 'skipped' AND i.warnings_count > 0 AS warns,
                left(concat_ws(' ', '[' || i.map_index || ']', coalesce(i.error_type || ': ' || i.error_message, i.status::text)), 300) AS story
            FROM orchestrator.tasks AS i WHERE i.map_task_id = $1 AND i.map_index < $2) AS f
        """;

    /// <summary>$1 map task, $2 status, $3 warnings, $4 count. What an item does not have is null in the list.</summary>
    public const string Complete = """
        UPDATE orchestrator.tasks SET status = $2, warnings_count = $3, task_output = (
            SELECT coalesce(jsonb_agg(
                CASE WHEN i.status IN ('completed', 'completed_with_warnings', 'resolved_manually') THEN coalesce(to_jsonb(i.output), i.task_output) END
                ORDER BY i.map_index), '[]')
            FROM orchestrator.tasks AS i WHERE i.map_task_id = $1 AND i.map_index < $4)
        WHERE id = $1
        """;
}
