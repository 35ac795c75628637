using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions;

/// <summary>
/// What the function app logs: 21xx attempts, 22xx model calls, 23xx maintenance, 24xx starters, 25xx host. Ids and sizes,
/// never a prompt or completion.
/// </summary>
static partial class FunctionsLog
{
    [LoggerMessage(2101, LogLevel.Information, "Task {TaskId}: attempt {Attempt} started, handler {Handler}")]
    public static partial void AttemptStarted(ILogger logger, Guid taskId, int attempt, string handler);

    [LoggerMessage(2102, LogLevel.Information, "Task {TaskId}: attempt {Attempt} ended, {Result}, next in {Delay}, reason {Reason}")]
    public static partial void AttemptEnded(
        ILogger logger, Guid taskId, int attempt, AttemptResult result, TimeSpan? delay, string? reason);

    [LoggerMessage(2103, LogLevel.Information, "Task {TaskId}: attempt {Attempt} was settled before, {Result}, reason {Reason}")]
    public static partial void AttemptSettled(ILogger logger, Guid taskId, int attempt, AttemptResult result, string? reason);

    [LoggerMessage(2104, LogLevel.Warning, "Task {TaskId}: attempt {Attempt} of handler {Handler} failed")]
    public static partial void HandlerFailed(ILogger logger, Exception error, Guid taskId, int attempt, string handler);

    [LoggerMessage(2105, LogLevel.Warning, "Could not look for cancellations of {Count} running attempts")]
    public static partial void WatchFailed(ILogger logger, Exception error, int count);

    [LoggerMessage(2201, LogLevel.Information,
        "Task {TaskId}: attempt {Attempt}, model {Model} answered: {Outcome}, {InputTokens} + {OutputTokens} tokens, reused: {Reused}")]
    public static partial void ModelAnswered(
        ILogger logger, Guid taskId, int attempt, string model, Core.Llm.LlmOutcome outcome, int? inputTokens, int? outputTokens, bool reused);

    [LoggerMessage(2301, LogLevel.Information, "Started {Started} of {Claimed} tasks that were left pending")]
    public static partial void PendingStarted(ILogger logger, int started, int claimed);

    [LoggerMessage(2302, LogLevel.Warning, "Task {TaskId}, run {Run}: {Reason}; {Action}")]
    public static partial void TaskMended(ILogger logger, Guid taskId, int run, string reason, string action);

    [LoggerMessage(2311, LogLevel.Information, "Started {Started} of {Claimed} chains that were left pending")]
    public static partial void ChainsStarted(ILogger logger, int started, int claimed);

    [LoggerMessage(2312, LogLevel.Warning, "Chain {ChainId}, run {Run}: {Reason}; {Action}")]
    public static partial void ChainMended(ILogger logger, Guid chainId, int run, string reason, string action);

    [LoggerMessage(2303, LogLevel.Information, "Delivered {Delivered} signals that were left unsent")]
    public static partial void SignalsDelivered(ILogger logger, int delivered);

    [LoggerMessage(2304, LogLevel.Warning, "Instance {InstanceId}: signal {Kind} was not taken")]
    public static partial void SignalNotTaken(ILogger logger, Exception error, string instanceId, Core.Orchestration.OrchestrationSignalKind kind);

    [LoggerMessage(2310, LogLevel.Information,
        "Figures: oldest due task waits {Waiting:F0} s, {Failed} of {Ended} ended tasks failed, started after {Started:F3} s at p95, " +
        "calls of the last hour cost {Cost:F4} USD")]
    public static partial void Figures(ILogger logger, double waiting, long failed, long ended, double started, decimal cost);

    [LoggerMessage(2321, LogLevel.Information, "Started {Started} of {Claimed} bulk operations that nothing had moved")]
    public static partial void BulkOperationsStarted(ILogger logger, int started, int claimed);

    [LoggerMessage(2401, LogLevel.Warning, "Instance {InstanceId} of {Orchestrator} could not be started")]
    public static partial void StartFailed(ILogger logger, Exception error, string orchestrator, string instanceId);

    [LoggerMessage(2501, LogLevel.Critical, "Not ready: {Reason}")]
    public static partial void NotReady(ILogger logger, string reason);

    [LoggerMessage(2504, LogLevel.Debug, "{EventName} of {SubjectKind} {SubjectId}")]
    public static partial void Happened(ILogger logger, string eventName, string subjectKind, string subjectId);

    [LoggerMessage(2505, LogLevel.Warning, "Subscriber {Subscriber} failed at {EventName} of {SubjectId}; it goes on")]
    public static partial void SubscriberFailed(ILogger logger, Exception error, string subscriber, string eventName, string subjectId);

    [LoggerMessage(2506, LogLevel.Warning, "Subscriber {Subscriber} is behind: it loses events from {EventName} of {SubjectId} on")]
    public static partial void SubscriberBehind(ILogger logger, string subscriber, string eventName, string subjectId);

    [LoggerMessage(2503, LogLevel.Warning, "The database cannot be reached")]
    public static partial void DatabaseUnreachable(ILogger logger, Exception error);

    [LoggerMessage(2502, LogLevel.Information, "Worker {WorkerId} is ready; models come from {Provider}")]
    public static partial void Ready(ILogger logger, string workerId, string provider);

    [LoggerMessage(2507, LogLevel.Information, "Plugin {Plugin} is loaded: {Handlers} handlers")]
    public static partial void PluginLoaded(ILogger logger, string plugin, int handlers);

    [LoggerMessage(2508, LogLevel.Error, "Plugin {Plugin} is not used, {Reason}: {Explanation}")]
    public static partial void PluginRejected(ILogger logger, string plugin, string reason, string explanation);

    [LoggerMessage(2509, LogLevel.Error, "Handler {Handler} of plugin {Plugin} is not used, {Reason}: {Explanation}")]
    public static partial void HandlerRejected(ILogger logger, string handler, string plugin, string reason, string explanation);

    [LoggerMessage(2510, LogLevel.Warning, "The rows of {Handlers} handlers could not be renewed")]
    public static partial void RegistrationsNotRenewed(ILogger logger, Exception error, int handlers);

    [LoggerMessage(2305, LogLevel.Information, "Purge of what ended more than {Age} ago goes on: {Tasks} tasks, {Chains} chains, {Events} events so far")]
    public static partial void PurgeGoesOn(ILogger logger, TimeSpan age, long tasks, long chains, long events);

    [LoggerMessage(2306, LogLevel.Information,
        "Purged what ended more than {Age} ago: {Tasks} tasks, {Chains} chains, {Events} events, {Instances} orchestrations; complete: {Complete}")]
    public static partial void Purged(ILogger logger, TimeSpan age, long tasks, long chains, long events, long instances, bool complete);
}
