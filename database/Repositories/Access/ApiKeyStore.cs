using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Access;
using Orchestrator.Database.Events;

namespace Orchestrator.Database.Repositories.Access;

/// <summary>Rows of <c>api_keys</c>.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource dataSource) : IApiKeyStore
{
    const string Columns =
        "id, name, prefix, namespaces, permissions, requests_per_minute, created_by, created_at, expires_at, revoked_at, last_used_at, key_hash";

    public async Task<StoredApiKey?> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"SELECT {Columns} FROM orchestrator.api_keys WHERE prefix = $1");
        command.Parameters.Add(new() { Value = prefix });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<ApiKey> AddAsync(NewApiKey key, ApiKeyText text, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"""
            INSERT INTO orchestrator.api_keys (id, name, prefix, key_hash, namespaces, permissions, requests_per_minute, expires_at, created_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING {Columns}
            """);
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = key.Name });
        command.Parameters.Add(new() { Value = text.Prefix });
        command.Parameters.Add(new() { Value = text.Hash });
        command.Parameters.Add(new() { Value = key.Namespaces.ToArray() });
        command.Parameters.Add(new() { Value = PermissionNames.Of(key.Permissions).ToArray() });
        command.Parameters.Add(new() { Value = key.RequestsPerMinute ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = key.ExpiresAt?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = key.CreatedBy });
        return (await ReadAsync(command, cancellationToken)).Single().Key;
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            $"SELECT {Columns} FROM orchestrator.api_keys ORDER BY created_at DESC, id DESC");
        return [.. (await ReadAsync(command, cancellationToken)).Select(stored => stored.Key)];
    }

    public async Task<ApiKey?> RevokeAsync(string prefix, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand($"""
            WITH revoked AS (
                UPDATE orchestrator.api_keys SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE prefix = $1 RETURNING {Columns}
            )
            SELECT {Columns}, pg_notify('{ApiKeyChannel.Name}', prefix) FROM revoked
            """);
        command.Parameters.Add(new() { Value = prefix });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault()?.Key;
    }

    public async Task MarkUsedAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("""
            UPDATE orchestrator.api_keys SET last_used_at = clock_timestamp()
            WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '10 minutes')
            """);
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<List<StoredApiKey>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = new List<StoredApiKey>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string[] permissions = reader.GetFieldValue<string[]>(4);
            var key = new ApiKey(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                permissions.Aggregate(Permission.None, (all, word) => all | PermissionNames.Parse(word)),
                reader.GetFieldValue<int?>(5),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetFieldValue<DateTimeOffset?>(8),
                reader.GetFieldValue<DateTimeOffset?>(9),
                reader.GetFieldValue<DateTimeOffset?>(10));
            found.Add(new StoredApiKey(key, reader.GetFieldValue<byte[]>(11)));
        }

        return found;
    }
}
