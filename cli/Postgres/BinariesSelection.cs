namespace Orchestrator.Cli.Postgres;

/// <summary>
/// Which PostgreSQL runs: the newest on the machine, else the one from npm; but always the major version that made the data,
/// where there is data.
/// </summary>
internal sealed class BinariesSelection(PostgresFolders folders, ServerUser user, Action<string> say)
{
    /// <summary><c>npm</c>, or a folder with the server's programs; unset: the order above.</summary>
    public const string Variable = "ORCHESTRATOR_POSTGRES";

    /// <exception cref="CommandFailedException">There is none, or none that can read the data.</exception>
    public async Task<PostgresBinaries> ChooseAsync(string? preference, CancellationToken cancellationToken)
    {
        int? dataMajor = await ReadDataMajorAsync(cancellationToken);
        IReadOnlyList<PostgresBinaries> found = await FindAsync(preference, cancellationToken);
        PostgresBinaries? fitting = found.FirstOrDefault(binaries => dataMajor is null || binaries.Major == dataMajor);
        if (fitting is not null)
            return fitting;

        if (string.IsNullOrEmpty(preference) && NpmMajor == (dataMajor ?? NpmMajor))
            return await new NpmBinaries(folders.Npm, say).InstallAsync(user, cancellationToken);

        throw new CommandFailedException(
            $"The data in {folders.Data} was made by PostgreSQL {dataMajor}, and this machine has " +
            $"{(found.Count == 0 ? "no server" : string.Join(", ", found.Select(binaries => binaries.Version)))}. " +
            $"Install PostgreSQL {dataMajor}, or move that folder away to start anew.");
    }

    static int NpmMajor => int.Parse(NpmBinaries.PackageVersion.Split('.')[0]);

    async Task<IReadOnlyList<PostgresBinaries>> FindAsync(string? preference, CancellationToken cancellationToken)
    {
        var npm = new NpmBinaries(folders.Npm, say);
        switch (preference)
        {
            case "npm":
                return [await npm.FindAsync(user, cancellationToken) ?? await npm.InstallAsync(user, cancellationToken)];
            case null or "":
                IReadOnlyList<PostgresBinaries> installed = await InstalledBinaries.FindAsync(user, cancellationToken);
                return await npm.FindAsync(user, cancellationToken) is { } earlier ? [.. installed, earlier] : installed;
            default:
                return
                [
                    await PostgresBinaries.InspectAsync(Path.GetFullPath(preference), user, cancellationToken)
                        ?? throw new CommandFailedException(
                            $"{Variable}={preference}: no folder with postgres, initdb and pg_ctl that user {user.Name} can run."),
                ];
        }
    }

    async Task<int?> ReadDataMajorAsync(CancellationToken cancellationToken)
    {
        string file = Path.Combine(folders.Data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(await File.ReadAllTextAsync(file, cancellationToken)) : null;
    }
}
