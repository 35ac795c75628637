using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>An execution ends when its code has ended and nothing that it asked for is open: not before, as in the real runtime.</summary>
public abstract class CompletionTests : ConformanceTests
{
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc("Gate", _ => _gate.Task);
        tasks.AddOrchestratorFunc<string>("LeavesATimer", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            context.SetCustomStatus("returned");
            return Task.FromResult("done");
        });
        tasks.AddOrchestratorFunc<string>("CancelsItsTimer", context =>
        {
            using var cancel = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            cancel.Cancel();
            return Task.FromResult("done");
        });
        tasks.AddOrchestratorFunc<string>("LeavesAWaiter", context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            return Task.FromResult("done");
        });
        tasks.AddOrchestratorFunc("FailsBesideACall", context =>
        {
            _ = context.CallActivityAsync("Gate");
            context.SetCustomStatus("thrown");
            throw new InvalidDataException("beside");
        });
    }

    [Fact]
    public async Task Instance_WithAnOpenTimer_IsRunningUntilItFires()
    {
        string id = await StartAsync("LeavesATimer");
        await UntilAsync(id, m => m.ReadCustomStatusAs<string>() == "returned");
        await RestartProcessAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Equal("done", (await EndAsync(id, TimeSpan.FromHours(6))).ReadOutputAs<string>());
        Assert.True(Time.GetUtcNow() >= new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Instance_ThatCancelledItsTimer_EndsAtOnce() => Assert.Equal("done", (await RunAsync("CancelsItsTimer")).ReadOutputAs<string>());

    [Fact]
    public async Task Instance_ThatStillWaitsForAnEvent_EndsAtOnce() => Assert.Equal("done", (await RunAsync("LeavesAWaiter")).ReadOutputAs<string>());

    [Fact]
    public async Task Instance_ThatFailsBesideAnOpenCall_IsRunningUntilThatEnds()
    {
        string id = await StartAsync("FailsBesideACall");
        await UntilAsync(id, m => m.ReadCustomStatusAs<string>() == "thrown");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        _gate.SetResult();
        Assert.True((await EndAsync(id)).FailureDetails!.IsCausedBy<InvalidDataException>());
    }
}

public sealed class InMemoryCompletionTests : CompletionTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresCompletionTests : CompletionTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
