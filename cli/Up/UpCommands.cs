using Orchestrator.Cli.Db;
using Orchestrator.Cli.Hosts;

namespace Orchestrator.Cli.Up;

/// <summary>The command lines of the two hosts, everything on loopback.</summary>
internal static class UpCommands
{
    public static HostCommand Functions(string connectionString, string key, int port) => Create("Orchestrator.Functions", new()
    {
        [DatabaseSource.Variable] = connectionString,
        ["ORCHESTRATOR_FUNCTION_KEY"] = key,
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
    });

    public static HostCommand Gateway(string connectionString, string key, Uri functions, int port, int httpTwoPort) => Create(
        "Orchestrator.Gateway",
        new()
        {
            ["ORCHESTRATOR_BIND"] = "127.0.0.1",
            ["ORCHESTRATOR_HTTP_PORT"] = port.ToString(),
            ["ORCHESTRATOR_H2C_PORT"] = httpTwoPort.ToString(),
            [DatabaseSource.Variable] = connectionString,
            ["ORCHESTRATOR_FUNCTION_KEY"] = key,
            ["ORCHESTRATOR_FUNCTIONS_URL"] = functions.ToString(),
        });

    static HostCommand Create(string project, Dictionary<string, string> environment)
    {
        string library = HostPrograms.Find(project);
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        return new HostCommand(dotnet, ["exec", library], Path.GetDirectoryName(library)!, environment);
    }
}
