using System.CommandLine;
using Npgsql;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Wording;
using Orchestrator.Core.Access;
using Orchestrator.Core.Validation;
using Orchestrator.Database;
using Orchestrator.Database.Repositories.Access;
using Spectre.Console;

namespace Orchestrator.Cli.Db;

/// <summary><c>orchestrator db api-key</c>: who may call a gateway that asks for keys.</summary>
/// <param name="findDatabase">The database of the command line.</param>
internal sealed class ApiKeyCommand(
    Terminal terminal, TimeProvider timeProvider, Func<ParseResult, CancellationToken, Task<DatabaseConnection>> findDatabase)
{
    public Command Create() => new("api-key", "Makes, lists and revokes keys for a gateway with ORCHESTRATOR_AUTH=api-key.")
    {
        CreateCreate(),
        CreateList(),
        CreateRevoke(),
    };

    Command CreateCreate()
    {
        var name = new Argument<string>("client") { Description = "Who will use it: its calls are by api:<client>." };
        var namespaces = new Option<string[]>("--namespace", "-n") { Description = "Where it holds; can be repeated; '*' for every namespace. Default: default." };
        var permissions = new Option<string[]>("--permission", "-p")
        {
            Description = $"What it allows; can be repeated: {string.Join(", ", PermissionNames.All)}.",
            Required = true,
        };
        permissions.AcceptOnlyFromAmong([.. PermissionNames.All]);
        var expires = new Option<string?>("--expires-in") { Description = "E.g. 90d. Default: never.", HelpName = "duration" };
        var rate = new Option<int?>("--requests-per-minute") { Description = "Default: the gateway's limit." };
        var command = new Command("create", "Makes a key and prints it: this once, it is nowhere stored.") { name, namespaces, permissions, expires, rate };
        SetAction(command, async (store, result, cancellationToken) =>
        {
            DateTimeOffset now = timeProvider.GetUtcNow();
            var wanted = new NewApiKey(
                result.GetRequiredValue(name),
                result.GetValue(namespaces) is { Length: > 0 } chosen ? chosen : [NamespaceName.Default],
                result.GetRequiredValue(permissions).Aggregate(Permission.None, (all, word) => all | PermissionNames.Parse(word)),
                result.GetValue(rate),
                result.GetValue(expires) is { } duration ? now + DurationText.Parse(duration) : null,
                Environment.UserName);
            wanted.Check(now);
            (string key, ApiKeyText text) = ApiKeyText.Create();
            ApiKey made = await store.AddAsync(wanted, text, cancellationToken);
            terminal.Say($"Key {made.Prefix} for {made.Name}: {Words(made)}. This is the only time it is shown:");
            await terminal.Output.WriteLineAsync(key);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateList()
    {
        var command = new Command("list", "Lists all keys, newest first, without their secrets.");
        SetAction(command, async (store, _, cancellationToken) =>
        {
            Table table = new Table().Border(TableBorder.None).AddColumns("PREFIX", "CLIENT", "ALLOWS", "STATE", "LAST USED", "CREATED BY");
            foreach (ApiKey key in await store.ListAsync(cancellationToken))
            {
                table.AddRow(
                    new Text(key.Prefix), new Text(key.Name), new Text(Words(key)), new Text(StateOf(key)), new Text(Time(key.LastUsedAt)), new Text(key.CreatedBy));
            }

            terminal.Console.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }

    Command CreateRevoke()
    {
        var prefix = new Argument<string>("prefix") { Description = "The key's prefix, as list has it." };
        var command = new Command("revoke", "Ends a key for good; gateways know within 30 s.") { prefix };
        SetAction(command, async (store, result, cancellationToken) =>
        {
            string wanted = result.GetRequiredValue(prefix);
            ApiKey key = await store.RevokeAsync(wanted, cancellationToken)
                ?? throw new CommandFailedException($"There is no key {wanted}. See: orchestrator db api-key list");
            terminal.Say($"Key {key.Prefix} of {key.Name} is revoked since {Time(key.RevokedAt)}.");
            return ExitCodes.Success;
        });
        return command;
    }

    void SetAction(Command command, Func<ApiKeyStore, ParseResult, CancellationToken, Task<int>> act) =>
        command.SetAction(async (result, cancellationToken) =>
        {
            DatabaseConnection database = await findDatabase(result, cancellationToken);
            await using NpgsqlDataSource dataSource = OrchestratorDataSource.Create(database.ConnectionString, "cli");
            try
            {
                return await act(new ApiKeyStore(dataSource), result, cancellationToken);
            }
            catch (InvalidRequestException error)
            {
                terminal.Say(string.Join('\n', error.Violations.Select(violation => $"{violation.Field}: {violation.Description}")));
                return ExitCodes.Usage;
            }
            catch (FormatException error)
            {
                terminal.Say(error.Message);
                return ExitCodes.Usage;
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                throw new CommandFailedException("The database has no api_keys yet. Bring its schema up to date: orchestrator db migrate", error);
            }
        });

    static string Words(ApiKey key) =>
        $"{string.Join(", ", PermissionNames.Of(key.Permissions))} in {string.Join(", ", key.Namespaces.Select(name => name == ApiKey.EveryNamespace ? "every namespace" : name))}";

    string StateOf(ApiKey key) =>
        key.RevokedAt is not null ? "revoked"
        : key.ExpiresAt is not { } end ? "valid"
        : end <= timeProvider.GetUtcNow() ? "expired"
        : $"valid until {Time(end)}";

    static string Time(DateTimeOffset? time) => time is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "never";
}
