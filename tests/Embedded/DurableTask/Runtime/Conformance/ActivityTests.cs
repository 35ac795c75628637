using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Calls of activities, one after the other and side by side; names that nobody has registered.</summary>
public abstract class ActivityTests : ConformanceTests
{
    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Double", (_, n) => n * 2);
        tasks.AddOrchestratorFunc<int, int>("Chain", async (context, n) =>
        {
            for (int i = 0; i < 5; i++) n = await context.CallActivityAsync<int>("Double", n);
            return n;
        });
        tasks.AddOrchestratorFunc<int, int>("FanOut", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<int>("Double", i)))).Sum());
        tasks.AddOrchestratorFunc("Missing", context => context.CallActivityAsync("Nowhere", new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1)))));
        tasks.AddActivityFunc<string>("Context", context => $"{context.Name}/{context.InstanceId}");
        tasks.AddActivityFunc<string>("Version", context => $"[{context.Version}]");
        tasks.AddActivityFunc<string?, string>("Nothing", (_, input) => input is null ? "null" : "something");
        tasks.AddOrchestratorFunc("Context", context => context.CallActivityAsync<string>("Context"));
        tasks.AddOrchestratorFunc<string>("Versions", async context => await context.CallActivityAsync<string>("Version")
            + await context.CallActivityAsync<string>("Version", new TaskOptions { Version = "9" })
            + await context.CallActivityAsync<string>("Version", new TaskOptions { Version = TaskVersion.Unversioned }));
        tasks.AddOrchestratorFunc<string>("Nothing", context => context.CallActivityAsync<string>("Nothing"));
        tasks.AddOrchestratorFunc("OptionsAsInput", context => context.CallActivityAsync("Nothing", (object)new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)))));
        tasks.AddOrchestratorFunc<int>("First", async context =>
        {
            Task<int> never = context.WaitForExternalEvent<int>("never");
            Task<int> doubled = context.CallActivityAsync<int>("Double", 4);
            return await await Task.WhenAny(never, doubled);
        });
    }

    [Fact]
    public async Task Chain_OfFive_ReturnsTheResult()
    {
        OrchestrationMetadata metadata = await RunAsync("Chain", 3);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        Assert.Equal(96, metadata.ReadOutputAs<int>());
        Assert.Equal(3, metadata.ReadInputAs<int>());
    }

    [Fact]
    public async Task FanOut_OfThousand_CollectsAll() => Assert.Equal(999_000, (await RunAsync("FanOut", 1000)).ReadOutputAs<int>());

    [Fact]
    public async Task Activity_SeesItsNameAndInstance()
    {
        OrchestrationMetadata metadata = await RunAsync("Context", options: new StartOrchestrationOptions("an-id"));
        Assert.Equal("Context/an-id", metadata.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_NotRegistered_FailsAtOnceDespiteRetries()
    {
        OrchestrationMetadata metadata = await RunAsync("Missing");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("Nowhere", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_NotRegistered_Fails()
    {
        OrchestrationMetadata metadata = await RunAsync("Nobody");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("Nobody", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_HasTheCallersVersion_UnlessTheCallNamesOne() =>
        Assert.Equal("[2][9][]", (await RunAsync("Versions", options: new StartOrchestrationOptions { Version = "2" })).ReadOutputAs<string>());

    [Fact]
    public async Task Activity_WithoutInput_GetsNull() => Assert.Equal("null", (await RunAsync("Nothing")).ReadOutputAs<string>());

    [Fact]
    public async Task Call_WithOptionsAsInput_IsAnArgumentException() =>
        Assert.Equal(typeof(ArgumentException).FullName, (await RunAsync("OptionsAsInput")).FailureDetails!.ErrorType);

    [Fact]
    public async Task WhenAny_OverDurableTasks_IsTheFirst() => Assert.Equal(8, (await RunAsync("First")).ReadOutputAs<int>());
}

public sealed class InMemoryActivityTests : ActivityTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresActivityTests : ActivityTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
