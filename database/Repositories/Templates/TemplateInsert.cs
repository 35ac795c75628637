using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Templates;

/// <summary>Stores a version of a template: its definition, and nodes and edges as rows for queries.</summary>
sealed class TemplateInsert(NpgsqlDataSource dataSource, INamespaceStore namespaces)
{
    const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    const NpgsqlDbType Jsons = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;

    /// <inheritdoc cref="ITemplateStore.TryPublishAsync"/>
    public async Task<bool> TryExecuteAsync(TemplateDocument document, string actor, CancellationToken cancellationToken)
    {
        Guid namespaceId = await namespaces.EnsureAsync(document.Identity.Namespace, cancellationToken);
        var id = Guid.CreateVersion7();
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlBatch insert = new NpgsqlBatch(connection).Add(
            TemplateSql.Insert,
            id,
            namespaceId,
            document.Identity.Name,
            document.Identity.Version.Text,
            document.Description.Length == 0 ? null : document.Description,
            document.InputSchema.ToJsonString(),
            document.ToJson().ToJsonString(),
            document.Hash(),
            actor);
        if (await insert.ExecuteScalarAsync(cancellationToken) is null)
        {
            return false;
        }

        await using NpgsqlBatch graph = new NpgsqlBatch(connection).Add(TemplateSql.InsertNodes, id).Add(TemplateSql.InsertEdges, id);
        AddNodes(graph.BatchCommands[0].Parameters, document.Definition.Nodes);
        AddEdges(graph.BatchCommands[1].Parameters, document.Definition.Nodes);
        await graph.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    static void AddNodes(NpgsqlParameterCollection parameters, IReadOnlyList<CheckedNode> nodes)
    {
        AddList(Texts, n => n.Key);
        AddList(Texts, n => n.Handler);
        AddList(Texts, n => n.Prompt);
        AddList(Jsons, n => n.Parameters.ToJsonString());
        parameters.Add(new() { Value = nodes.Select(n => n.MaxRetries).ToArray() });
        parameters.Add(new() { Value = nodes.Select(n => n.Source.Skippable).ToArray() });
        AddList(Texts, n => ChainWords.Of(n.Kind));
        AddList(Jsons, n => n.Options.ToJsonString());

        void AddList(NpgsqlDbType type, Func<CheckedNode, string?> column) =>
            parameters.Add(new() { Value = nodes.Select(column).ToArray(), NpgsqlDbType = type });
    }

    static void AddEdges(NpgsqlParameterCollection parameters, IReadOnlyList<CheckedNode> nodes)
    {
        (string Child, ChainEdge Edge)[] edges = [.. from node in nodes from edge in node.Source.After select (node.Key, edge)];
        parameters.Add(new() { Value = edges.Select(e => e.Edge.Parent).ToArray(), NpgsqlDbType = Texts });
        parameters.Add(new() { Value = edges.Select(e => e.Child).ToArray(), NpgsqlDbType = Texts });
        parameters.Add(new() { Value = edges.Select(e => JsonSerializer.Serialize(e.Edge.OutputMapping)).ToArray(), NpgsqlDbType = Jsons });
        parameters.Add(new() { Value = edges.Select(e => e.Edge.Condition).ToArray(), DataTypeName = $"{PgEnums.EdgeCondition}[]" });
        parameters.Add(new()
        {
            Value = edges.Select(e => e.Edge.Condition == EdgeCondition.Expression ? e.Edge.Expression : null).ToArray(),
            NpgsqlDbType = Texts,
        });
    }
}
