using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Explanations;

namespace Orchestrator.Core.Tests.Tasks.Explanations;

public sealed class TaskExplainerTests
{
    static readonly Guid Id = Guid.Parse("0193a000-0000-7000-8000-000000000001");
    static readonly Guid Parent = Guid.Parse("0193a000-0000-7000-8000-000000000002");
    static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TaskRecordStatus.Pending, WaitReason.Worker, Turn.Worker)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Worker, Turn.Worker)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.ExecuteAfter, Turn.Clock)]
    [InlineData(TaskRecordStatus.Running, WaitReason.ExecuteAfter, Turn.Clock)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Backoff, Turn.Clock)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Rate, Turn.ModelProvider)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Tokens, Turn.ModelProvider)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Budget, Turn.Operator)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Concurrency, Turn.Worker)]
    [InlineData(TaskRecordStatus.Running, WaitReason.Approval, Turn.Approver)]
    [InlineData(TaskRecordStatus.Queued, WaitReason.Suspended, Turn.Operator)]
    [InlineData(TaskRecordStatus.Running, null, Turn.Worker)]
    [InlineData(TaskRecordStatus.Completed, null, Turn.Nobody)]
    [InlineData(TaskRecordStatus.CompletedWithWarnings, null, Turn.Nobody)]
    [InlineData(TaskRecordStatus.Failed, null, Turn.Operator)]
    [InlineData(TaskRecordStatus.Cancelled, null, Turn.Nobody)]
    [InlineData(TaskRecordStatus.Skipped, null, Turn.Nobody)]
    [InlineData(TaskRecordStatus.ResolvedManually, null, Turn.Nobody)]
    public void Explain_EachStatusAndReason_HasATurnAndOneSentence(TaskRecordStatus status, WaitReason? reason, Turn turn)
    {
        TaskExplanation explanation = TaskExplainer.Explain(Situation(status, reason));

        Assert.Equal(turn, explanation.Turn);
        Assert.Matches(@"\A(It|Its|Attempt|The) [^\n]+\.\z", explanation.Summary);
    }

    [Fact]
    public void Explain_EveryWaitReason_IsExplainedByName()
    {
        string[] summaries = [.. Enum.GetValues<WaitReason>().Select(r => TaskExplainer.Explain(Situation(TaskRecordStatus.Queued, r)).Summary)];
        Assert.Equal(summaries.Length, summaries.Distinct().Count());
    }

    [Fact]
    public void Explain_AFailure_NamesTheErrorAndTheCommandsInItsNamespace()
    {
        TaskExplanation explanation = TaskExplainer.Explain(Situation(TaskRecordStatus.Failed) with
        {
            Namespace = "team",
            Attempt = 4,
            ErrorType = "rate_limited",
            ErrorMessage = "too many",
        });

        Assert.Equal("It failed at attempt 4 (rate_limited: too many).", explanation.Summary);
        Assert.Equal($"orchestrator task retry {Id} --namespace team", explanation.NextSteps[0]);
    }

    [Fact]
    public void Explain_UnfinishedParents_AreNamedAndExplainedNext()
    {
        TaskExplanation explanation = TaskExplainer.Explain(Situation(TaskRecordStatus.Pending, WaitReason.Dependency) with
        {
            WaitsFor = [new TaskReference(Parent, "fetch", "f", TaskRecordStatus.Running), new TaskReference(Id, null, "read", TaskRecordStatus.Pending)],
        });

        Assert.Equal((Turn.Parent, "It waits for 2 parents: fetch is running, read is pending."), (explanation.Turn, explanation.Summary));
        Assert.Equal($"orchestrator task explain {Parent}", explanation.NextSteps[0]);
    }

    [Fact]
    public void Explain_Blocked_IsAnOperatorsTurnWhoRetriesTheFailedParent()
    {
        TaskExplanation explanation = TaskExplainer.Explain(Situation(TaskRecordStatus.Pending, WaitReason.Dependency) with
        {
            IsBlocked = true,
            WaitsFor = [new TaskReference(Parent, "fetch", "f", TaskRecordStatus.Failed), new TaskReference(Id, "b", "b", TaskRecordStatus.Cancelled)],
        });

        Assert.Equal(
            (Turn.Operator, "It can never begin as things are: fetch is failed, b is cancelled."), (explanation.Turn, explanation.Summary));
        Assert.Equal([$"orchestrator task retry {Parent}"], explanation.NextSteps);
    }

    [Fact]
    public void Explain_AChainThatIsFull_NamesItsLimitAndWhoRuns()
    {
        TaskExplanation explanation = TaskExplainer.Explain(Situation(TaskRecordStatus.Pending, WaitReason.Concurrency) with
        {
            ChainId = Parent,
            ChainMaxParallel = 1,
            WaitsFor = [new TaskReference(Parent, "fetch", "f", TaskRecordStatus.Running)],
        });

        Assert.Equal("It may begin, but its chain runs at most 1 tasks at once: fetch is running.", explanation.Summary);
    }

    [Fact]
    public void Explain_ManyParents_NamesFiveAndCountsTheRest()
    {
        TaskReference[] parents = [.. Enumerable.Range(0, 7).Select(i => new TaskReference(Parent, $"p{i}", "p", TaskRecordStatus.Pending))];

        string summary = TaskExplainer.Explain(Situation(TaskRecordStatus.Pending, WaitReason.Dependency) with { WaitsFor = parents }).Summary;

        Assert.EndsWith("p4 is pending and 2 more.", summary);
    }

    [Fact]
    public void Explain_AnAttemptAtWork_SaysWhereOrWhatItAsked()
    {
        TaskSituation running = Situation(TaskRecordStatus.Running) with { Attempt = 2, WorkerId = "w-1" };

        Assert.Equal("It runs at attempt 2 on worker w-1.", TaskExplainer.Explain(running).Summary);
        Assert.Equal(Turn.ModelProvider, TaskExplainer.Explain(running with { IsModelAsked = true }).Turn);
        Assert.Equal(
            $"Its sub-chain {Parent} is pending.",
            TaskExplainer.Explain(running with { SubChain = new SubChainState(Parent, TaskRecordStatus.Pending) }).Summary);
        Assert.Equal(
            "3 of its 10 items have ended, 1 of them failed.",
            TaskExplainer.Explain(running with { Items = new MapCounts(10, 3, 1) }).Summary);
    }

    static TaskSituation Situation(TaskRecordStatus status, WaitReason? reason = null) => new()
    {
        TaskId = Id,
        Namespace = "default",
        Status = status,
        WaitReason = reason,
        Since = Noon,
        Until = Noon.AddHours(1),
        LastActor = "api:test",
    };
}
