using System.Text.Json;
using Orchestrator.Core.Tasks.Decisions;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>The statements of approvals.</summary>
static class ApprovalSql
{
    /// <summary>$1 instance of the task's run: its first decision, JSON.</summary>
    public const string FindDecision = """
        SELECT payload::text FROM orchestrator.orchestration_signals
        WHERE instance_id = $1 AND name = 'decision' ORDER BY created_at, id LIMIT 1
        """;

    /// <summary>$1 task.</summary>
    public const string ReadOptions = "SELECT node_options::text FROM orchestrator.tasks WHERE id = $1";

    /// <summary>$1 task.</summary>
    public const string IsRequested = "SELECT wait_reason IS NOT DISTINCT FROM 'approval' FROM orchestrator.tasks WHERE id = $1";

    /// <summary>$1 task, $2 timeout, $3 actor.</summary>
    public const string SetWait = """
        SELECT orchestrator.set_task_wait($1, 'running', 'approval', clock_timestamp() + $2::interval, $3)
        """;

    /// <summary>$1 task, $2 message. Whoever decides finds it with the task.</summary>
    public const string KeepMessage = """
        UPDATE orchestrator.tasks SET metadata = metadata || jsonb_build_object('approval_message', $2::text) WHERE id = $1
        """;

    /// <summary>$1 task, $2 error message, $3 structured output.</summary>
    public const string Reject = """
        UPDATE orchestrator.tasks SET status = 'failed', error_type = 'rejected', error_message = $2, task_output = $3::jsonb WHERE id = $1
        """;

    /// <summary>Payload of <c>task.approval_decided</c>.</summary>
    public static string EventOf(ApprovalDecision decision) =>
        JsonSerializer.Serialize(new { decision = decision.Word, by = decision.By, comment = decision.Comment });
}
