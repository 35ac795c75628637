using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Cli.Postgres;

/// <summary>
/// Where a clone's PostgreSQL lies: <c>.orchestrator/postgres</c>, or, where the user that runs the server cannot enter the
/// clone, <c>/var/lib/orchestrator/&lt;hash of the clone's path&gt;</c> with <c>.orchestrator/postgres</c> as a link to it.
/// </summary>
internal sealed record PostgresFolders(string Root)
{
    const string SharedRoot = "/var/lib/orchestrator";
    const UnixFileMode EveryoneEnters =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>PostgreSQL from npm, where the machine has none.</summary>
    public string Npm => Path.Combine(Root, "npm");

    /// <summary>Owned by the user who runs the server.</summary>
    public string Server => Path.Combine(Root, "server");

    public string Data => Path.Combine(Server, "data");

    public string Log => Path.Combine(Server, "server.log");

    public string Password => Path.Combine(Root, "password");

    public static string For(string home) => Path.Combine(home, ".orchestrator", "postgres");

    /// <summary>The folders of a clone that has them already, link followed; null when it has none.</summary>
    public static PostgresFolders? Find(string home) => Resolve(home) is var folders && Directory.Exists(folders.Root) ? folders : null;

    /// <summary>Makes the folders where the server's user can work.</summary>
    /// <exception cref="CommandFailedException">They exist, and that user cannot enter them.</exception>
    public static async Task<PostgresFolders> PrepareAsync(string home, ServerUser user, CancellationToken cancellationToken)
    {
        PostgresFolders folders = Resolve(home);
        MakeFolder(folders.Root);
        if (!await user.CanEnterAsync(folders.Root, cancellationToken))
            folders = Relocate(home, folders, user);

        Directory.CreateDirectory(folders.Server);
        return folders;
    }

    internal static string RelocatedRoot(string home)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(home))));
        return Path.Combine(SharedRoot, Convert.ToHexStringLower(hash)[..16]);
    }

    static PostgresFolders Resolve(string home)
    {
        var folder = new DirectoryInfo(For(home));
        return new PostgresFolders(folder.LinkTarget is null ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    static PostgresFolders Relocate(string home, PostgresFolders unreachable, ServerUser user)
    {
        if (Directory.Exists(unreachable.Data))
        {
            throw new CommandFailedException(
                $"The database lies in {unreachable.Root}, which user {user.Name} (who runs PostgreSQL, since root may not) cannot enter. " +
                "Open the folders above it (chmod o+x), or start Orchestrator as the user who made it.");
        }

        Directory.Delete(For(home), recursive: true);
        var relocated = new PostgresFolders(RelocatedRoot(home));
        MakeFolder(SharedRoot);
        MakeFolder(relocated.Root);
        Directory.CreateSymbolicLink(For(home), relocated.Root);
        return relocated;
    }

    // A strict umask must not lock the server's user out of what we make for it.
    static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        string parent = Path.GetDirectoryName(folder)!;
        if (Path.GetFileName(parent) == ".orchestrator")
            MakeFolder(parent);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, EveryoneEnters);
    }
}
