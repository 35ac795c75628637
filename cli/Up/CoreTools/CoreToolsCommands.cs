using Orchestrator.Cli.Db;
using Orchestrator.Cli.Hosts;

namespace Orchestrator.Cli.Up.CoreTools;

/// <summary>The command lines of the two hosts in the Azure build.</summary>
internal static class CoreToolsCommands
{
    /// <summary>Core Tools in the output folder, where nothing is left to build; settings from the environment win over local.settings.json.</summary>
    public static HostCommand Functions(CoreToolsPrograms programs, string connectionString, string key, int port) => new(
        programs.Func,
        ["start", "--no-build", "--port", port.ToString()],
        programs.OutputOf("Orchestrator.Functions"),
        new Dictionary<string, string>
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["AzureWebJobsStorage"] = Azurite.ConnectionString,
            [DatabaseSource.Variable] = connectionString,
            ["ORCHESTRATOR_FUNCTION_KEY"] = key,
            ["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1",
        });

    /// <summary>The gateway of the Azure build, with what the other build's is given.</summary>
    public static HostCommand Gateway(CoreToolsPrograms programs, HostCommand gateway)
    {
        string folder = programs.OutputOf("Orchestrator.Gateway");
        return gateway with { Arguments = ["exec", Path.Combine(folder, "Orchestrator.Gateway.dll")], WorkingDirectory = folder };
    }
}
