using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>Inserts tasks, all or none, in one round trip; the unique key, or that of the content, decides who of several callers was first.</summary>
sealed class TaskInsert(NpgsqlDataSource dataSource, INamespaceStore namespaces, TimeProvider timeProvider)
{
    // Ordered by key, so that two batches that share keys wait for each other in one order and never in a ring.
    const string Insert = """
        INSERT INTO orchestrator.tasks (
            id, name, task_name, namespace_id, prompt, task_parameters, priority, execute_after, max_retries,
            tags, metadata, idempotency_key, request_hash, identity_hash, initiator, source_system, correlation_id, triggered_by)
        SELECT t.id, t.name, t.task_name, $1, t.prompt, t.task_parameters, t.priority, t.execute_after, t.max_retries,
            t.tags, t.metadata, t.idempotency_key, t.request_hash, t.identity_hash, t.initiator, t.source_system, t.correlation_id, $2
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) WITH ORDINALITY AS t (
            id, name, task_name, prompt, task_parameters, priority, execute_after, max_retries,
            tags, metadata, idempotency_key, request_hash, identity_hash, initiator, source_system, correlation_id, position)
        ORDER BY t.idempotency_key, t.identity_hash, t.position
        ON CONFLICT DO NOTHING
        """;

    // A statement of its own: it sees what the insert above has waited for.
    const string SelectOwners = """
        SELECT idempotency_key, id, request_hash FROM orchestrator.tasks WHERE namespace_id = $1 AND idempotency_key = ANY ($2)
        UNION ALL
        SELECT identity_hash, id, NULL FROM orchestrator.tasks WHERE namespace_id = $1 AND identity_hash = ANY ($3)
        """;

    public async Task<InsertOutcome> ExecuteAsync(
        string @namespace, IReadOnlyList<NewTask> tasks, string triggeredBy, CancellationToken cancellationToken)
    {
        Guid namespaceId = await namespaces.EnsureAsync(@namespace, cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        string?[] identities = [.. tasks.Select(t => t.IdentityHash(@namespace, now))];
        while (true)
        {
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            Dictionary<string, Owner> owners = await InsertAsync(
                connection, namespaceId, tasks, identities, triggeredBy, cancellationToken);
            if (Judge(tasks, identities, owners) is { } outcome)
            {
                if (outcome is InsertOutcome.Stored)
                {
                    await transaction.CommitAsync(cancellationToken);
                }

                return outcome;
            }

            // A key's owner was purged between the two statements: nothing is stored, so begin again.
        }
    }

    static InsertOutcome? Judge(IReadOnlyList<NewTask> tasks, string?[] identities, Dictionary<string, Owner> owners)
    {
        var stored = new StoredTask[tasks.Count];
        for (int i = 0; i < tasks.Count; i++)
        {
            NewTask task = tasks[i];
            if ((task.Identity.Key ?? identities[i]) is not { } name)
            {
                stored[i] = new StoredTask(task.Id, AlreadyExisted: false);
                continue;
            }

            if (!owners.TryGetValue(name, out Owner? owner))
            {
                return null;
            }

            if (identities[i] is null && owner.RequestHash != task.RequestHash)
            {
                return new InsertOutcome.Conflict(i, owner.TaskId);
            }

            stored[i] = new StoredTask(owner.TaskId, owner.TaskId != task.Id);
        }

        return new InsertOutcome.Stored(stored);
    }

    static async Task<Dictionary<string, Owner>> InsertAsync(
        NpgsqlConnection connection,
        Guid namespaceId,
        IReadOnlyList<NewTask> tasks,
        string?[] identities,
        string triggeredBy,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { InsertCommand(namespaceId, tasks, identities, triggeredBy) } };
        string[] keys = [.. tasks.Select(t => t.Identity.Key).OfType<string>()];
        string[] hashes = [.. identities.OfType<string>()];
        if (keys.Length + hashes.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SelectOwners)
            {
                Parameters = { new() { Value = namespaceId }, new() { Value = keys }, new() { Value = hashes } },
            });
        }

        var owners = new Dictionary<string, Owner>();
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            owners[reader.GetString(0)] = new Owner(
                reader.GetGuid(1), await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2));
        }

        return owners;
    }

    static NpgsqlBatchCommand InsertCommand(Guid namespaceId, IReadOnlyList<NewTask> tasks, string?[] identities, string triggeredBy)
    {
        const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        const NpgsqlDbType Jsons = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
        var command = new NpgsqlBatchCommand(Insert);
        command.Parameters.Add(new() { Value = namespaceId });
        command.Parameters.Add(new() { Value = triggeredBy });
        command.Parameters.Add(new() { Value = tasks.Select(t => t.Id).ToArray() });
        Add(Texts, t => t.Name);
        Add(Texts, t => t.Handler);
        Add(Texts, t => t.Prompt);
        Add(Jsons, t => t.Parameters.ToJsonString());
        command.Parameters.Add(new() { Value = tasks.Select(t => t.Priority).ToArray(), DataTypeName = $"{PgEnums.ExecutionPriority}[]" });
        command.Parameters.Add(new()
        {
            Value = tasks.Select(t => t.ExecuteAfter?.ToUniversalTime()).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.Add(new() { Value = tasks.Select(t => t.MaxRetries).ToArray() });
        Add(Jsons, t => JsonSerializer.Serialize(t.Tags));
        Add(Jsons, t => t.Metadata.ToJsonString());
        Add(Texts, t => t.Identity.Key);
        Add(Texts, t => t.RequestHash);
        command.Parameters.Add(new() { Value = identities, NpgsqlDbType = Texts });
        Add(Texts, t => RequestIdentity.Given(t.Identity.Initiator));
        Add(Texts, t => RequestIdentity.Given(t.Identity.SourceSystem));
        Add(Texts, t => t.Identity.CorrelationId);
        return command;

        void Add(NpgsqlDbType type, Func<NewTask, string?> column) =>
            command.Parameters.Add(new() { Value = tasks.Select(column).ToArray(), NpgsqlDbType = type });
    }

    sealed record Owner(Guid TaskId, string? RequestHash);
}
