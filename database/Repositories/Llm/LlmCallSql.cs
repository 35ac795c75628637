namespace Orchestrator.Database.Repositories.Llm;

/// <summary>The ledger's statements.</summary>
static class LlmCallSql
{
    /// <summary>$1 task, $2 attempt, $3 request hash, $4 actor. Gives one row for each call given up, else one of null.</summary>
    public const string GiveUpLapsed = """
        WITH lapsed AS (
            UPDATE orchestrator.llm_calls SET outcome = 'unknown'
            WHERE task_id = $1 AND attempt = $2 AND request_hash = $3 AND outcome = 'intended' AND lease_until < clock_timestamp()
            RETURNING call_no
        )
        SELECT orchestrator.record_task_event(
            $1, 'llm.call_unknown', $4, jsonb_build_object('attempt', $2::int, 'call_no', lapsed.call_no)) FROM lapsed
        """;

    /// <summary>$1 task, $2 attempt, $3 request hash.</summary>
    public const string FindCall = """
        SELECT call_no, outcome, http_status, response::text, input_tokens, cached_tokens, output_tokens, retry_after_s, finish_reason, error
        FROM orchestrator.llm_calls
        WHERE task_id = $1 AND attempt = $2 AND request_hash = $3 AND outcome <> 'unknown'
        ORDER BY outcome = 'succeeded' DESC, call_no DESC LIMIT 1
        """;

    /// <summary>$1 task, $2 attempt, $3 request hash, $4 provider, $5 model, $6 worker, $7 lease.</summary>
    public const string Insert = """
        INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, worker_id, lease_until)
        SELECT $1, $2, coalesce(max(call_no), 0) + 1, $3, $4, $5, $6, clock_timestamp() + $7::interval
        FROM orchestrator.llm_calls WHERE task_id = $1 AND attempt = $2
        RETURNING call_no
        """;

    /// <summary>$1 task, $2 attempt, $3 call, $4 lease.</summary>
    public const string Renew = """
        UPDATE orchestrator.llm_calls SET lease_until = clock_timestamp() + $4::interval
        WHERE task_id = $1 AND attempt = $2 AND call_no = $3 AND outcome = 'intended'
        """;

    /// <summary>
    /// $1 task, $2 attempt, $3 call, $4 outcome, $5 HTTP status, $6 response, $7 input, $8 cached and $9 output tokens,
    /// $10 latency in ms, $11 retry after in s, $12 finish reason, $13 error.
    /// </summary>
    public const string Answer = """
        UPDATE orchestrator.llm_calls SET
            outcome = $4, http_status = $5::int, response = $6::jsonb, input_tokens = $7::int, cached_tokens = $8::int,
            output_tokens = $9::int, latency_ms = $10, retry_after_s = $11::int, finish_reason = $12::text, error = $13::text
        WHERE task_id = $1 AND attempt = $2 AND call_no = $3 AND outcome IN ('intended', 'unknown')
        """;
}
