using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Events;
using Orchestrator.Core.Namespaces;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>Inserts a chain with all that it has; three statements, however many tasks.</summary>
sealed class ChainInsert(NpgsqlDataSource dataSource, INamespaceStore namespaces, IEventNotifier notifier)
{
    const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    const NpgsqlDbType Jsons = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;

    static readonly string[] RefusalsOfEdges =
        [Constraints.ChainMustNotHaveACycle, Constraints.ChainEdgeMustJoinTasksOfOneChain, Constraints.ChainEdgeMustNotPointToItsOwnStart];

    /// <inheritdoc cref="IChainStore.CreateAsync"/>
    public async Task<CreatedChain> ExecuteAsync(NewChain chain, string triggeredBy, CancellationToken cancellationToken)
    {
        Guid namespaceId = await namespaces.EnsureAsync(chain.Namespace, cancellationToken);
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (await InsertChainAsync(connection, chain, namespaceId, triggeredBy, cancellationToken))
            {
                await InsertGraphAsync(connection, chain, namespaceId, triggeredBy, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                notifier.NotifyCommitted();
                return new CreatedChain(chain.Id, AlreadyExisted: false);
            }

            await using NpgsqlBatch find = new NpgsqlBatch(connection).Add(
                ChainSql.FindExisting, namespaceId, chain.IdentityHash, chain.IdempotencyKey, chain.RequestHash, chain.Id);
            await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return new CreatedChain(reader.GetGuid(0), AlreadyExisted: true, IsOfOtherRequest: reader.GetBoolean(1));
            }

            // It was purged between the two statements: begin again.
        }
    }

    static async Task<bool> InsertChainAsync(
        NpgsqlConnection connection, NewChain chain, Guid namespaceId, string triggeredBy, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(
            ChainSql.InsertChain,
            chain.Id,
            namespaceId,
            chain.Name,
            chain.Description,
            chain.TemplateId,
            chain.Context.ToJsonString(),
            chain.MaxParallel,
            chain.ContinueOnFailure ? "continue" : "fail_fast",
            chain.Bypass.ToArray(),
            chain.IdentityHash,
            chain.CorrelationId,
            triggeredBy,
            chain.ParentTaskId,
            chain.Initiator,
            chain.SourceSystem,
            chain.IdempotencyKey,
            chain.RequestHash);
        return await batch.ExecuteScalarAsync(cancellationToken) is not null;
    }

    static async Task InsertGraphAsync(
        NpgsqlConnection connection, NewChain chain, Guid namespaceId, string triggeredBy, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection)
            .Add(ChainSql.InsertTasks, chain.Id, namespaceId, chain.TemplateId, chain.CorrelationId, triggeredBy)
            .Add(ChainSql.InsertEdges, chain.Id);
        AddTasks(batch.BatchCommands[0].Parameters, chain);
        AddEdges(batch.BatchCommands[1].Parameters, chain.Edges);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (RefusalsOfEdges.Contains(e.ConstraintName))
        {
            throw new ChainEdgesRefusedException(e.MessageText, e);
        }
    }

    static void AddTasks(NpgsqlParameterCollection parameters, NewChain chain)
    {
        IReadOnlyList<NewChainTask> tasks = chain.Tasks;
        parameters.Add(new() { Value = tasks.Select(t => t.Id).ToArray() });
        AddTexts(t => t.NodeKey);
        AddTexts(t => t.Name);
        AddTexts(t => t.Handler);
        AddTexts(t => t.Prompt);
        parameters.Add(new() { Value = tasks.Select(t => t.Parameters.ToJsonString()).ToArray(), NpgsqlDbType = Jsons });
        parameters.Add(new() { Value = tasks.Select(t => t.Priority).ToArray(), DataTypeName = $"{PgEnums.ExecutionPriority}[]" });
        parameters.Add(new() { Value = tasks.Select(t => t.MaxRetries).ToArray() });
        parameters.Add(new() { Value = tasks.Select(t => t.Retryable).ToArray() });
        parameters.Add(new() { Value = tasks.Select(t => t.Skippable).ToArray() });
        AddTexts(t => ChainWords.Of(t.Kind));
        parameters.Add(new() { Value = tasks.Select(t => t.Options.ToJsonString()).ToArray(), NpgsqlDbType = Jsons });
        parameters.Add(new() { Value = chain.Initiator ?? (object)DBNull.Value });
        parameters.Add(new() { Value = chain.SourceSystem ?? (object)DBNull.Value });

        void AddTexts(Func<NewChainTask, string?> column) =>
            parameters.Add(new() { Value = tasks.Select(column).ToArray(), NpgsqlDbType = Texts });
    }

    static void AddEdges(NpgsqlParameterCollection parameters, IReadOnlyList<NewChainEdge> edges)
    {
        parameters.Add(new() { Value = edges.Select(e => e.ParentTaskId).ToArray() });
        parameters.Add(new() { Value = edges.Select(e => e.ChildTaskId).ToArray() });
        parameters.Add(new() { Value = edges.Select(e => e.OutputMapping.ToJsonString()).ToArray(), NpgsqlDbType = Jsons });
        parameters.Add(new() { Value = edges.Select(e => e.Condition).ToArray(), DataTypeName = $"{PgEnums.EdgeCondition}[]" });
        parameters.Add(new() { Value = edges.Select(e => e.Expression).ToArray(), NpgsqlDbType = Texts });
    }
}
