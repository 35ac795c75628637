using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>A host's question at start and at <c>/health/ready</c>: is this the schema that I was built for?</summary>
public sealed class SchemaCheck(NpgsqlDataSource dataSource)
{
    internal SchemaScripts Build { get; init; } = SchemaScripts.Embedded;

    /// <returns>Null when it is; otherwise the difference and what to do about it.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public async Task<string?> FindDifferenceAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        SchemaVersion version = await SchemaVersionTable.ReadAsync(connection, cancellationToken);
        return version.DifferenceTo(Build);
    }
}
