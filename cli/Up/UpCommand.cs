using System.CommandLine;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Up.CoreTools;

namespace Orchestrator.Cli.Up;

/// <summary><c>orchestrator up</c>: everything on this machine, until Ctrl-C.</summary>
internal sealed class UpCommand(Terminal terminal, TimeProvider timeProvider)
{
    static readonly UpOptions Default = new("");
    readonly Option<bool> _once = new("--once") { Description = "Stop after the first work; exit code 0 only if all of it completed." };
    readonly Option<bool> _noDemo = new("--no-demo") { Description = "Send no first work." };
    readonly Option<bool> _func = new("--func") { Description = "The Azure build on Azure Functions Core Tools and Azurite, in place of the embedded host." };
    readonly Option<int> _port = Port("--port", Default.Port, "The gateway's port for HTTP/1.1.");
    readonly Option<int> _httpTwoPort = Port("--h2c-port", Default.HttpTwoPort, "The gateway's port for HTTP/2.");
    readonly Option<int> _functionsPort = Port("--functions-port", Default.FunctionsPort, "The function host's port.");
    readonly Option<int> _databasePort = Port("--db-port", Default.DatabasePort, "PostgreSQL's port, where it is this clone's own.");
    readonly Option<DirectoryInfo?> _home = CliHome.Option();

    public Command Create()
    {
        var command = new Command("up", "Starts PostgreSQL, the function host and the gateway, sends a first work and serves until Ctrl-C. A busy port: the next free one.")
        {
            _once, _noDemo, _func, _port, _httpTwoPort, _functionsPort, _databasePort, _home,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_once) && result.GetValue(_noDemo))
                result.AddError("--once stops after the first work, and --no-demo sends none.");
        });
        command.SetAction((result, cancellationToken) => new UpSession(terminal, timeProvider, Read(result)).RunAsync(cancellationToken));
        return command;
    }

    internal UpOptions Read(ParseResult result) => new(
        CliHome.Resolve(result.GetValue(_home)),
        result.GetValue(_once),
        !result.GetValue(_noDemo),
        result.GetValue(_port),
        result.GetValue(_httpTwoPort),
        result.GetValue(_functionsPort),
        result.GetValue(_databasePort),
        result.GetValue(_func) ? CoreToolsPrograms.Find() : null);

    static Option<int> Port(string name, int byDefault, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int port) && port is < 1 or > 65535)
                result.AddError($"{name}: {port} is not a port (1 to 65535).");
        });
        return option;
    }
}
