using Orchestrator.Cli.Hosts;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Up.CoreTools;

/// <summary>
/// Azure Storage's emulator, from the clone's package.json. On its own three ports: the connection string that means it,
/// <see cref="ConnectionString"/>, names no others.
/// </summary>
internal sealed class Azurite(string clone, string stateFolder, Action<string> say)
{
    public const string ConnectionString = "UseDevelopmentStorage=true";
    static readonly int[] Ports = [10000, 10001, 10002];

    /// <summary>Blob, queue and table; who listens on the last is ready.</summary>
    public static int LastPort => Ports[^1];

    string Script => Path.Combine(clone, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <returns>Null when one runs already, which is used.</returns>
    /// <exception cref="CommandFailedException">npm cannot install it, or somebody else has one of its ports.</exception>
    public async Task<HostCommand?> PrepareAsync(CancellationToken cancellationToken)
    {
        int[] busy = [.. Ports.Where(port => !LoopbackPort.IsFree(port))];
        if (busy.Length == Ports.Length)
        {
            say("Azurite runs already, and is used.");
            return null;
        }

        if (busy.Length > 0)
            throw new CommandFailedException($"Port {busy[0]} is busy, and Azurite needs {Ports[0]} to {LastPort}: stop what listens there.");
        if (!File.Exists(Script))
            await InstallAsync(cancellationToken);

        string data = Directory.CreateDirectory(Path.Combine(stateFolder, "azurite")).FullName;
        return new HostCommand(
            "node", [Script, "--location", data, "--skipApiVersionCheck", "--disableTelemetry", "--silent"], clone, new Dictionary<string, string>());
    }

    async Task InstallAsync(CancellationToken cancellationToken)
    {
        say("Fetching Azurite (npm package azurite) ...");
        var npm = new CommandLine(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
        {
            WorkingDirectory = clone,
        };
        ProcessResult result = await npm.RunAsync(cancellationToken);
        if (!result.Succeeded || !File.Exists(Script))
            throw new CommandFailedException($"--func needs Azurite, and npm ci in {clone} did not bring it: {result.Printed}");
    }
}
