namespace Orchestrator.EndToEnd.Tests.Hosts;

/// <summary>Where this clone keeps what it built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Output folder of a project, in the configuration that the tests were built in.</summary>
    public static string Output(string project)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        return Path.Combine(Root, "artifacts", "Embedded", "bin", project, configuration);
    }

    static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Orchestrator.sln above {AppContext.BaseDirectory}.");
    }
}
