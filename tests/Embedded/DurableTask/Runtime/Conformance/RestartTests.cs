using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Running an instance again with its input.</summary>
public abstract class RestartTests : ConformanceTests
{
    int _ran;

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            if (!context.IsReplaying) Interlocked.Increment(ref _ran);
            return await context.WaitForExternalEvent<string>("go");
        });
        tasks.AddOrchestratorFunc<string, string>("Quick", (context, text) =>
        {
            if (!context.IsReplaying) Interlocked.Increment(ref _ran);
            return text == "throw" ? throw new InvalidDataException(text) : text;
        });
        tasks.AddOrchestratorFunc<string>("Version", context => Task.FromResult(context.Version));
    }

    [Fact]
    public async Task Restart_RunsWithTheSameInput()
    {
        await RunAsync("Quick", "again", new StartOrchestrationOptions("first"));
        string id = await Client.RestartAsync("first", restartWithNewInstanceId: true);
        Assert.NotEqual("first", id);
        Assert.Equal("again", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal("first", await Client.RestartAsync("first"));
        await EndAsync("first");
        Assert.Equal(3, _ran);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Restart_KeepsTagsAndVersion(bool newId)
    {
        await RunAsync("Version", options: new StartOrchestrationOptions("first") { Version = "2", Tags = new Dictionary<string, string> { ["a"] = "b" } });
        OrchestrationMetadata metadata = await EndAsync(await Client.RestartAsync("first", newId));
        Assert.Equal(("b", "2"), (metadata.Tags["a"], metadata.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Restart_OfARunningInstance_NeedsANewId()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("runs"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.RestartAsync("runs"));
        string id = await Client.RestartAsync("runs", restartWithNewInstanceId: true);
        await Client.RaiseEventAsync(id, "go", "second");
        Assert.Equal("second", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_OfNobody_IsAnArgumentException() => await Assert.ThrowsAsync<ArgumentException>(() => Client.RestartAsync("nobody"));
}

public sealed class InMemoryRestartTests : RestartTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresRestartTests : RestartTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
