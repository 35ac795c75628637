namespace Orchestrator.Cli.Postgres;

/// <summary>A home folder's own PostgreSQL, its state under <c>.orchestrator/postgres</c>: obtained, started, stopped.</summary>
/// <param name="preference">See <see cref="BinariesSelection.Variable"/>.</param>
internal sealed class LocalPostgres(string home, string? preference, TimeProvider timeProvider, Action<string> say)
{
    /// <summary>The server of a home as the environment wants it.</summary>
    public static LocalPostgres Of(string home, TimeProvider timeProvider, Action<string> say) =>
        new(home, Environment.GetEnvironmentVariable(BinariesSelection.Variable), timeProvider, say);

    public async Task<RunningCluster> StartAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            ServerUser user = await ServerUser.FindAsync(cancellationToken);
            PostgresFolders folders = await PostgresFolders.PrepareAsync(home, user, cancellationToken);
            return await (await OpenAsync(folders, user, cancellationToken)).StartAsync(settings, cancellationToken);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CommandFailedException(
                $"{error.Message} The database was made by another user: start Orchestrator as that user, " +
                $"or remove {PostgresFolders.For(home)} to start anew.", error);
        }
    }

    /// <returns>False when no server ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (PostgresFolders.Find(home) is not { } folders || await PostgresCluster.FindRunningAsync(folders, cancellationToken) is null)
            return false;

        ServerUser user = await ServerUser.FindAsync(cancellationToken);
        return await (await OpenAsync(folders, user, cancellationToken)).StopAsync(cancellationToken);
    }

    /// <summary>Null when no server runs.</summary>
    public async Task<RunningCluster?> FindAsync(CancellationToken cancellationToken)
    {
        if (PostgresFolders.Find(home) is not { } folders || await PostgresCluster.FindRunningAsync(folders, cancellationToken) is not { } running)
            return null;

        string version = await File.ReadAllTextAsync(Path.Combine(folders.Data, "PG_VERSION"), cancellationToken);
        string password = await ClusterPassword.ReadAsync(folders.Password, cancellationToken);
        return new RunningCluster(running.Port, password, version.Trim(), Reused: true, running.SocketFolder);
    }

    /// <summary>Stops the server and deletes its data and programs.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        if (PostgresFolders.Find(home) is not { } folders)
            return;

        string link = PostgresFolders.For(home);
        if (new DirectoryInfo(link).LinkTarget is not null)
            Directory.Delete(link);
        Directory.Delete(folders.Root, recursive: true);
    }

    async Task<PostgresCluster> OpenAsync(PostgresFolders folders, ServerUser user, CancellationToken cancellationToken)
    {
        PostgresBinaries binaries = await new BinariesSelection(folders, user, say).ChooseAsync(preference, cancellationToken);
        return new PostgresCluster(folders, binaries, user, timeProvider, say);
    }
}
