using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Suspend, resume, terminate; custom status.</summary>
public abstract class LifecycleTests : ConformanceTests
{
    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string>("Event", context => context.WaitForExternalEvent<string>("Go"));
        tasks.AddOrchestratorFunc("Eternal", context => context.WaitForExternalEvent<int>("never"));
        tasks.AddOrchestratorFunc("EternalParent", context =>
            context.CallSubOrchestratorAsync("Eternal", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        tasks.AddOrchestratorFunc("EternalGrandparent", context =>
            context.CallSubOrchestratorAsync("EternalParent", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-parent")));
        tasks.AddOrchestratorFunc<string>("Watches", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Eternal", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
                return "completed";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName} {e.FailureDetails.ErrorType}: {e.FailureDetails.ErrorMessage}";
            }
        });
        tasks.AddOrchestratorFunc<int>("BigStatus", (context, size) => context.SetCustomStatus(new string('x', size)));
        tasks.AddOrchestratorFunc<string>("Statuses", async context =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.WaitForExternalEvent<string>("clear");
            context.SetCustomStatus(null);
            return await context.WaitForExternalEvent<string>("end");
        });
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Terminate_ReachesChildrenOnlyWhenRecursive(bool recursive)
    {
        string id = await StartAsync("EternalParent");
        await Client.WaitForInstanceStartAsync(id + "-child", CancellationToken.None);
        await Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", recursive));
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, metadata.RuntimeStatus);
        Assert.Equal("stop", metadata.ReadOutputAs<string>());
        if (recursive) Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndAsync(id + "-child")).RuntimeStatus);
        else Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(id + "-child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_Recursive_ReachesTheChildrensChildren()
    {
        string id = await StartAsync("EternalGrandparent");
        string[] family = [id, id + "-parent", id + "-parent-child"];
        await Client.WaitForInstanceStartAsync(family[2], CancellationToken.None);
        await Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", Recursive: true));
        foreach (string member in family)
        {
            OrchestrationMetadata metadata = await EndAsync(member);
            Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stop"), (metadata.RuntimeStatus, metadata.ReadOutputAs<string>()));
        }

        // What the children answer finds nobody.
        await Poll.UntilAsync(async () => await Home.CountInboxAsync() == 0);
    }

    [Fact]
    public async Task Terminate_OfAChild_FailsItsParentsCall()
    {
        string id = await StartAsync("Watches");
        await Client.WaitForInstanceStartAsync(id + "-child", CancellationToken.None);
        await Client.TerminateInstanceAsync(id + "-child", "gone");
        Assert.Equal(
            $"Eternal Terminated: Sub-orchestration '{id}-child' was terminated. Output: \"gone\"", (await EndAsync(id)).ReadOutputAs<string>());
        StoredInstance stored = (await Process.Hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;
        Assert.Equal("Terminated", Assert.Single(
            stored.Turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads)).OfType<SubOrchestrationInstanceFailed>()).Failure.ErrorType);
    }

    [Fact]
    public async Task Suspend_HoldsEventsUntilResumed()
    {
        string id = await StartAsync("Event");
        await Client.SuspendInstanceAsync(id, "pause");
        await UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await Client.RaiseEventAsync(id, "go", "held");
        await RestartProcessAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        await Client.ResumeInstanceAsync(id, "go on");
        Assert.Equal("held", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory, InlineData(8_190, OrchestrationRuntimeStatus.Completed), InlineData(8_191, OrchestrationRuntimeStatus.Failed)]
    public async Task CustomStatus_Over16KB_Fails(int characters, OrchestrationRuntimeStatus expected) =>
        Assert.Equal(expected, (await RunAsync("BigStatus", characters)).RuntimeStatus);

    [Fact]
    public async Task CustomStatus_SetToNull_IsGone()
    {
        string id = await StartAsync("Statuses");
        await UntilAsync(id, m => m.SerializedCustomStatus == """{"step":1}""");
        await Client.RaiseEventAsync(id, "clear", "");
        await UntilAsync(id, m => m.SerializedCustomStatus is null);
        await Client.RaiseEventAsync(id, "end", "x");
        Assert.Null((await EndAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Terminate_WhileSuspended_EndsIt()
    {
        string id = await StartAsync("Eternal");
        await Client.SuspendInstanceAsync(id, "pause");
        await Client.TerminateInstanceAsync(id, new { reason = "enough" });
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, metadata.RuntimeStatus);
        Assert.Equal("""{"reason":"enough"}""", metadata.SerializedOutput);
    }

    [Fact]
    public async Task Commands_ToAnEndedInstance_ChangeNothing()
    {
        string id = await StartAsync("Event");
        await Client.RaiseEventAsync(id, "go", "done");
        await EndAsync(id);
        await Client.SuspendInstanceAsync(id);
        await Client.TerminateInstanceAsync(id);
        await Client.RaiseEventAsync(id, "go", "again");
        Assert.Equal("done", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_ForStart_ReturnsOnceItRuns_AndForCompletion_TakesAToken()
    {
        string id = await StartAsync("Eternal");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.WaitForInstanceStartAsync(id, CancellationToken.None)).RuntimeStatus);
        using var cancelled = new CancellationTokenSource();
        Task<OrchestrationMetadata> waiting = Client.WaitForInstanceCompletionAsync(id, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}

public sealed class InMemoryLifecycleTests : LifecycleTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresLifecycleTests : LifecycleTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
