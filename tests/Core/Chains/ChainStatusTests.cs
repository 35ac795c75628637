using Orchestrator.Core.Chains;
using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tests.Chains;

public sealed class ChainStatusTests
{
    /// <summary>Every combination of statuses, each of them once or twice: the sentence of docs/schema.md, clause by clause.</summary>
    [Fact]
    public void Derive_EveryCombination_FollowsTheDocument()
    {
        TaskRecordStatus[] all = Enum.GetValues<TaskRecordStatus>();
        for (int set = 1; set < 1 << all.Length; set++)
        {
            TaskRecordStatus[] tasks = [.. all.Where((_, i) => (set & (1 << i)) != 0)];
            Assert.Equal(Documented(tasks), ChainStatus.Derive(new StatusCounts(tasks)));
            Assert.Equal(Documented(tasks), ChainStatus.Derive(new StatusCounts([.. tasks, .. tasks])));
        }
    }

    [Fact]
    public void Derive_WithoutTasks_IsPending() => Assert.Equal(Pending, ChainStatus.Derive(new StatusCounts([])));

    [Theory]
    [InlineData(Running, Queued)]
    [InlineData(Running, Pending, Completed)]
    [InlineData(Running, Failed, Running)]
    [InlineData(Failed, Failed, Cancelled, Completed)]
    [InlineData(Cancelled, Cancelled, CompletedWithWarnings)]
    [InlineData(CompletedWithWarnings, CompletedWithWarnings, Skipped)]
    [InlineData(Completed, Completed, Skipped, ResolvedManually)]
    public void Derive_Examples(TaskRecordStatus chain, params TaskRecordStatus[] tasks) =>
        Assert.Equal(chain, ChainStatus.Derive(new StatusCounts(tasks)));

    [Theory]
    [InlineData(CompletedWithWarnings, Completed)]
    [InlineData(Cancelled, Cancelled)]
    [InlineData(Running, Pending)]
    public void Derive_ATaskSkippedAfterItsFailure_CountsAsAWarning(TaskRecordStatus chain, TaskRecordStatus other) =>
        Assert.Equal(chain, ChainStatus.Derive(StatusCounts.Of([(Skipped, HasWarnings: true), (other, HasWarnings: false)])));

    static TaskRecordStatus Documented(TaskRecordStatus[] tasks)
    {
        bool Any(params TaskRecordStatus[] statuses) => tasks.Intersect(statuses).Any();
        bool someDone = Any(Completed, CompletedWithWarnings, Failed, Cancelled, Skipped, ResolvedManually);
        if (Any(Queued, Running) || (someDone && Any(Pending)))
        {
            return Running;
        }

        if (tasks.All(t => t == Pending))
        {
            return Pending;
        }

        return Any(Failed) ? Failed : Any(Cancelled) ? Cancelled : Any(CompletedWithWarnings) ? CompletedWithWarnings : Completed;
    }
}
