namespace Orchestrator.Cli;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command, or a task that it waited for, failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line was wrong, or the gateway refused what it asked for as invalid.</summary>
    public const int Usage = 2;
}
