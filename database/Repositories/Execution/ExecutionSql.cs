namespace Orchestrator.Database.Repositories.Execution;

/// <summary>
/// The statements of a run. Each transaction locks the task first and reads the rest in later statements, so it sees what the
/// lock's last holder committed.
/// </summary>
static class ExecutionSql
{
    /// <summary>$1 task.</summary>
    public const string ReadTask = """
        SELECT status, run_no, task_name, prompt, task_parameters::text, retry_count, max_retries, retryable,
            CASE WHEN execute_after > clock_timestamp() THEN execute_after END, chain_id IS NOT NULL OR map_task_id IS NOT NULL, node_kind,
            chain_id,
            (SELECT n.name FROM orchestrator.namespaces AS n WHERE n.id = namespace_id), correlation_id
        FROM orchestrator.tasks WHERE id = $1 FOR NO KEY UPDATE
        """;

    /// <summary>$1 task, $2 attempt; null: the last one.</summary>
    public const string ReadAttempt = """
        SELECT attempt_number, status, started_at, orchestration_instance_id, execution_metadata -> 'outcome',
            coalesce((execution_metadata ->> 'has_result')::boolean, false)
        FROM orchestrator.task_executions WHERE task_id = $1 AND attempt_number = coalesce($2::int, attempt_number)
        ORDER BY attempt_number DESC LIMIT 1
        """;

    /// <summary>$1 actor, $2 metadata. For the audit rows and events of the transaction's statements.</summary>
    public const string SetActor = """
        SELECT set_config('orchestrator.actor', $1, true), set_config('orchestrator.transition_metadata', $2, true)
        """;

    /// <summary>$1 task, $2 status, $3 instance.</summary>
    public const string Move = """
        UPDATE orchestrator.tasks SET status = $2, orchestration_instance_id = coalesce($3::text, orchestration_instance_id) WHERE id = $1
        """;

    /// <summary>$1 task, $2 status, $3 reason, $4 until, $5 actor.</summary>
    public const string SetWait = "SELECT orchestrator.set_task_wait($1, $2, $3, $4, $5)";

    /// <summary>$1 task, $2 attempt, $3 worker, $4 instance. A repeat takes the open row over.</summary>
    public const string OpenAttempt = """
        INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, worker_id, orchestration_instance_id)
        VALUES ($1, $2, 'running', $3, $4)
        ON CONFLICT (task_id, attempt_number) DO UPDATE SET worker_id = excluded.worker_id
        RETURNING started_at
        """;

    /// <summary>$1 task, $2 attempt, $3 status, $4 error type, $5 error message, $6 outcome.</summary>
    public const string CloseAttempt = """
        UPDATE orchestrator.task_executions SET
            status = $3, error_type = $4::text, error_message = $5::text,
            execution_metadata = execution_metadata || jsonb_build_object('outcome', $6::jsonb)
        WHERE task_id = $1 AND attempt_number = $2
        """;

    /// <summary>$1 task, $2 attempt, $3 model, $4 prompt tokens, $5 completion tokens, $6 output.</summary>
    public const string StoreResult = """
        UPDATE orchestrator.task_executions SET
            model_name = $3::text, output = $6::text,
            prompt_tokens = CASE WHEN $5::int IS NOT NULL THEN $4::int END,
            completion_tokens = CASE WHEN $4::int IS NOT NULL THEN $5::int END,
            total_tokens = $4::int + $5::int,
            execution_metadata = execution_metadata || '{"has_result": true}'
        WHERE task_id = $1 AND attempt_number = $2
        """;

    /// <summary>$1 task, $2 status, $3 output, $4 structured output, $5 warnings.</summary>
    public const string Complete = """
        UPDATE orchestrator.tasks SET status = $2, output = $3::text, task_output = $4::jsonb, warnings_count = $5 WHERE id = $1
        """;

    /// <summary>$1 task, $2 delay. The wait is named by the statement that moves the task: so it is in the event.</summary>
    public const string ScheduleRetry = """
        UPDATE orchestrator.tasks SET
            status = 'queued', retry_count = retry_count + 1, backoff_seconds = ceil(extract(epoch FROM $2::interval)),
            wait_reason = 'backoff', wait_until = clock_timestamp() + $2::interval
        WHERE id = $1
        """;

    /// <summary>$1 task, $2 error type, $3 error message.</summary>
    public const string Fail = """
        UPDATE orchestrator.tasks SET status = 'failed', error_type = $2::text, error_message = $3::text WHERE id = $1
        """;

    /// <summary>$1 task, $2 event name, $3 actor, $4 payload.</summary>
    public const string RecordEvent = "SELECT orchestrator.record_task_event($1, $2, $3, $4::jsonb)";

    /// <summary>$1 chain, $2 task, $3 actor. Last in its transaction.</summary>
    public const string RecordNodeReady = "SELECT orchestrator.record_node_event($1, $2, 'chain.node_ready', $3)";

    /// <summary>$1 task, $2 instance, $3 status, $4 error type, $5 error message, $6 outcome.</summary>
    public const string CloseOpenAttempts = """
        UPDATE orchestrator.task_executions SET
            status = $3, error_type = $4::text, error_message = $5::text,
            execution_metadata = execution_metadata || jsonb_build_object('outcome', $6::jsonb)
        WHERE task_id = $1 AND orchestration_instance_id = $2 AND status = 'running'
        """;

    /// <summary>$1 tasks, $2 their runs.</summary>
    public const string FindStopped = """
        SELECT r.task_id, r.run_no FROM unnest($1, $2) AS r (task_id, run_no)
        LEFT JOIN orchestrator.tasks AS t ON t.id = r.task_id
        WHERE t.status IS DISTINCT FROM 'running' OR t.run_no <> r.run_no
        """;
}
