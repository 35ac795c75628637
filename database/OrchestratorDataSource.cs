using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database;

/// <summary>The process's one connection pool, with the schema's enums mapped.</summary>
public static class OrchestratorDataSource
{
    // Later keys win: whatever the connection string says itself is kept.
    // A transaction that idles holds back every reader of events, so the server ends it after 10 s. Multi-statement work is
    // short; 30 s is a query gone wrong. Prepared statements save a third of the time of a small query.
    const string Defaults =
        "Maximum Pool Size=32;Timeout=10;Command Timeout=30;Keepalive=30;Max Auto Prepare=64;Auto Prepare Min Usages=3;" +
        "Options=-c idle_in_transaction_session_timeout=10s -c statement_timeout=30s -c lock_timeout=10s";

    /// <param name="applicationName">Shown in <c>pg_stat_activity</c>: gateway, functions, cli.</param>
    public static NpgsqlDataSource Create(string connectionString, string applicationName)
    {
        var builder = new NpgsqlDataSourceBuilder($"{Defaults};Application Name={applicationName};{connectionString}");
        builder.MapEnum<TaskRecordStatus>(PgEnums.TaskStatus);
        builder.MapEnum<ExecutionPriority>(PgEnums.ExecutionPriority);
        builder.MapEnum<WaitReason>(PgEnums.WaitReason);
        builder.MapEnum<LlmOutcome>(PgEnums.LlmOutcome);
        builder.MapEnum<EdgeCondition>(PgEnums.EdgeCondition);
        return builder.Build();
    }
}

/// <summary>Qualified names of the enums that C# knows.</summary>
static class PgEnums
{
    public const string TaskStatus = "orchestrator.task_status";
    public const string ExecutionPriority = "orchestrator.execution_priority";
    public const string WaitReason = "orchestrator.wait_reason";
    public const string EdgeCondition = "orchestrator.edge_condition";
    public const string LlmOutcome = "orchestrator.llm_outcome";
}
