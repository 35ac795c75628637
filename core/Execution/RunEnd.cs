using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Execution;

/// <summary>An end that no attempt can write.</summary>
/// <param name="Status"><see cref="TaskRecordStatus.Failed"/> or <see cref="TaskRecordStatus.Cancelled"/>.</param>
/// <param name="ErrorType">Null for a cancellation.</param>
public sealed record RunEnd(TaskRecordStatus Status, string? ErrorType, string Message)
{
    public const string TimeLimitType = "time_limit";

    public static RunEnd Cancelled(string? reason) => new(TaskRecordStatus.Cancelled, ErrorType: null, reason ?? "cancelled");

    public static RunEnd TimeLimit(TimeSpan limit) =>
        new(TaskRecordStatus.Failed, TimeLimitType, $"The run did not end within its time limit of {limit}.");

    public static RunEnd Failed(string errorType, string message) => new(TaskRecordStatus.Failed, errorType, message);
}

/// <summary>Input of the activity <c>FinishTask</c>.</summary>
public sealed record FinishTaskInput(Guid TaskId, int Run, RunEnd End);
