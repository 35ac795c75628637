using Npgsql;
using Orchestrator.Core.Execution.Handlers;

namespace Orchestrator.Database.Repositories.Maintenance;

/// <summary>Table <c>handler_registrations</c>.</summary>
sealed class HandlerRegistrations(NpgsqlDataSource dataSource) : IHandlerRegistrations
{
    /// <summary>Lists: $1 namespace, $2 name, $3 version. In one order, so that two hosts do not wait for each other.</summary>
    const string Renew = """
        INSERT INTO orchestrator.handler_registrations AS r (namespace, name, version, kind, last_seen_at)
        SELECT h.namespace, h.name, h.version, 'dotnet', clock_timestamp() FROM unnest($1, $2, $3) AS h (namespace, name, version)
        ORDER BY 1, 2, 3
        ON CONFLICT (namespace, name, version) DO UPDATE SET last_seen_at = greatest(r.last_seen_at, excluded.last_seen_at)
        """;

    /// <summary>$1 age.</summary>
    const string Find = """
        SELECT namespace, name, version FROM orchestrator.handler_registrations
        WHERE last_seen_at > clock_timestamp() - $1::interval ORDER BY 1, 2, 3
        """;

    public async Task RenewAsync(IReadOnlyList<HandlerKey> handlers, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Renew);
        command.Parameters.Add(new() { Value = handlers.Select(h => h.Namespace).ToArray() });
        command.Parameters.Add(new() { Value = handlers.Select(h => h.Name).ToArray() });
        command.Parameters.Add(new() { Value = handlers.Select(h => h.Version.ToString()).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HandlerKey>> FindAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Find);
        command.Parameters.Add(new() { Value = age });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<HandlerKey>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // Another kind of worker may write versions of another form; those are not for this list.
            if (Version.TryParse(reader.GetString(2), out Version? version))
            {
                found.Add(new HandlerKey(reader.GetString(0), reader.GetString(1), version));
            }
        }

        return found;
    }
}
