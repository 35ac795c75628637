using System.Data;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Tasks;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>The stored chains as the API shows and cancels them.</summary>
sealed class ChainRepository(NpgsqlDataSource dataSource, ChainCancellation cancellation) : IChainRepository
{
    public async Task<ChainRecord?> FindAsync(string @namespace, Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // One snapshot for the three: the counts are those of the nodes.
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection, transaction)
            .Add(ChainReadSql.Find, @namespace, chainId).Add(ChainReadSql.Nodes, chainId).Add(ChainReadSql.Edges, chainId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        ChainRecord chain = ChainRecords.ReadChain(reader, @namespace);
        await reader.NextResultAsync(cancellationToken);
        List<ChainNodeRecord> nodes = await ReadAllAsync(reader, ChainRecords.ReadNode, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return chain with { Nodes = nodes, Edges = await ReadAllAsync(reader, ChainRecords.ReadEdge, cancellationToken) };
    }

    public async Task<IReadOnlyList<ChainRecord>> ListAsync(
        ChainFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        TemplateReference? template = null;
        if (filter.Template.Length > 0 && !TemplateReference.TryParse(filter.Template, out template, out string? problem))
        {
            throw new ArgumentException(problem, nameof(filter));
        }

        TaskRecordStatus[]? statuses = filter.Statuses.Count == 0 ? null : [.. filter.Statuses.Distinct()];
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(
            ChainReadSql.List,
            filter.Namespace,
            statuses,
            template is null ? null : template.Namespace ?? filter.Namespace,
            template?.Name,
            template?.Version?.Text,
            filter.CorrelationId.Length == 0 ? null : filter.CorrelationId,
            filter.SearchText.Length == 0 ? null : LikePattern.Containing(filter.SearchText),
            filter.CreatedAfter?.ToUniversalTime(),
            filter.CreatedBefore?.ToUniversalTime(),
            after?.CreatedAt,
            after?.TaskId,
            limit);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadAllAsync(reader, row => ChainRecords.ReadChain(row, filter.Namespace), cancellationToken);
    }

    public async Task<ChainContent?> ReadContentAsync(Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(ChainReadSql.Content, chainId);
        return await batch.ExecuteScalarAsync(cancellationToken) is string json ? new ChainContent(JsonNode.Parse(json)!.AsObject()) : null;
    }

    public Task<ChainCancelOutcome?> CancelAsync(
        string @namespace, Guid chainId, string actor, string? reason, CancellationToken cancellationToken) =>
        cancellation.ExecuteAsync(@namespace, chainId, actor, reason, cancellationToken);

    static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
