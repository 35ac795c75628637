using Microsoft.Extensions.Logging;

namespace Orchestrator.Database;

/// <summary>Event ids: 31xx migrations, 32xx events, 33xx handlers.</summary>
static partial class DatabaseLog
{
    [LoggerMessage(3101, LogLevel.Information, "Applied {Script}")]
    public static partial void Applied(ILogger logger, string script);

    [LoggerMessage(3102, LogLevel.Warning, "No lock for {Script} (attempt {Attempt} of {Attempts}). Oldest transaction: {Holder}")]
    public static partial void Blocked(ILogger logger, string script, int attempt, int attempts, string holder);

    [LoggerMessage(3201, LogLevel.Information, "Listening for events on {Channel}")]
    public static partial void Listening(ILogger logger, string channel);

    [LoggerMessage(3202, LogLevel.Warning, "The event listener lost its connection, next attempt in {Delay}; readers poll meanwhile")]
    public static partial void ListenerLost(ILogger logger, Exception error, TimeSpan delay);

    [LoggerMessage(3203, LogLevel.Warning, "A notification was not sent; readers find the events when they poll")]
    public static partial void NotifyFailed(ILogger logger, Exception error);

    [LoggerMessage(3301, LogLevel.Warning, "The registered handlers could not be read; those known before stay")]
    public static partial void HandlersNotRead(ILogger logger, Exception error);
}
