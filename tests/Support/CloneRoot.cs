namespace Orchestrator.Tests.Support;

/// <summary>The folder of the clone that the tests were built from: the one with the solution.</summary>
public static class CloneRoot
{
    public static string Path { get; } = Find();

    static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Orchestrator.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Orchestrator.sln.");
    }
}
