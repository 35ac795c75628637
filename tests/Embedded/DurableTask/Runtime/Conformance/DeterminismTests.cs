using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Code that changed under a running instance, and code that waits for what no history knows.</summary>
public abstract class DeterminismTests : ConformanceTests
{
    string _changed = "First";

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("First", (_, text) => text);
        tasks.AddActivityFunc<string, string>("Second", (_, text) => text);
        tasks.AddOrchestratorFunc<string>("Changing", async context =>
        {
            await context.CallActivityAsync<string>(_changed, "a");
            return await context.WaitForExternalEvent<string>("go");
        });
        tasks.AddOrchestratorFunc<bool>("NotDurable", async context =>
        {
            await Task.Yield();
            return context.IsReplaying;
        });
    }

    [Fact]
    public async Task ChangedCode_IsNamedByItsFirstDifference()
    {
        string id = await StartAsync("Changing");
        await UntilAsync(id, m => m.LastUpdatedAt >= m.CreatedAt && m.IsRunning);
        await Poll.UntilAsync(async () => (await Process.Hub.Store.ReadHistoryAsync(id, CancellationToken.None))!.Turns.Count == 2);
        // The check replays the turns as well, and must not meet the changed code.
        await Poll.UntilAsync(() => ReplaysChecked >= 2);
        _changed = "Second";
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", "x");
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains(
            "history says TaskScheduled 'First' (#0), the code asked for TaskScheduled 'Second' (#0)", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_ThatAwaitsSomethingElse_FailsClearly()
    {
        OrchestrationMetadata metadata = await RunAsync("NotDurable");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("not durable", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}

public sealed class InMemoryDeterminismTests : DeterminismTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresDeterminismTests : DeterminismTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
