namespace Orchestrator.Cli.Processes;

/// <summary>Programs on PATH.</summary>
internal static class ProgramFinder
{
    public static IEnumerable<string> SearchedFolders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A program's file name here: with <c>.exe</c> on Windows.</summary>
    public static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    public static bool Exists(string fileName) => SearchedFolders.Any(folder => File.Exists(Path.Combine(folder, fileName)));
}
