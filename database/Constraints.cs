namespace Orchestrator.Database;

/// <summary>Names of constraints that a repository answers to; each name is the error.</summary>
public static class Constraints
{
    public const string IdempotencyKeyAlreadyUsed = "task_idempotency_key_already_used";
    public const string TaskIdentityAlreadyExists = "task_identity_already_exists";
    public const string NamespaceNameAlreadyUsed = "namespace_name_already_used";
    public const string ExecutionAttemptAlreadyRecorded = "execution_attempt_already_recorded";
    public const string LlmCallAlreadyIntended = "llm_call_already_intended";
}
