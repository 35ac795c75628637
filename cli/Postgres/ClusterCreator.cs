using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>Makes a data folder: initdb, then our configuration.</summary>
internal sealed class ClusterCreator(PostgresFolders folders, PostgresBinaries binaries, ServerUser user)
{
    public const string Superuser = "orchestrator";
    public const string ConfigurationName = "orchestrator.conf";

    /// <summary>All or nothing: a data folder that exists is whole, even when an earlier call was killed.</summary>
    public async Task CreateAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        string unfinished = folders.Data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        string password = await ClusterPassword.CreateAsync(folders.Password, cancellationToken);
        string passwordForInitdb = Path.Combine(folders.Server, "initdb-password");
        await ClusterPassword.WriteAsync(passwordForInitdb, password, cancellationToken);
        await user.TakeOverAsync(folders.Server, cancellationToken);
        try
        {
            await InitializeAsync(unfinished, passwordForInitdb, settings, cancellationToken);
        }
        finally
        {
            File.Delete(passwordForInitdb);
        }

        await File.AppendAllTextAsync(
            Path.Combine(unfinished, "postgresql.conf"), $"\ninclude_if_exists = '{ConfigurationName}'\n", cancellationToken);
        Directory.Move(unfinished, folders.Data);
    }

    async Task InitializeAsync(string dataFolder, string passwordFile, ClusterSettings settings, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "-D", dataFolder, "-U", Superuser, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
            // Every Linux has C.UTF-8; elsewhere no locale is certain.
            OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--no-locale",
        ];
        if (settings.ThrowAway)
            arguments.Add("--no-sync");

        ProcessResult result = await user.Command(binaries.Program("initdb"), [.. arguments]).RunAsync(cancellationToken);
        if (!result.Succeeded)
            throw new CommandFailedException($"initdb failed with exit code {result.ExitCode}: {result.Printed}");
    }
}
