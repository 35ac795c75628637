using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Postgres;

/// <summary>The ways in which root runs a command as another user. A minimal image has one of the programs, rarely all.</summary>
internal static class PrivilegeDrop
{
    public static readonly IReadOnlyList<string> Programs = ["setpriv", "runuser", "su"];

    public static Func<PasswdEntry, CommandLine, CommandLine> With(string program) => program switch
    {
        "setpriv" => (account, command) => new CommandLine(
            program,
            [$"--reuid={account.UserId}", $"--regid={account.GroupId}", "--clear-groups", "--", command.Program, .. command.Arguments]),
        "runuser" => (account, command) => new CommandLine(
            program, ["-u", account.Name, "--", command.Program, .. command.Arguments]),
        // -s: the account's own shell may be nologin.
        "su" => (account, command) => new CommandLine(program, "-s", "/bin/sh", "-c", "exec " + Quoted(command), account.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(program), program, "Not a program that changes the user."),
    };

    static string Quoted(CommandLine command) => string.Join(' ', command.Arguments.Prepend(command.Program)
        .Select(word => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'"));
}
