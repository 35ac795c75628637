using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>3001-3019 invocations, 3020-3039 HTTP, 3040-3059 timers, 3060-3079 host.</summary>
static partial class FunctionsWorkerLog
{
    [LoggerMessage(3001, LogLevel.Debug, "Executing '{Function}' (id {InvocationId})")]
    public static partial void Executing(ILogger logger, string function, string invocationId);

    [LoggerMessage(3002, LogLevel.Debug, "Executed '{Function}' (id {InvocationId}) in {Duration}")]
    public static partial void Executed(ILogger logger, string function, string invocationId, TimeSpan duration);

    [LoggerMessage(3003, LogLevel.Error, "Function '{Function}' (id {InvocationId}) failed after {Duration}")]
    public static partial void Failed(ILogger logger, Exception error, string function, string invocationId, TimeSpan duration);

    [LoggerMessage(3004, LogLevel.Warning, "Function '{Function}' (id {InvocationId}) ended after its time was up; its result is ignored")]
    public static partial void AbandonedEnded(ILogger logger, Exception? error, string function, string invocationId);

    [LoggerMessage(3005, LogLevel.Information, "Function '{Function}' (id {InvocationId}) was cancelled after {Duration}: the host ends, or the client has gone")]
    public static partial void Cancelled(ILogger logger, string function, string invocationId, TimeSpan duration);

    [LoggerMessage(3020, LogLevel.Debug, "Request to '{Function}' refused: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string function, string reason);

    [LoggerMessage(3021, LogLevel.Warning, "{Setting} is not set: requests that need this key are answered 401")]
    public static partial void KeyMissing(ILogger logger, string setting);

    [LoggerMessage(3022, LogLevel.Error, "Durable management request {Method} {Path} failed")]
    public static partial void ManagementFailed(ILogger logger, Exception error, string method, string path);

    [LoggerMessage(3040, LogLevel.Information, "This process runs the timers of hub '{Hub}'")]
    public static partial void TimersTaken(ILogger logger, string hub);

    [LoggerMessage(3041, LogLevel.Warning, "The timers of hub '{Hub}' are lost to another process, or PostgreSQL is out of reach; trying again")]
    public static partial void TimersLost(ILogger logger, Exception? error, string hub);

    [LoggerMessage(3042, LogLevel.Debug, "Timer '{Function}' is due next at {Next}")]
    public static partial void TimerScheduled(ILogger logger, string function, DateTimeOffset next);

    [LoggerMessage(3043, LogLevel.Warning, "Timer '{Function}' has no further occurrence")]
    public static partial void TimerEnded(ILogger logger, string function);

    [LoggerMessage(3044, LogLevel.Debug, "Timer '{Function}': the occurrence of {Due} was run by another process")]
    public static partial void TimerTakenElsewhere(ILogger logger, string function, DateTimeOffset due);

    [LoggerMessage(3069, LogLevel.Information, "host.json extensions.durableTask: {Keys} have no effect in the embedded runtime")]
    public static partial void SettingsIgnored(ILogger logger, string keys);

    [LoggerMessage(3045, LogLevel.Warning, "Timers are still running as the host's grace ends; they are cancelled")]
    public static partial void TimersCancelled(ILogger logger);
}
