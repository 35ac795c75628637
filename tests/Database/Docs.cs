namespace Orchestrator.Database.Tests;

/// <summary>The pages of <c>docs/</c> that the database is held against.</summary>
static class Docs
{
    public static string Read(string page)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("No Orchestrator.sln above"), "docs", page));
    }
}
