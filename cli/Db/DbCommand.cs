using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Terminals;
using Orchestrator.Database;
using Orchestrator.Platform;

namespace Orchestrator.Cli.Db;

/// <summary><c>orchestrator db</c>: the PostgreSQL server of this clone, its schema, and who may call.</summary>
internal sealed class DbCommand(Terminal terminal, TimeProvider timeProvider)
{
    readonly Option<DirectoryInfo?> _home = CliHome.Option();

    public Command Create()
    {
        _home.Recursive = true;
        return new Command("db", $"The database: the one that {DatabaseSource.Variable} names, else a PostgreSQL server of this clone's own.")
        {
            _home,
            CreateStart(),
            CreateStop(),
            CreateStatus(),
            CreateUrl(),
            CreateMigrate(),
            new ApiKeyCommand(terminal, timeProvider, FindAsync).Create(),
        };
    }

    Command CreateStart()
    {
        var port = new Option<int>("--port") { Description = "Wanted port; the next free one is taken when it is busy.", DefaultValueFactory = _ => ClusterSettings.DefaultPort };
        var throwAway = new Option<bool>("--throw-away") { Description = "For tests: no fsync, more connections. A power cut may leave nothing." };
        var command = new Command("start", "Obtains PostgreSQL if need be, starts it and leaves it running.") { port, throwAway };
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = new ClusterSettings(result.GetValue(port), result.GetValue(throwAway));
            DatabaseConnection database = await Source(result).StartAsync(settings, cancellationToken);
            terminal.Say(database.Description);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateStop()
    {
        var delete = new Option<bool>("--delete-data") { Description = "Also delete the server's data and programs. Nothing can bring them back." };
        var command = new Command("stop", "Stops this clone's server.") { delete };
        command.SetAction(async (result, cancellationToken) =>
        {
            LocalPostgres local = Local(result);
            bool stopped = await local.StopAsync(cancellationToken);
            if (result.GetValue(delete))
                await local.DeleteAsync(cancellationToken);
            terminal.Say(stopped ? "PostgreSQL stopped." : "PostgreSQL was not running.");
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateStatus()
    {
        var command = new Command("status", "Says whether the database can be reached; exit code 1 when not.");
        command.SetAction(async (result, cancellationToken) =>
        {
            DatabaseConnection? database = await Source(result).FindAsync(cancellationToken);
            await terminal.Output.WriteLineAsync(database?.Description ?? "not running");
            return database is null ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }

    Command CreateUrl()
    {
        var name = new Option<string?>("--database") { Description = "Another database of the same server." };
        var socket = new Option<bool>("--socket") { Description = "Through the server's own socket, where it has one: faster, on this machine alone." };
        var command = new Command("url", "Prints the connection string; holds the password.") { name, socket };
        command.SetAction(async (result, cancellationToken) =>
        {
            DatabaseConnection found = await FindAsync(result, cancellationToken);
            DatabaseConnection database = result.GetValue(socket) ? found : found.ByTcp;
            await terminal.Output.WriteLineAsync(result.GetValue(name) is { } other ? database.To(other) : database.ConnectionString);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateMigrate()
    {
        var hostRoles = new Option<string[]>("--host-role")
        {
            Description = "Role that may use the schema and not change it, for a host; may be said several times. " +
                "With =object id, on Azure: made for that Microsoft Entra identity where it is missing.",
            HelpName = "name[=object id]",
        };
        var command = new Command("migrate", "Brings the schema to this build's version.") { hostRoles };
        command.SetAction(async (result, cancellationToken) =>
        {
            DatabaseConnection database = await FindAsync(result, cancellationToken);
            await SchemaMigration.RunAsync(database.ConnectionString, terminal.Say, cancellationToken);
            await SchemaMigration.GrantAsync(database.ConnectionString, result.GetValue(hostRoles) ?? [], terminal.Say, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    async Task<DatabaseConnection> FindAsync(ParseResult result, CancellationToken cancellationToken) =>
        await Source(result).FindAsync(cancellationToken)
        ?? throw new CommandFailedException($"No database is running. Start one with: orchestrator db start (or set {DatabaseSource.Variable}).");

    LocalPostgres Local(ParseResult result) => LocalPostgres.Of(CliHome.Resolve(result.GetValue(_home)), timeProvider, terminal.Say);

    DatabaseSource Source(ParseResult result) => new(
        Local(result), Environment.GetEnvironmentVariable(DatabaseSource.Variable), DatabaseToken());

    // A command is short: one token is enough for it.
    static DatabasePassword? DatabaseToken()
    {
        try
        {
            IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            return DatabaseIdentity.Read(environment)?.PasswordBy(PlatformIdentity.CreateCredential());
        }
        catch (InvalidOperationException error)
        {
            throw new CommandFailedException(error.Message, error);
        }
    }
}
