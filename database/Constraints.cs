namespace Orchestrator.Database;

/// <summary>Names of constraints that a repository answers to; each name is the error.</summary>
public static class Constraints
{
    public const string IdempotencyKeyAlreadyUsed = "task_idempotency_key_already_used";
    public const string TaskIdentityAlreadyExists = "task_identity_already_exists";
    public const string NamespaceNameAlreadyUsed = "namespace_name_already_used";
    public const string ExecutionAttemptAlreadyRecorded = "execution_attempt_already_recorded";
    public const string LlmCallAlreadyIntended = "llm_call_already_intended";
    public const string ChainMustNotHaveACycle = "chain_must_not_have_a_cycle";
    public const string ChainEdgeMustJoinTasksOfOneChain = "chain_edge_must_join_tasks_of_one_chain";
    public const string ChainEdgeMustNotPointToItsOwnStart = "chain_edge_must_not_point_to_its_own_start";
}
