using Microsoft.DurableTask;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Histories;

/// <summary>
/// Every recorded history against the current orchestrators: an instance that was begun before a change must be able to go on after it. A
/// file that fails here says that running instances would fail: give the changed orchestrator a new name or version.
/// </summary>
public sealed class ReplayTests : IDisposable
{
    readonly IHost _host = FunctionHost.Build("Host=none.invalid;Database=none", TimeProvider.System);

    public static TheoryData<string> Recorded => [.. HistoryFiles.Names()];

    OrchestratorHost Orchestrators => _host.Services.GetServices<IHostedService>().OfType<RuntimeDurableTaskWorker>().Single().Orchestrators;

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task History_Recorded_ReplaysAgainstTheCurrentCode(string name)
    {
        StoredInstance recorded = RecordedHistory.Read(await HistoryFiles.ReadAsync(name));
        Assert.Null(HistoryReplay.FindDifference(recorded, Orchestrators));
    }

    [Fact]
    public void Histories_AreThere_ForEveryEndOfARun() => Assert.Superset(
        new HashSet<string>(RecordingTests.Names), HistoryFiles.Names().ToHashSet());

    [Theory]
    [InlineData(Change.OtherCallFirst, "in turn 0 the history says TaskScheduled 'PlanRun' (#0), the code asked for TaskScheduled 'ExecuteTask' (#0).")]
    [InlineData(Change.OneCallLess, "in turn 0 the history says TaskScheduled 'PlanRun' (#0), the code asked for nothing.")]
    [InlineData(Change.OneCallMore, "in turn 1 the history says TaskScheduled 'ExecuteTask' (#2), the code asked for TaskScheduled 'PlanRun' (#2).")]
    [InlineData(Change.NeverEnds, "the history ended in turn 2 as Completed, the code goes on.")]
    [InlineData(Change.Fails, "in turn 2 the history ended as Completed, the code: no more..")]
    public async Task History_OfAChangedOrchestrator_NamesTheFirstDifference(Change change, string expected)
    {
        StoredInstance recorded = RecordedHistory.Read(await HistoryFiles.ReadAsync("run-task-completes"));
        var registry = new DurableTaskRegistry();
        registry.AddOrchestratorFunc<RunTaskInput, RunTaskResult>(RunTaskInput.Orchestrator, (context, input) => RunAsync(context, input, change));
        OrchestratorHost changed = Orchestrators with { Factory = new DurableTaskFactory(registry) };

        string? difference = HistoryReplay.FindDifference(recorded, changed);

        Assert.Equal($"Non-deterministic orchestrator 'RunTask', instance '{recorded.Instance.InstanceId}': {expected}", difference);
    }

    public enum Change
    {
        OtherCallFirst,
        OneCallLess,
        OneCallMore,
        NeverEnds,
        Fails,
    }

    /// <summary>RunTask as it once was, with a change in it.</summary>
    static async Task<RunTaskResult> RunAsync(TaskOrchestrationContext context, RunTaskInput input, Change change)
    {
        var attempt = new AttemptKey(input.TaskId, input.Run, 1);
        if (change is Change.OneCallLess) return new RunTaskResult(RunPhase.Completed, 1);
        if (change is Change.OtherCallFirst) await context.CallActivityAsync<AttemptOutcome>(nameof(ExecuteTask), attempt);
        Task cancel = context.WaitForExternalEvent<object>(RunTaskInput.CancelEvent);
        await context.CallActivityAsync<RunPlan>(nameof(PlanRun), new RunKey(input.TaskId, input.Run));
        Task limit = context.CreateTimer(context.CurrentUtcDateTime + input.TimeLimit, CancellationToken.None);
        if (change is Change.OneCallMore) await context.CallActivityAsync<RunPlan>(nameof(PlanRun), new RunKey(input.TaskId, input.Run));
        await context.CallActivityAsync<AttemptOutcome>(nameof(ExecuteTask), attempt);
        if (change is Change.NeverEnds) await Task.WhenAny(cancel, limit);
        if (change is Change.Fails) throw new InvalidOperationException("no more.");
        return new RunTaskResult(RunPhase.Completed, 1);
    }
}
