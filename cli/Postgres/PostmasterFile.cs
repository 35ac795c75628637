using System.Diagnostics;

namespace Orchestrator.Cli.Postgres;

/// <summary>
/// <c>postmaster.pid</c>, which a running server keeps in its data folder and a killed one leaves behind.
/// Lines: process id, data folder, start time, port, socket folder, address, shared memory, status.
/// </summary>
/// <param name="SocketFolder">Null for a server that listens on TCP alone.</param>
/// <param name="DataFolder">As the server was told, so as its command line has it: another path may lead to the same folder.</param>
internal sealed record PostmasterFile(int ProcessId, string DataFolder, int Port, string? SocketFolder)
{
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    /// <returns>Null when there is none, or one that its server has not finished writing.</returns>
    public static async Task<PostmasterFile?> ReadAsync(string dataFolder, CancellationToken cancellationToken)
    {
        try
        {
            string[] lines = await File.ReadAllLinesAsync(PathIn(dataFolder), cancellationToken);
            return lines.Length >= 5 && int.TryParse(lines[0], out int processId) && int.TryParse(lines[3], out int port)
                ? new PostmasterFile(processId, lines[1], port, lines[4].Length == 0 ? null : lines[4])
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// False for a file that a killed server left, even when its process id is some other program's by now (PostgreSQL
    /// itself would refuse to start then).
    /// </summary>
    public bool IsAlive()
    {
        try
        {
            using Process process = Process.GetProcessById(ProcessId);
            string commandLine = $"/proc/{ProcessId}/cmdline";
            return OperatingSystem.IsLinux()
                ? File.ReadAllText(commandLine).Split('\0').Contains(DataFolder)
                : process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
