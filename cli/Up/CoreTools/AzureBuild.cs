using System.Text.RegularExpressions;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Up.CoreTools;

/// <summary>The two hosts, built on the real packages into <c>artifacts/Azure</c>.</summary>
internal static partial class AzureBuild
{
    static readonly string[] Projects = ["functions", "gateway"];

    /// <exception cref="CommandFailedException">The packages cannot be had, or a project does not build.</exception>
    public static async Task RunAsync(CoreToolsPrograms programs, Action<string> say, CancellationToken cancellationToken)
    {
        say("Building for Azure Functions. The first time takes some minutes.");
        foreach (string project in Projects)
        {
            var build = new CommandLine(
                programs.Dotnet, "build", project, "-p:OrchestratorHost=Azure", "-v", "quiet", "--nologo", "-clp:ErrorsOnly;NoSummary")
            {
                WorkingDirectory = programs.Root,
            };
            ProcessResult result = await build.RunAsync(cancellationToken);
            if (!result.Succeeded)
                throw Explain(project, result.Printed);
        }
    }

    /// <summary>A package that is missing is no fault of the source: one sentence, and what to try.</summary>
    static CommandFailedException Explain(string project, string printed) => MissingPackage().Match(printed) is { Success: true } missing
        ? new CommandFailedException(
            $"--func needs the packages of Azure Functions, and this machine's package sources do not have them as asked for ({missing.Value.Trim()}): " +
            "AzurePackages=Newest ./run --func takes the newer set (docs/azure.md)")
        : new CommandFailedException($"The Azure build of {project} failed:\n{printed}");

    // NU1101 and NU1102: no such package, no such version; NU1103: only a prerelease; NU1603: another version than asked for.
    [GeneratedRegex(@"NU1(?:101|102|103|603): [^\r\n\[]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingPackage();
}
