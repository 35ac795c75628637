using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>
/// Who PostgreSQL's programs run as. They refuse to run as root, so root drops to <c>postgres</c>, or to <c>nobody</c>
/// where there is no such user; everybody else runs them as themselves.
/// </summary>
internal sealed class ServerUser
{
    static readonly string[] Names = ["postgres", "nobody"];
    readonly PasswdEntry? _account;
    readonly Func<PasswdEntry, CommandLine, CommandLine>? _drop;

    ServerUser(PasswdEntry? account, Func<PasswdEntry, CommandLine, CommandLine>? drop)
    {
        _account = account;
        _drop = drop;
    }

    /// <summary>True when the programs run as somebody else than we do.</summary>
    public bool IsOther => _account is not null;

    public string Name => _account?.Name ?? Environment.UserName;

    /// <exception cref="CommandFailedException">We are root, and there is nobody to become or nothing to become it with.</exception>
    public static Task<ServerUser> FindAsync(CancellationToken cancellationToken) =>
        FindAsync(PrivilegeDrop.Programs, cancellationToken);

    /// <inheritdoc cref="FindAsync(CancellationToken)"/>
    /// <param name="dropPrograms">Programs that change the user, in the order in which they are tried.</param>
    internal static async Task<ServerUser> FindAsync(IReadOnlyList<string> dropPrograms, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerUser(null, null);

        PasswdEntry account = await PasswdEntry.FindFirstAsync(Names, cancellationToken)
            ?? throw new CommandFailedException(
                "PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as. " +
                "Add one (useradd --system postgres), or start Orchestrator as another user.");
        foreach (string program in dropPrograms.Where(ProgramFinder.Exists))
        {
            var drop = PrivilegeDrop.With(program);
            ProcessResult id = await drop(account, new CommandLine("id", "-u")).RunAsync(cancellationToken);
            if (id.Succeeded && id.Output.Trim() == account.UserId)
                return new ServerUser(account, drop);
        }

        throw new CommandFailedException(
            $"PostgreSQL does not run as root, and none of {string.Join(", ", dropPrograms)} can run it as {account.Name}. " +
            "Install util-linux, or start Orchestrator as another user.");
    }

    /// <summary>The same command, to be run as this user.</summary>
    public CommandLine Command(string program, params string[] arguments)
    {
        var command = new CommandLine(program, arguments);
        return _account is null ? command : _drop!(_account, command);
    }

    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        !IsOther || (await Command("sh", "-c", "cd \"$1\" && ls . >/dev/null", "sh", folder).RunAsync(cancellationToken)).Succeeded;

    /// <summary>Gives a file, or a folder with all in it, to this user.</summary>
    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsOther)
            return;

        ProcessResult chown = await new CommandLine("chown", "-R", $"{_account!.UserId}:{_account.GroupId}", path).RunAsync(cancellationToken);
        if (!chown.Succeeded)
            throw new CommandFailedException($"Cannot give {path} to user {Name}: {chown.Printed}");
    }
}
