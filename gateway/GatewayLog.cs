namespace Orchestrator.Gateway;

/// <summary>Everything the gateway logs. 1000: calls; 1100: events; 1200: the function host; 1300: hosting; 1400: access.</summary>
static partial class GatewayLog
{
    [LoggerMessage(1000, LogLevel.Error, "Call {Method} failed unexpectedly, request {RequestId}")]
    public static partial void CallFailed(ILogger logger, Exception error, string method, string requestId);

    [LoggerMessage(1001, LogLevel.Warning, "Call {Method} found the database unavailable, request {RequestId}")]
    public static partial void DatabaseUnavailable(ILogger logger, Exception error, string method, string requestId);

    [LoggerMessage(1100, LogLevel.Warning, "Events could not be read, next try in {Pause}; watchers miss nothing")]
    public static partial void EventReadFailed(ILogger logger, Exception error, TimeSpan pause);

    [LoggerMessage(1200, LogLevel.Warning, "Function host unreachable for {InstanceId}: {Reason}")]
    public static partial void HostUnreachable(ILogger logger, Exception? error, string instanceId, string reason);

    [LoggerMessage(1201, LogLevel.Critical,
        "The function host refuses this gateway (HTTP {Status}): set ORCHESTRATOR_FUNCTION_KEY to one of its keys and, where it asks for tokens, " +
        "ORCHESTRATOR_FUNCTIONS_SCOPE to its own. Tasks wait until then")]
    public static partial void HostRefusesKey(ILogger logger, int status);

    [LoggerMessage(1202, LogLevel.Warning, "Function host refuses to start {InstanceId} (HTTP {Status}): {Reason}")]
    public static partial void StartRefused(ILogger logger, string instanceId, int status, string reason);

    [LoggerMessage(1300, LogLevel.Warning, "The database cannot be reached")]
    public static partial void DatabaseUnreachable(ILogger logger, Exception error);

    [LoggerMessage(1203, LogLevel.Error, "Function host does not take signal {SignalId} for {InstanceId} (HTTP {Status})")]
    public static partial void SignalNotTaken(ILogger logger, Guid signalId, string instanceId, int status);

    [LoggerMessage(1400, LogLevel.Critical, "ORCHESTRATOR_AUTH is none, and others than this machine can reach the gateway: whoever does may run and cancel work. Something else must keep strangers out")]
    public static partial void OpenToEverybody(ILogger logger);

    [LoggerMessage(1401, LogLevel.Warning, "Call {Method} refused: {Reason}, from {Peer}, request {RequestId}")]
    public static partial void CallerUnknown(ILogger logger, string method, string reason, string peer, string requestId);

    [LoggerMessage(1402, LogLevel.Error, "Call {Method}: the token issuer's keys cannot be read, request {RequestId}")]
    public static partial void IdentityProviderUnavailable(ILogger logger, Exception error, string method, string requestId);

    [LoggerMessage(1403, LogLevel.Error, "An audit row could not be written: {Actor}, {Action}, {SubjectId}, {Outcome}")]
    public static partial void AuditRowLost(ILogger logger, Exception error, string actor, string action, Guid? subjectId, string outcome);

    [LoggerMessage(1204, LogLevel.Error, "No Entra token for the function host, scope {Scope}")]
    public static partial void NoTokenForFunctions(ILogger logger, Exception error, string scope);
}
