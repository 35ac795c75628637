using System.Text;

namespace Orchestrator.Cli.Postgres;

/// <summary>The Unix socket of a clone's server. Programs on this machine reach it there in some 15 % less time than by TCP, for a small commit.</summary>
internal static class ServerSocket
{
    /// <summary>Of a socket's path, in bytes, on the system that allows the fewest (macOS; Linux allows 107).</summary>
    const int PathBytesMax = 103;

    /// <summary>Where the server makes its socket.</summary>
    /// <returns>Null where it listens on TCP alone: on Windows, in a clone that lies too deep, under a name that its configuration would have to quote.</returns>
    public static string? FolderIn(PostgresFolders folders, int port)
    {
        string folder = folders.Server;
        bool fits = Encoding.UTF8.GetByteCount($"{folder}/.s.PGSQL.{port}") <= PathBytesMax;
        return fits && !OperatingSystem.IsWindows() && folder.IndexOfAny(['\'', '"', ',', '\\']) < 0 ? folder : null;
    }
}
