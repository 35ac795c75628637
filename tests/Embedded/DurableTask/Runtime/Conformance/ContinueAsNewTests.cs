using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Endless orchestrations: what the next execution takes over.</summary>
public abstract class ContinueAsNewTests : ConformanceTests
{
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<int, string>("Loop", async (context, n) =>
        {
            int got = await context.WaitForExternalEvent<int>("n");
            context.SetCustomStatus(got);
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
                return "";
            }

            return $"{n}:{got}";
        });
        tasks.AddActivityFunc("Gate", _ => _gate.Task);
        tasks.AddOrchestratorFunc<int, string>("Drops", async (context, run) =>
        {
            if (run == 0)
            {
                await context.WaitForExternalEvent<string>("start");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "";
            }

            return await context.WaitForExternalEvent<string>("n");
        });
        tasks.AddOrchestratorFunc<int, string>("NewVersion", (context, run) =>
        {
            if (run == 0) context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2.0" });
            else if (run == 1) context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 2 });
            return Task.FromResult(context.Version);
        });
        tasks.AddOrchestratorFunc<int, string>("WithOpenCall", async (context, run) =>
        {
            if (run == 1) return await context.WaitForExternalEvent<string>("n");
            _ = context.CallActivityAsync("Gate");
            _ = context.WaitForExternalEvent<string>("n");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            context.SetCustomStatus("asked");
            return "";
        });
        tasks.AddOrchestratorFunc<int>("FailsAfter", (context, _) =>
        {
            context.ContinueAsNew(1);
            throw new InvalidDataException("after");
        });
    }

    [Fact]
    public async Task ContinueAsNew_CarriesEvents_AndTheCustomStatus()
    {
        string id = await StartAsync("Loop", 0);
        for (int i = 1; i <= 4; i++) await Client.RaiseEventAsync(id, "n", i);
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal("3:4", metadata.ReadOutputAs<string>());
        Assert.Equal(4, metadata.ReadCustomStatusAs<int>());
        Assert.Equal(3, metadata.ReadInputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_AcrossARestart_GoesOn()
    {
        string id = await StartAsync("Loop", 2);
        await Client.RaiseEventAsync(id, "n", 7);
        await UntilAsync(id, m => m.ReadInputAs<int>() == 3);
        await RestartProcessAsync();
        Assert.Equal(7, (await Client.GetInstanceAsync(id, true))!.ReadCustomStatusAs<int>());
        await Client.RaiseEventAsync(id, "n", 8);
        Assert.Equal("3:8", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsWhatNobodyWaitedFor()
    {
        string id = await StartAsync("Drops", 0);
        await Client.RaiseEventAsync(id, "n", "early");
        await Client.RaiseEventAsync(id, "start", "");
        await UntilAsync(id, m => m.ReadInputAs<int>() == 1);
        await Client.RaiseEventAsync(id, "n", "later");
        Assert.Equal("later", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithANewVersion_KeepsItFromThenOn() =>
        Assert.Equal("2.0", (await RunAsync("NewVersion", 0, new StartOrchestrationOptions { Version = "1.0" })).ReadOutputAs<string>());

    [Fact]
    public async Task ContinueAsNew_WhileACallIsOpen_WaitsForIt_AndLosesNoLateEvent()
    {
        string id = await StartAsync("WithOpenCall", 0);
        await UntilAsync(id, m => m.ReadCustomStatusAs<string>() == "asked");
        await Client.RaiseEventAsync(id, "n", "late");
        Assert.Equal(0, (await Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadInputAs<int>());
        _gate.SetResult();
        Assert.Equal("late", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_FollowedByAFailure_Fails()
    {
        OrchestrationMetadata metadata = await RunAsync("FailsAfter", 0);
        Assert.True(metadata.FailureDetails!.IsCausedBy<InvalidDataException>());
    }
}

public sealed class InMemoryContinueAsNewTests : ContinueAsNewTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresContinueAsNewTests : ContinueAsNewTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
