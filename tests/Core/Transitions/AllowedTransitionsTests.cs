using Orchestrator.Core.Chains;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tests.Transitions;

public sealed class AllowedTransitionsTests
{
    static readonly TaskRecordStatus[] OfChains = [Pending, Running, Completed, CompletedWithWarnings, Failed, Cancelled];

    [Fact]
    public void All_HasNoRowTwice() =>
        Assert.Empty(AllowedTransitions.All.GroupBy(t => t).Where(rows => rows.Count() > 1).Select(rows => rows.Key));

    [Fact]
    public void Chains_UsePendingRunningAndTheEndsOnly() => Assert.Equal(
        OfChains.Order(),
        AllowedTransitions.Of(TransitionSubject.Chain).SelectMany(t => new[] { t.From ?? t.To, t.To }).Distinct().Order());

    [Fact]
    public void EventNames_BeginWithTheSubject() => Assert.All(
        AllowedTransitions.All, t => Assert.StartsWith(t.Subject == TransitionSubject.Task ? "task." : "chain.", t.EventName, StringComparison.Ordinal));

    /// <summary>Whatever one task does, the chain's status may follow: chains of one and of two tasks, every step of every task.</summary>
    [Fact]
    public void Chains_FollowEveryStepOfTheirTasks()
    {
        AllowedTransition[] steps = [.. AllowedTransitions.Of(TransitionSubject.Task).Where(t => t.From is not null)];
        IEnumerable<TaskRecordStatus?> others = Enum.GetValues<TaskRecordStatus>().Select(s => (TaskRecordStatus?)s).Append(null);
        foreach (TaskRecordStatus? other in others)
        {
            foreach (AllowedTransition step in steps)
            {
                TaskRecordStatus before = Derive(step.From!.Value, other);
                TaskRecordStatus after = Derive(step.To, other);
                Assert.True(
                    before == after || AllowedTransitions.IsAllowed(TransitionSubject.Chain, before, after, byOperator: false),
                    $"task {step.From} -> {step.To} beside {other}: chain {before} -> {after}");
            }
        }
    }

    static TaskRecordStatus Derive(TaskRecordStatus one, TaskRecordStatus? other) =>
        ChainStatus.Derive(new StatusCounts(other is { } second ? [one, second] : [one]));
}
