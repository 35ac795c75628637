using Npgsql;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>One data folder and the server that runs on it, if one does.</summary>
internal sealed class PostgresCluster(PostgresFolders folders, PostgresBinaries binaries, ServerUser user, TimeProvider timeProvider, Action<string> say)
{
    const int StartAttempts = 20;
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);

    /// <summary>Starts the server, or finds it running. Makes the data folder the first time.</summary>
    /// <exception cref="CommandFailedException">It did not start; the message ends with its log's last lines.</exception>
    public async Task<RunningCluster> StartAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folders.Data))
            await new ClusterCreator(folders, binaries, user).CreateAsync(settings, cancellationToken);

        string password = await ClusterPassword.ReadAsync(folders.Password, cancellationToken);
        PostmasterFile? running = await FindRunningAsync(folders, cancellationToken);
        bool reused = running is not null;
        (int port, string? socketFolder) = running is null ? await LaunchAsync(settings, cancellationToken) : (running.Port, running.SocketFolder);
        var cluster = new RunningCluster(port, password, binaries.Version, reused, socketFolder);
        await WaitUntilReadyAsync(cluster, cancellationToken);
        return cluster;
    }

    /// <summary>The server that runs on the folders' data; null when none does.</summary>
    public static async Task<PostmasterFile?> FindRunningAsync(PostgresFolders folders, CancellationToken cancellationToken) =>
        await PostmasterFile.ReadAsync(folders.Data, cancellationToken) is { } file && file.IsAlive() ? file : null;

    /// <summary>Stops the server, if it runs: sessions are ended, everything is written.</summary>
    /// <returns>False when none ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (await FindRunningAsync(folders, cancellationToken) is null)
            return false;

        ProcessResult result = await user.Command(binaries.Program("pg_ctl"), "stop", "-D", folders.Data, "-m", "fast", "-w", "-t", "60")
            .RunAsync(cancellationToken);
        if (!result.Succeeded && await FindRunningAsync(folders, cancellationToken) is not null)
            throw new CommandFailedException($"PostgreSQL does not stop: {result.Printed}");
        return true;
    }

    async Task<(int Port, string? SocketFolder)> LaunchAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            File.Delete(PostmasterFile.PathIn(folders.Data));
            int port = LoopbackPort.FirstFree(settings.Port, "PostgreSQL", say);
            string? socketFolder = ServerSocket.FolderIn(folders, port);
            await File.WriteAllTextAsync(
                Path.Combine(folders.Data, ClusterCreator.ConfigurationName), settings.ConfigurationFile(port, socketFolder), cancellationToken);
            long logEnd = File.Exists(folders.Log) ? new FileInfo(folders.Log).Length : 0;
            int exitCode = await user
                .Command(binaries.Program("pg_ctl"), "start", "-D", folders.Data, "-l", folders.Log, "-w", "-t", "120", "-s")
                .RunDetachedAsync(cancellationToken);
            if (exitCode == 0)
                return (port, socketFolder);

            string log = await ReadLogAsync(logEnd, cancellationToken);
            if (attempt == StartAttempts || !IsPassing(log))
                throw new CommandFailedException($"PostgreSQL {binaries.Version} did not start. The end of {folders.Log}:\n{log}");
            await Task.Delay(PollInterval, timeProvider, cancellationToken);
        }
    }

    // A killed server's children take a moment to notice and hold its memory until then; a port can be taken after we looked.
    static bool IsPassing(string log) =>
        log.Contains("is still in use", StringComparison.Ordinal) || log.Contains("Address already in use", StringComparison.Ordinal) ||
        log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);

    async Task<string> ReadLogAsync(long from, CancellationToken cancellationToken)
    {
        if (!File.Exists(folders.Log))
            return "(no log)";

        await using var stream = new FileStream(folders.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        using var reader = new StreamReader(stream);
        string[] lines = (await reader.ReadToEndAsync(cancellationToken)).TrimEnd().Split('\n');
        return string.Join('\n', lines.TakeLast(15));
    }

    async Task WaitUntilReadyAsync(RunningCluster cluster, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = timeProvider.GetUtcNow() + ReadyWithin;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException error) when (error.IsTransient && timeProvider.GetUtcNow() < deadline)
            {
                await Task.Delay(PollInterval, timeProvider, cancellationToken);
            }
            catch (NpgsqlException error)
            {
                throw new CommandFailedException($"PostgreSQL runs on port {cluster.Port} but takes no connection: {error.Message}", error);
            }
        }
    }
}
