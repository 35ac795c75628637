using System.Text.Json.Nodes;
using Npgsql;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Validation;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Bulk;

/// <summary>Bulk operations as the API sees them.</summary>
sealed class BulkOperationRepository(NpgsqlDataSource dataSource, INamespaceStore namespaces) : IBulkOperations
{
    const int RequestHashColumn = 12;
    const int FilterColumn = 13;

    public async Task<BulkInsertOutcome> InsertAsync(NewBulkOperation operation, CancellationToken cancellationToken)
    {
        Guid namespaceId = await namespaces.EnsureAsync(operation.Filter.Namespace, cancellationToken);
        await using NpgsqlBatch insert = dataSource.CreateBatch().Add(
            BulkSql.Insert,
            operation.Id,
            namespaceId,
            BulkRecords.ActionOf(operation.Action),
            BulkRecords.Write(operation.Filter),
            operation.Reason,
            operation.IdempotencyKey,
            operation.RequestHash,
            operation.TriggeredBy);
        if (await insert.ExecuteScalarAsync(cancellationToken) is Guid)
        {
            return new BulkInsertOutcome.Stored((await FindAsync(operation.Filter.Namespace, operation.Id, cancellationToken))!);
        }

        await using NpgsqlBatch find = dataSource.CreateBatch().Add(BulkSql.FindByKey, namespaceId, operation.IdempotencyKey);
        await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        BulkOperation existing = BulkRecords.Read(reader);
        string? difference = reader.GetString(RequestHashColumn) == operation.RequestHash
            ? null
            : FindDifference(operation, existing, reader.GetString(FilterColumn));
        return new BulkInsertOutcome.Existing(existing, difference);
    }

    public async Task<BulkOperation?> FindAsync(string @namespace, Guid operationId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(BulkSql.Find, operationId, @namespace);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? BulkRecords.Read(reader) : null;
    }

    public async Task<bool> TryCancelAsync(string @namespace, Guid operationId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(BulkSql.Cancel, operationId, @namespace);
        return await batch.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task FailAsync(Guid operationId, string message, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(BulkSql.Fail, operationId, message);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> ClaimUnmovedAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(BulkSql.ClaimUnmoved, limit, olderThan);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(reader.GetGuid(0));
        }

        return claimed;
    }

    static string FindDifference(NewBulkOperation requested, BulkOperation existing, string existingFilter)
    {
        if (requested.Action != existing.Action)
        {
            return "action";
        }

        if (requested.Reason != existing.Reason)
        {
            return "reason";
        }

        JsonObject before = JsonNode.Parse(existingFilter)!.AsObject(), now = JsonNode.Parse(BulkRecords.Write(requested.Filter))!.AsObject();
        string? field = now.Select(p => p.Key).FirstOrDefault(name => CanonicalJson.Write(now[name]) != CanonicalJson.Write(before[name]));
        return $"filter.{field}";
    }
}
