namespace Orchestrator.Cli;

/// <summary>The command cannot go on, for a reason that its user can do something about. Printed without a stack; exit code 1.</summary>
internal sealed class CommandFailedException : Exception
{
    public CommandFailedException(string message)
        : base(message)
    {
    }

    public CommandFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
