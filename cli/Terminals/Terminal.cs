using Spectre.Console;

namespace Orchestrator.Cli.Terminals;

/// <summary>
/// Where a command's result goes (standard output), and what it says on the way (standard error, so that a pipe gets the
/// result alone).
/// </summary>
internal sealed class Terminal
{
    public Terminal(TextWriter output, TextWriter error, bool isInteractive)
    {
        Output = output;
        Error = error;
        IsInteractive = isInteractive;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A pipe has no width: a log's reader wants whole lines.
        if (!isInteractive)
            Console.Profile.Width = 200;
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Tables and colours over <see cref="Output"/>; plain text where nobody watches.</summary>
    public IAnsiConsole Console { get; }

    public bool IsInteractive { get; }

    public static Terminal Create() =>
        new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null);

    public void Say(string line) => Error.WriteLine(line);
}
