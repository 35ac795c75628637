using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Expressions;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>What a chain's orchestrator reads and writes, in PostgreSQL.</summary>
sealed class ChainRunStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IChainRunStore
{
    const string RunActor = "system:run-chain";

    public async Task<ChainPlanPage> ReadPlanAsync(ChainRunInput run, int firstNode, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (firstNode == 0)
        {
            await using NpgsqlBatch begin = new NpgsqlBatch(connection).Add(ChainRunSql.Begin, run.ChainId, run.Run);
            await begin.ExecuteNonQueryAsync(cancellationToken);
        }

        // One snapshot for the three: nodes and edges are numbered alike.
        await using NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection, transaction)
            .Add(ChainRunSql.ReadNodes, run.ChainId, firstNode, IChainRunStore.PageSize)
            .Add(ChainRunSql.ReadEdges, run.ChainId, firstNode, IChainRunStore.PageSize)
            .Add(ChainRunSql.ReadRun, run.ChainId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        var nodes = new List<ChainPlanNode>();
        while (await reader.ReadAsync(cancellationToken))
        {
            nodes.Add(new ChainPlanNode(
                reader.GetGuid(0),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetFieldValue<TaskRecordStatus>(3),
                reader.GetFieldValue<ExecutionPriority>(4),
                reader.GetInt32(5),
                reader.GetBoolean(6),
                ChainWords.TryParse(reader.GetString(7), out NodeKind kind) ? kind : NodeKind.Work,
                reader.GetBoolean(8)));
        }

        await reader.NextResultAsync(cancellationToken);
        var edges = new List<ChainPlanEdge>();
        while (await reader.ReadAsync(cancellationToken))
        {
            bool holds = reader.Text(4) is { } expression && IsSatisfied(expression, reader, firstOutput: 5);
            edges.Add(new ChainPlanEdge(
                reader.GetInt32(0), reader.GetInt32(1), reader.GetFieldValue<EdgeCondition>(2), reader.GetBoolean(3), holds));
        }

        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? PageOf(run, reader, nodes, edges) : ChainPlanPage.Stopped("not_found");
    }

    public async Task SettleAsync(IReadOnlyList<NodeSettlement> settlements, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        NodeSettlement[] ordered = [.. settlements.OrderBy(s => s.TaskId.ToString("N"), StringComparer.Ordinal)];
        foreach (NodeSettlement settlement in ordered)
        {
            batch.Add(TaskLock.Take, settlement.TaskId);
        }

        foreach (NodeSettlement settlement in ordered)
        {
            string metadata = JsonSerializer.Serialize(new { reason = settlement.Reason });
            batch.Add(ChainRunSql.Settle, settlement.TaskId, settlement.Run, settlement.To, RunActor, metadata);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task SetWaitAsync(NodeWaits waits, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ChainReopening.LockAsync(connection, [.. waits.TaskIds], cancellationToken);
        string? reason = waits.Reason is { } given ? ChainWords.Of(given) : null;
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(ChainRunSql.SetWait, waits.TaskIds.ToArray(), reason, RunActor);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task<NodeEnd?> ReadEndAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ChainRunSql.ReadEnd);
        command.Parameters.Add(new() { Value = taskId });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        Guid[] children = reader.GetFieldValue<Guid[]>(5);
        string[] expressions = reader.GetFieldValue<string[]>(6);
        return new NodeEnd(
            reader.GetFieldValue<TaskRecordStatus>(0),
            [.. children.Where((_, i) => IsSatisfied(expressions[i], reader, firstOutput: 1))]);
    }

    public async Task<bool> FinishAsync(ChainRunInput run, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        bool ended;
        await using (NpgsqlBatch batch = new NpgsqlBatch(connection, transaction)
            .Add(ChainRunSql.LockRow, run.ChainId)
            .Add(ChainRunSql.Finish, run.ChainId, run.Run))
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            ended = reader.GetBoolean(0);
        }

        await transaction.CommitAsync(cancellationToken);
        return ended;
    }

    static ChainPlanPage PageOf(ChainRunInput run, NpgsqlDataReader reader, List<ChainPlanNode> nodes, List<ChainPlanEdge> edges) =>
        reader.GetInt32(0) != run.Run ? ChainPlanPage.Stopped("another_run")
        : reader.GetBoolean(1) ? ChainPlanPage.Stopped("ended")
        : new ChainPlanPage(
            StopReason: null,
            reader.GetInt32(5),
            reader.Nullable<int>(2),
            reader.GetBoolean(3) ? FailurePolicy.Continue : FailurePolicy.FailFast,
            reader.GetFieldValue<string[]>(4),
            nodes,
            edges,
            reader.GetBoolean(6),
            Ended: reader.GetInt32(7));

    /// <param name="firstOutput">Column of the output text; structured output, error type and message follow.</param>
    static bool IsSatisfied(string expression, NpgsqlDataReader reader, int firstOutput) =>
        ConditionExpression.TryParse(expression, out ConditionExpression? condition, out _)
        && condition.IsSatisfiedBy(TaskOutput.ToDocument(
            reader.Text(firstOutput), reader.Text(firstOutput + 1), reader.Text(firstOutput + 2), reader.Text(firstOutput + 3)));
}
