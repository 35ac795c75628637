namespace Orchestrator.Cli.Hosts;

/// <summary>Where the build put the hosts: beside this program's own folder, <c>bin/&lt;project&gt;/&lt;configuration&gt;</c>.</summary>
internal static class HostPrograms
{
    /// <exception cref="CommandFailedException">It is not built.</exception>
    public static string Find(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string library = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
        return File.Exists(library)
            ? library
            : throw new CommandFailedException($"{library} is missing. ./run builds it, or: dotnet build Apps.slnf");
    }
}
