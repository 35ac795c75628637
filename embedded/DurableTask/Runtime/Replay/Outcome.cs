using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>How an execution ended.</summary>
internal abstract record Outcome;

/// <param name="Status">Completed, Failed or Terminated.</param>
internal sealed record Ended(InstanceStatus Status, string? Output, Failure? Failure) : Outcome;

/// <param name="Carried">What the next execution takes over: events that nobody had waited for yet, in the order of arrival.</param>
internal sealed record Continued(string? Input, string? Version, IReadOnlyList<HistoryEvent> Carried) : Outcome;
