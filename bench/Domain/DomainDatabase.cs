using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Bench.DurableTask.Load;
using Orchestrator.Database;
using Orchestrator.Database.Migrations;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Bench.Domain;

/// <summary>A database with the product's schema, and what a host has of it.</summary>
internal sealed class DomainDatabase : IAsyncDisposable
{
    readonly ServiceProvider _services;

    // Without the hosts' limits on statements: filling a large table takes its time.
    readonly NpgsqlDataSource _unlimited;

    DomainDatabase(ServiceProvider services, string connectionString)
    {
        _services = services;
        _unlimited = NpgsqlDataSource.Create(connectionString);
    }

    public NpgsqlDataSource DataSource => _services.GetRequiredService<NpgsqlDataSource>();

    public static Option<string?> Option(string name) => new("--db")
    {
        Description = $"Connection string of a database to use. Default: database {name} on the server that ./run uses (ORCHESTRATOR_DB, else the "
            + "clone's own, which is started).",
    };

    /// <summary>Created where it is missing, and migrated to this build.</summary>
    public static async Task<DomainDatabase> OpenAsync(string? asked, string name, CancellationToken cancellationToken)
    {
        string connectionString = await BenchDatabase.FindAsync(asked, cancellationToken, name);
        await new SchemaMigrator(connectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance).MigrateAsync(cancellationToken);
        return new DomainDatabase(new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseServices.ConnectionKey, connectionString)]).Build())
            .AddOrchestratorDatabase("bench")
            .AddExecutionStores()
            .BuildServiceProvider(), connectionString);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        command.CommandTimeout = 0;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One transaction in which no trigger and no foreign key acts; the role must be a superuser.</summary>
    public async Task ExecuteWithoutTriggersAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await _unlimited.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"BEGIN; SET LOCAL session_replication_role = replica; {sql}; COMMIT", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The only column of every row.</summary>
    public async Task<List<T>> ListAsync<T>(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using NpgsqlCommand command = Command(sql, values);
        command.CommandTimeout = 0;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0, cancellationToken));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _unlimited.DisposeAsync();
    }

    NpgsqlCommand Command(string sql, object[] values)
    {
        NpgsqlCommand command = _unlimited.CreateCommand(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
