using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Up.CoreTools;

/// <summary>What <c>up --func</c> runs besides our own programs.</summary>
/// <param name="Root">Folder with the sources, which are built for Azure, and with npm's packages.</param>
/// <param name="Func">Azure Functions Core Tools.</param>
internal sealed record CoreToolsPrograms(string Root, string Dotnet, string Func)
{
    const string Name = "func";

    /// <exception cref="CommandFailedException">Core Tools are not on PATH.</exception>
    public static CoreToolsPrograms Find()
    {
        string? func = new[] { ProgramFinder.FileName(Name), Name + ".cmd" }.FirstOrDefault(ProgramFinder.Exists);
        return new CoreToolsPrograms(
            CliHome.Resolve(chosen: null),
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
            func ?? throw new CommandFailedException(
                "--func needs Azure Functions Core Tools 4 (func), which are not on PATH: npm install -g azure-functions-core-tools@4"));
    }

    /// <summary>Where the Azure build puts a project.</summary>
    public string OutputOf(string project) => Path.Combine(Root, "artifacts", "Azure", "bin", project, "debug");
}
