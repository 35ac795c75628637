namespace Microsoft.DurableTask.Runtime.History;

/// <summary>
/// One event of an instance's history, under Durable Task's own name. What happened to the instance (a message) and what
/// its code asked for (an action) are both events; actions carry the <c>EventId</c> that their completion refers to.
/// </summary>
internal abstract record HistoryEvent;

/// <summary>What the orchestrator's code asked for, numbered in the order of asking from 0 in each execution.</summary>
internal abstract record ActionEvent(int EventId) : HistoryEvent;

/// <summary>Begins every turn; its timestamp is the orchestrator's clock for the whole turn, now and in replay.</summary>
internal sealed record OrchestratorStarted(DateTime Timestamp) : HistoryEvent;

/// <summary>The orchestrator function begins. Name, version and input are those of the instance's row, stored there once.</summary>
internal sealed record ExecutionStarted : HistoryEvent
{
    public static ExecutionStarted Instance { get; } = new();
}

internal sealed record ExecutionCompleted(InstanceStatus Status, string? Result, Failure? Failure) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

/// <summary>A failed instance runs again from before its failures, which are taken out of the history.</summary>
internal sealed record ExecutionRewound(string? Reason) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

/// <summary>First event of an execution that continues an earlier one; the events it carries follow in the same turn.</summary>
internal sealed record ContinueAsNew : HistoryEvent
{
    public static ContinueAsNew Instance { get; } = new();
}

internal sealed record TaskScheduled(int EventId, string Name, string? Version, string? Input) : ActionEvent(EventId);

internal sealed record TaskCompleted(int TaskScheduledId, string? Result) : HistoryEvent;

internal sealed record TaskFailed(int TaskScheduledId, Failure Failure) : HistoryEvent;

internal sealed record SubOrchestrationInstanceCreated(
    int EventId, string Name, string? Version, string InstanceId, string? Input, IReadOnlyDictionary<string, string>? Tags)
    : ActionEvent(EventId);

internal sealed record SubOrchestrationInstanceCompleted(int TaskScheduledId, string? Result) : HistoryEvent;

internal sealed record SubOrchestrationInstanceFailed(int TaskScheduledId, Failure Failure) : HistoryEvent;

internal sealed record TimerCreated(int EventId, DateTime FireAt) : ActionEvent(EventId);

internal sealed record TimerFired(int TimerId) : HistoryEvent;

internal sealed record EventSent(int EventId, string InstanceId, string Name, string? Input) : ActionEvent(EventId);

internal sealed record EventRaised(string Name, string? Input) : HistoryEvent;
