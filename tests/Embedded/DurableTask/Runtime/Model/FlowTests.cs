using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Model;

/// <summary>Timers, events, sub-orchestrations, continue-as-new, status and identity.</summary>
public abstract class FlowTests : ModelTests
{
    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddActivityFunc<string>("Throw", (_, text) => throw new InvalidDataException(text));
        tasks.AddOrchestratorFunc<int, double>("Timer", async (context, days) =>
        {
            DateTime start = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
            return (context.CurrentUtcDateTime - start).TotalDays;
        });
        tasks.AddOrchestratorFunc<string>("CancelTimer", async context =>
        {
            using var cancel = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            string echo = await context.CallActivityAsync<string>("Echo", "x");
            cancel.Cancel();
            return $"{echo} {timer.IsCanceled}";
        });
        tasks.AddOrchestratorFunc<string>("Event", context => context.WaitForExternalEvent<string>("Go"));
        tasks.AddOrchestratorFunc<string>("LateEvents", async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return $"{await context.WaitForExternalEvent<int>("number")},{await context.WaitForExternalEvent<int>("NUMBER")}";
        });
        tasks.AddOrchestratorFunc<string>("NewestFirst", async context =>
        {
            Task<int> first = context.WaitForExternalEvent<int>("n");
            Task<int> second = context.WaitForExternalEvent<int>("n");
            using var cancel = new CancellationTokenSource();
            Task<int> third = context.WaitForExternalEvent<int>("n", cancel.Token);
            cancel.Cancel();
            return $"{await second},{await first},{third.IsCanceled}";
        });
        tasks.AddOrchestratorFunc<string>("OtherType", async context =>
        {
            _ = context.WaitForExternalEvent<int>("n");
            try
            {
                return await context.WaitForExternalEvent<string>("N");
            }
            catch (ArgumentException e)
            {
                return e.GetType().Name;
            }
        });
        tasks.AddOrchestratorFunc<string>("Timeout", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromHours(2));
            }
            catch (OperationCanceledException)
            {
                return "timed out";
            }
        });
        tasks.AddOrchestratorFunc<string, string>("Send", async (context, to) =>
        {
            context.SendEvent(to, "go", "from " + context.InstanceId);
            return await context.CallActivityAsync<string>("Echo", "sent");
        });
        tasks.AddOrchestratorFunc<string, string>("Child", async (context, text) =>
        {
            if (text == "throw") await context.CallActivityAsync("Throw", "child failed");
            return $"{context.Parent!.Name}/{context.Parent.InstanceId}/{context.InstanceId}/{await context.CallActivityAsync<string>("Echo", text)}";
        });
        tasks.AddOrchestratorFunc<string, string>("Parent", (context, text) =>
            context.CallSubOrchestratorAsync<string>("Child", text, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        tasks.AddOrchestratorFunc<string>("ParentCatches", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Child", "throw");
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}:{e.FailureDetails.InnerFailure!.ErrorMessage}";
            }
        });
        tasks.AddOrchestratorFunc<int, int>("ManyChildren", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallSubOrchestratorAsync<string>("Child", $"{i}")))).Length);
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
        tasks.AddOrchestratorFunc("Eternal", context => context.WaitForExternalEvent<int>("never"));
        tasks.AddOrchestratorFunc("EternalParent", context =>
            context.CallSubOrchestratorAsync("Eternal", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        tasks.AddOrchestratorFunc<int>("BigStatus", (context, size) => context.SetCustomStatus(new string('x', size)));
        tasks.AddOrchestratorFunc<string>("Identity", async context =>
        {
            Guid first = context.NewGuid();
            DateTime now = context.CurrentUtcDateTime;
            await context.CallActivityAsync("Echo", "a");
            return $"{first} {context.NewGuid()} {now:o} {context.Version}";
        });
        tasks.AddOrchestratorFunc<bool>("NotDurable", async context =>
        {
            await Task.Yield();
            return context.IsReplaying;
        });
    }

    [Theory, InlineData(1), InlineData(400)]
    public async Task Timer_OfDays_FiresThen(int days)
    {
        string id = await StartAsync("Timer", days);
        await UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        Time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.False((await Client.GetInstanceAsync(id))!.IsCompleted);
        OrchestrationMetadata metadata = await EndAsync(id, TimeSpan.FromSeconds(1));
        Assert.InRange(metadata.ReadOutputAs<double>(), days, days + 0.1);
    }

    [Fact]
    public async Task Timer_AcrossARestart_StillFires()
    {
        string id = await StartAsync("Timer", 30);
        Time.Advance(TimeSpan.FromDays(10));
        await RestartProcessAsync();
        Assert.InRange((await EndAsync(id, TimeSpan.FromDays(1))).ReadOutputAs<double>(), 30, 32);
    }

    [Fact]
    public async Task Timer_Cancelled_IsCanceled() => Assert.Equal("x True", (await RunAsync("CancelTimer")).ReadOutputAs<string>());

    [Fact]
    public async Task Event_OfOtherCase_Arrives()
    {
        string id = await StartAsync("Event");
        await Client.RaiseEventAsync(id, "gO", "payload");
        Assert.Equal("payload", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_BeforeTheWait_AreKeptInOrder()
    {
        string id = await StartAsync("LateEvents");
        await Client.RaiseEventAsync(id, "number", 1);
        await Client.RaiseEventAsync(id, "Number", 2);
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", "now");
        Assert.Equal("1,2", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_OfSeveralWaiters_ServesTheNewestThatIsNotCancelled()
    {
        string id = await StartAsync("NewestFirst");
        await Client.RaiseEventAsync(id, "n", 1);
        await Client.RaiseEventAsync(id, "n", 2);
        Assert.Equal("1,2,True", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_AwaitedAsAnotherType_IsAnArgumentException() =>
        Assert.Equal("ArgumentException", (await RunAsync("OtherType")).ReadOutputAs<string>());

    [Fact]
    public async Task Event_ThatDoesNotCome_TimesOut() =>
        Assert.Equal("timed out", (await EndAsync(await StartAsync("Timeout"), TimeSpan.FromHours(1))).ReadOutputAs<string>());

    [Fact]
    public async Task SendEvent_ReachesTheOtherInstance()
    {
        string waiting = await StartAsync("Event");
        await RunAsync("Send", waiting, new StartOrchestrationOptions("sender"));
        Assert.Equal("from sender", (await EndAsync(waiting)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_KnowsItsParent_AndAnswers() =>
        Assert.Equal("Parent/p/p-child/hi", (await RunAsync("Parent", "hi", new StartOrchestrationOptions("p"))).ReadOutputAs<string>());

    [Fact]
    public async Task SubOrchestration_Failure_ReachesTheParent() =>
        Assert.Equal("Child:child failed", (await RunAsync("ParentCatches")).ReadOutputAs<string>());

    [Fact]
    public async Task SubOrchestrations_FiveHundred_AllAnswer() => Assert.Equal(500, (await RunAsync("ManyChildren", 500)).ReadOutputAs<int>());

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
    public async Task Identity_IsStableAcrossReplay()
    {
        string id = await StartAsync("Identity", options: new StartOrchestrationOptions("identity") { Version = "1.5", Tags = new Dictionary<string, string> { ["a"] = "b" } });
        OrchestrationMetadata metadata = await EndAsync(id);
        string[] parts = metadata.ReadOutputAs<string>()!.Split(' ');
        Assert.NotEqual(parts[0], parts[1]);
        Assert.Equal('5', parts[0][14]);
        Assert.Equal("1.5", parts[3]);
        Assert.Equal("b", metadata.Tags["a"]);
    }

    [Fact]
    public async Task Orchestrator_ThatAwaitsSomethingElse_FailsClearly()
    {
        OrchestrationMetadata metadata = await RunAsync("NotDurable");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("not durable", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}

public sealed class InMemoryFlowTests : FlowTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresFlowTests : FlowTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
