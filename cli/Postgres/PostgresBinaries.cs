using System.Text.RegularExpressions;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>A folder with the server's programs, and their version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    /// <summary>The oldest version that the schema works on.</summary>
    public const int OldestMajor = 15;

    public string Program(string name) => Path.Combine(Folder, ProgramFinder.FileName(name));

    /// <returns>Null when the folder lacks a program that we need, or its server does not run as that user.</returns>
    public static async Task<PostgresBinaries?> InspectAsync(string folder, ServerUser user, CancellationToken cancellationToken)
    {
        string[] needed = ["postgres", "initdb", "pg_ctl"];
        if (!needed.All(program => File.Exists(Path.Combine(folder, ProgramFinder.FileName(program)))))
            return null;

        string server = Path.Combine(folder, ProgramFinder.FileName("postgres"));
        ProcessResult result = await user.Command(server, "--version").RunAsync(cancellationToken);
        Match version = VersionNumber().Match(result.Output);
        return result.Succeeded && version.Success
            ? new PostgresBinaries(folder, int.Parse(version.Groups["major"].Value), version.Value)
            : null;
    }

    [GeneratedRegex(@"(?<major>\d+)(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionNumber();
}
