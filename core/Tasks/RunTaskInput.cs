namespace Orchestrator.Core.Tasks;

/// <summary>
/// Input of the <c>RunTask</c> orchestrator, started as instance <c>task-{TaskId}-{Run}</c>: so a run has one instance.
/// Ids and limits only; everything else is the task's row.
/// </summary>
/// <param name="TimeLimit">From the first turn on, waits included, until which the run must have ended; the task's own
/// <c>execute_after</c> is waited for before it begins, and a <c>sleep</c> has no limit but its own length.</param>
/// <param name="ReportTo">Instance that is told the run's end by an event; null: only a caller that waits for the run's result knows it.</param>
public sealed record RunTaskInput(Guid TaskId, int Run, TimeSpan TimeLimit, string? ReportTo = null)
{
    /// <summary>Name of the orchestrator, the same in every host.</summary>
    public const string Orchestrator = "RunTask";

    /// <summary>External event that ends a run whose task was cancelled.</summary>
    public const string CancelEvent = "cancel";

    /// <summary>External event of an approval: its decision was stored.</summary>
    public const string DecisionEvent = "decision";

    /// <summary>External event of whoever is named by <see cref="ReportTo"/>.</summary>
    public const string ReportEvent = "ended";

    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromHours(24);

    public string InstanceId => InstanceIdOf(TaskId, Run);

    public static string InstanceIdOf(Guid taskId, int run) => $"task-{taskId:D}-{run}";
}
