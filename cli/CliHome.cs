using System.CommandLine;

namespace Orchestrator.Cli;

/// <summary>The folder whose <c>.orchestrator</c> holds the state: the clone that the program was built in.</summary>
internal static class CliHome
{
    public static Option<DirectoryInfo?> Option() => new("--home")
    {
        Description = "Folder whose .orchestrator holds database and logs. Default: the clone.",
        HelpName = "folder",
    };

    public static string Resolve(DirectoryInfo? chosen) => chosen?.FullName ?? Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
                return folder.FullName;
        }

        return null;
    }
}
