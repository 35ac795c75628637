using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Up.CoreTools;

namespace Orchestrator.Cli.Up;

/// <summary>What <c>orchestrator up</c> was asked for. Ports are wishes: the next free one is taken when one is busy.</summary>
/// <param name="Once">Stop after the first work.</param>
/// <param name="Demo">Send the first work at all.</param>
/// <param name="CoreTools">Not null: the real Functions host and the Azure build, in place of the embedded host.</param>
internal sealed record UpOptions(
    string Home,
    bool Once = false,
    bool Demo = true,
    int Port = 8080,
    int HttpTwoPort = 8081,
    int FunctionsPort = 7071,
    int DatabasePort = ClusterSettings.DefaultPort,
    CoreToolsPrograms? CoreTools = null)
{
    public string StateFolder => Path.Combine(Home, ".orchestrator");

    public string LogFolder => Path.Combine(StateFolder, "logs");
}
