using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>PostgreSQL servers that this machine has, wherever its package manager put them.</summary>
internal static class InstalledBinaries
{
    /// <summary>Each folder stands for all its version subfolders that have a <c>bin</c>.</summary>
    static readonly string[] VersionedFolders =
    [
        "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt",
        "/Applications/Postgres.app/Contents/Versions", "/Library/PostgreSQL", @"C:\Program Files\PostgreSQL",
    ];

    static readonly string[] PlainFolders = ["/usr/local/pgsql/bin", "/usr/bin", "/opt/homebrew/bin"];

    /// <returns>Those new enough, newest first.</returns>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(ServerUser user, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (string folder in Folders().Distinct())
        {
            if (await PostgresBinaries.InspectAsync(folder, user, cancellationToken) is { Major: >= PostgresBinaries.OldestMajor } binaries)
                found.Add(binaries);
        }

        return [.. found.OrderByDescending(binaries => binaries.Major)];
    }

    static IEnumerable<string> Folders() =>
    [
        .. ProgramFinder.SearchedFolders.Select(RealFolder).OfType<string>(),
        .. VersionedFolders.Where(Directory.Exists).SelectMany(Versions),
        .. PlainFolders,
    ];

    static IEnumerable<string> Versions(string folder) => Directory.EnumerateDirectories(folder)
        .Where(version => folder.EndsWith("/opt", StringComparison.Ordinal) is false || Path.GetFileName(version).StartsWith("postgresql", StringComparison.Ordinal))
        .Select(version => Path.Combine(version, "bin"));

    // PATH often holds single links to pg_ctl; the programs beside it are where the link points.
    static string? RealFolder(string folder)
    {
        var program = new FileInfo(Path.Combine(folder, ProgramFinder.FileName("pg_ctl")));
        if (!program.Exists)
            return null;

        return Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName);
    }
}
