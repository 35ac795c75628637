using System.Diagnostics;
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

    // Entra's tokens for PostgreSQL live from five minutes to a day, mostly an hour; a connection that is open needs no new one.
    static readonly TimeSpan PasswordRenewal = TimeSpan.FromMinutes(4);
    static readonly TimeSpan PasswordRetry = TimeSpan.FromSeconds(5);

    /// <param name="applicationName">Shown in <c>pg_stat_activity</c>: gateway, functions, cli.</param>
    /// <param name="password">Null: the connection string has what is needed.</param>
    /// <exception cref="InvalidOperationException">There is a password in the connection string beside <paramref name="password"/>.</exception>
    public static NpgsqlDataSource Create(string connectionString, string applicationName, DatabasePassword? password = null)
    {
        var builder = new NpgsqlDataSourceBuilder($"{Defaults};Application Name={applicationName};{connectionString}");
        if (password is not null)
        {
            if (builder.ConnectionStringBuilder.Password is { Length: > 0 })
            {
                throw new InvalidOperationException("The PostgreSQL connection string has a password, and tokens are to be used instead: take it out");
            }

            builder.UsePeriodicPasswordProvider((_, cancellationToken) => password(cancellationToken), PasswordRenewal, PasswordRetry);
        }

        // A statement outside of traced work is a poll; each would be a trace of its own.
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
        builder.MapEnum<TaskRecordStatus>(PgEnums.TaskStatus);
        builder.MapEnum<ExecutionPriority>(PgEnums.ExecutionPriority);
        builder.MapEnum<WaitReason>(PgEnums.WaitReason);
        builder.MapEnum<LlmOutcome>(PgEnums.LlmOutcome);
        builder.MapEnum<EdgeCondition>(PgEnums.EdgeCondition);
        return builder.Build();
    }
}

/// <summary>The password of now, where it is a token that runs out.</summary>
public delegate ValueTask<string> DatabasePassword(CancellationToken cancellationToken);

/// <summary>Qualified names of the enums that C# knows.</summary>
static class PgEnums
{
    public const string TaskStatus = "orchestrator.task_status";
    public const string ExecutionPriority = "orchestrator.execution_priority";
    public const string WaitReason = "orchestrator.wait_reason";
    public const string EdgeCondition = "orchestrator.edge_condition";
    public const string LlmOutcome = "orchestrator.llm_outcome";
}
