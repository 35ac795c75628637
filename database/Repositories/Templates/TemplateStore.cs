using Npgsql;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Templates;

/// <summary>The published templates in PostgreSQL. Which version is the latest is decided by <see cref="SemanticVersion"/>, not by SQL.</summary>
sealed class TemplateStore(NpgsqlDataSource dataSource, TemplateInsert insert) : ITemplateStore
{
    public async Task<TemplateRecord?> FindAsync(string @namespace, string name, string? version, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        List<(Guid Id, string Version, bool Active)> versions = [];
        await using (NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TemplateSql.Versions, @namespace, name))
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                versions.Add((reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2)));
            }
        }

        string? wanted = version ?? SemanticVersion.LatestOf(versions.Where(v => v.Active).Select(v => v.Version));
        return versions.FirstOrDefault(v => v.Version == wanted) is { Id: var id } && id != Guid.Empty
            ? (await ReadAsync(connection, [id], withDefinitions: true, cancellationToken)).SingleOrDefault()
            : null;
    }

    public async Task<TemplateRecord?> FindAsync(Guid templateId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await ReadAsync(connection, [templateId], withDefinitions: true, cancellationToken)).SingleOrDefault();
    }

    public Task<bool> TryPublishAsync(TemplateDocument document, string actor, CancellationToken cancellationToken) =>
        insert.TryExecuteAsync(document, actor, cancellationToken);

    public async Task<bool> SetActiveAsync(
        string @namespace, string name, string version, bool active, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlBatch actorBatch = new NpgsqlBatch(connection).Add(TemplateSql.SetActor, actor);
        await actorBatch.ExecuteNonQueryAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TemplateSql.SetActive, @namespace, name, version, active);
        bool isFound = await batch.ExecuteScalarAsync(cancellationToken) is not null;
        await transaction.CommitAsync(cancellationToken);
        return isFound;
    }

    public async Task<IReadOnlyList<TemplateVersion>> ListVersionsAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TemplateSql.List, @namespace, name);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<TemplateVersion> versions = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            versions.Add(new TemplateVersion(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }

        return versions;
    }

    public async Task<IReadOnlyList<TemplateRecord>> ReadHeadersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, [.. ids], withDefinitions: false, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ReadSubChainsAsync(Guid templateId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TemplateSql.SubChains, templateId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<string> references = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            references.Add(reader.GetString(0));
        }

        return references;
    }

    static async Task<List<TemplateRecord>> ReadAsync(
        NpgsqlConnection connection, Guid[] ids, bool withDefinitions, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TemplateSql.Read, ids, withDefinitions);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<TemplateRecord> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new TemplateRecord
            {
                Id = reader.GetGuid(0),
                Namespace = reader.GetString(1),
                Name = reader.GetString(2),
                Version = reader.GetString(3),
                Description = reader.GetString(4),
                Active = reader.GetBoolean(5),
                InputSchema = reader.GetString(6),
                Definition = reader.Text(7),
                DefinitionHash = reader.GetString(8),
                CreatedBy = reader.Text(9),
                CreatedAt = reader.GetFieldValue<DateTimeOffset>(10),
            });
        }

        return found;
    }
}
