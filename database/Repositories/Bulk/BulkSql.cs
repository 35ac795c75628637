namespace Orchestrator.Database.Repositories.Bulk;

static class BulkSql
{
    const string Columns = """
        o.id, n.name, o.action, o.status, o.total, o.done, o.passed_over, o.error_message, o.reason, o.created_at, o.completed_at, o.triggered_by
        """;

    /// <summary>$1 id, $2 namespace, $3 action, $4 filter, $5 reason, $6 key, $7 hash, $8 triggered_by. No row: the key is used.</summary>
    public const string Insert = """
        INSERT INTO orchestrator.bulk_operations (
            id, namespace_id, action, filter, reason, idempotency_key, request_hash, triggered_by)
        VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)
        ON CONFLICT ON CONSTRAINT bulk_idempotency_key_already_used DO NOTHING
        RETURNING id
        """;

    /// <summary>$1 id, $2 namespace.</summary>
    public const string Find = $"""
        SELECT {Columns} FROM orchestrator.bulk_operations AS o JOIN orchestrator.namespaces AS n ON n.id = o.namespace_id
        WHERE o.id = $1 AND n.name = $2
        """;

    /// <summary>$1 namespace's id, $2 key.</summary>
    public const string FindByKey = $"""
        SELECT {Columns}, o.request_hash, o.filter FROM orchestrator.bulk_operations AS o
        JOIN orchestrator.namespaces AS n ON n.id = o.namespace_id
        WHERE o.namespace_id = $1 AND o.idempotency_key = $2
        """;

    /// <summary>$1 id, $2 namespace.</summary>
    public const string Cancel = """
        UPDATE orchestrator.bulk_operations AS o SET status = 'cancelled', completed_at = clock_timestamp()
        FROM orchestrator.namespaces AS n
        WHERE o.id = $1 AND n.id = o.namespace_id AND n.name = $2 AND o.status IN ('pending', 'running')
        """;

    /// <summary>$1 id, $2 message.</summary>
    public const string Fail = """
        UPDATE orchestrator.bulk_operations SET status = 'failed', error_message = $2, completed_at = clock_timestamp()
        WHERE id = $1 AND status IN ('pending', 'running')
        """;

    /// <summary>$1 limit, $2 older than. A claim is a time: it ends by itself, and starting twice is harmless.</summary>
    public const string ClaimUnmoved = """
        WITH due AS MATERIALIZED (
            SELECT id FROM orchestrator.bulk_operations
            WHERE status IN ('pending', 'running') AND moved_at < clock_timestamp() - $2
            ORDER BY moved_at LIMIT $1 FOR UPDATE SKIP LOCKED
        )
        UPDATE orchestrator.bulk_operations AS o SET moved_at = clock_timestamp() FROM due WHERE o.id = due.id
        RETURNING o.id
        """;

    /// <summary>$1 id.</summary>
    public const string ReadPage = """
        SELECT o.status, o.action, o.filter, o.triggered_by, o.reason, o.created_at, o.page_no, o.page, o.place_created_at, o.place_task_id
        FROM orchestrator.bulk_operations AS o WHERE o.id = $1
        """;

    /// <summary>$1 id, $2 number of tasks. Only once, by whoever is first.</summary>
    public const string Begin = """
        UPDATE orchestrator.bulk_operations SET status = 'running', started_at = clock_timestamp(), moved_at = clock_timestamp(), total = $2
        WHERE id = $1 AND status = 'pending'
        """;

    /// <summary>$1 id, $2 the page before, $3 the page's tasks, $4 and $5 its last task. No row: another copy was first.</summary>
    public const string BeginPage = """
        UPDATE orchestrator.bulk_operations
        SET page_no = page_no + 1, page = $3::jsonb, place_created_at = $4, place_task_id = $5, moved_at = clock_timestamp()
        WHERE id = $1 AND status = 'running' AND page_no = $2 AND page IS NULL
        """;

    /// <summary>$1 id, $2 page, $3 done, $4 passed over. What came into the filter's reach since the count makes the total larger.</summary>
    public const string EndPage = """
        UPDATE orchestrator.bulk_operations
        SET done = done + $3, passed_over = passed_over + $4, total = greatest(total, done + $3 + passed_over + $4), page = NULL,
            moved_at = clock_timestamp()
        WHERE id = $1 AND page_no = $2 AND page IS NOT NULL
        """;

    /// <summary>$1 id, $2 the last page. What was counted and never found again had left the statuses that the action applies to.</summary>
    public const string Complete = """
        UPDATE orchestrator.bulk_operations
        SET status = CASE WHEN total > done THEN 'completed_with_warnings' ELSE 'completed' END::orchestrator.task_status,
            passed_over = total - done, completed_at = clock_timestamp(), moved_at = clock_timestamp()
        WHERE id = $1 AND status = 'running' AND page_no = $2 AND page IS NULL
        """;
}
