using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>Lets hosts' roles read and write every table of the schemas that are there, and neither make nor change one.</summary>
/// <param name="connectionString">Of the role that owns the schemas; to make roles of Entra identities, of an Entra administrator.</param>
public sealed class HostRoles(string connectionString)
{
    static readonly string[] Schemas = ["orchestrator", "durable"];

    // The two tables by which a migration knows what was done.
    static readonly string[] ReadOnly = ["orchestrator.schema_migrations", "orchestrator.schema_logic"];

    /// <summary>After each migration again: rights are of the tables that there are. Giving them twice changes nothing.</summary>
    /// <exception cref="PostgresException">42704 when a role is missing and has no object id; nothing is given then.</exception>
    public async Task GrantAsync(IReadOnlyList<HostRole> roles, CancellationToken cancellationToken)
    {
        foreach (HostRole role in roles.Where(role => role.ObjectId is not null))
        {
            await CreateIfMissingAsync(role.Name, role.ObjectId!.Value, cancellationToken);
        }

        await using NpgsqlConnection connection = await OpenAsync(database: null, cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (string schema in Schemas)
        {
            if (await ReadAsync(connection, "SELECT to_regnamespace($1) IS NOT NULL", schema, cancellationToken))
            {
                foreach (HostRole role in roles)
                {
                    await ExecuteAsync(connection, GrantsOn(schema, Quote(role.Name)), [], cancellationToken);
                }
            }
        }

        foreach (string role in roles.Select(role => Quote(role.Name)))
        {
            await ExecuteAsync(
                connection, $"REVOKE INSERT, UPDATE, DELETE ON {string.Join(", ", ReadOnly)} FROM {role}", [], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // Azure has the function in this one database.
    async Task CreateIfMissingAsync(string name, Guid objectId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync("postgres", cancellationToken);
        if (!await ReadAsync(connection, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name, cancellationToken))
        {
            await ExecuteAsync(
                connection, "SELECT pgaadauth_create_principal_with_oid($1, $2, 'service', false, false)",
                [name, objectId.ToString()], cancellationToken);
        }
    }

    static string GrantsOn(string schema, string role) => $"""
        GRANT USAGE ON SCHEMA {schema} TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
        GRANT EXECUTE ON ALL ROUTINES IN SCHEMA {schema} TO {role};
        """;

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    async Task<NpgsqlConnection> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "orchestrator db migrate" };
        builder.Database = database ?? builder.Database;
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    static async Task<bool> ReadAsync(NpgsqlConnection connection, string sql, string parameter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = parameter } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, IReadOnlyList<string> parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (string value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
