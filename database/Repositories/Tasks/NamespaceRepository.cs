using System.Collections.Concurrent;
using Npgsql;
using Orchestrator.Core.Namespaces;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>Namespaces, remembered: they are never renamed or deleted.</summary>
sealed class NamespaceRepository(NpgsqlDataSource dataSource) : INamespaceStore
{
    // Who meets another's insert waits for its commit and then reads the other's row, in a statement that sees it.
    const string Insert = "INSERT INTO orchestrator.namespaces (name) VALUES ($1) ON CONFLICT DO NOTHING";
    const string Select = "SELECT id FROM orchestrator.namespaces WHERE name = $1";

    readonly ConcurrentDictionary<string, Guid> _known = new();

    public async Task<Guid> EnsureAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out Guid known))
        {
            return known;
        }

        Guid id = await SelectAsync(name, cancellationToken) ?? await InsertAsync(name, cancellationToken);
        _known[name] = id;
        return id;
    }

    async Task<Guid> InsertAsync(string name, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await SelectAsync(name, cancellationToken)
            ?? throw new InvalidOperationException($"namespace {name} was deleted while it was made");
    }

    async Task<Guid?> SelectAsync(string name, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Select);
        command.Parameters.Add(new() { Value = name });
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
