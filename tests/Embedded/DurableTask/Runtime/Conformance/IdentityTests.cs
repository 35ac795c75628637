using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>What an instance knows of itself, the same in every replay.</summary>
public abstract class IdentityTests : ConformanceTests
{
    readonly List<bool> _replaying = [];

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddOrchestratorFunc<string>("Identity", async context =>
        {
            Guid first = context.NewGuid();
            DateTime now = context.CurrentUtcDateTime;
            _replaying.Add(context.IsReplaying);
            string then = await context.CallActivityAsync<string>("Echo", $"{first} {now:o}");
            await context.WaitForExternalEvent<string>("go");
            _replaying.Add(context.IsReplaying);
            return $"{then} {first} {now:o} {context.NewGuid()} {context.Version}";
        });
        tasks.AddOrchestratorFunc<string[]>("Ids", context => Task.FromResult<string[]>([$"{context.CurrentUtcDateTime:o}", $"{context.NewGuid()}", $"{context.NewGuid()}"]));
        tasks.AddOrchestratorFunc<string, string>("Self", (context, input) => Task.FromResult(string.Join(' ',
            context.Name, context.InstanceId, context.Parent is null, context.GetInput<string>() == input, context.Properties.Count,
            Math.Sign(context.CompareVersionTo("1.10")), Math.Sign(context.CompareVersionTo("1.9")), Math.Sign(context.CompareVersionTo("")),
            context.ReplaySafeLoggerFactory.CreateLogger("any").GetType().Name)));
    }

    [Fact]
    public async Task Identity_IsStableAcrossReplay()
    {
        string id = await StartAsync("Identity", options: new StartOrchestrationOptions("identity") { Version = "1.5", Tags = new Dictionary<string, string> { ["a"] = "b" } });
        await UntilAsync(id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        Time.Advance(TimeSpan.FromHours(1));
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", "on");
        OrchestrationMetadata metadata = await EndAsync(id);
        string[] parts = metadata.ReadOutputAs<string>()!.Split(' ');
        // What it told the activity when it ran first, and what it saw in the replay.
        Assert.Equal((parts[0], parts[1]), (parts[2], parts[3]));
        Assert.NotEqual(parts[0], parts[4]);
        Assert.Equal("1.5", parts[5]);
        // The tests' own replays aside: it began new, began again as a replay, and went on past what is recorded.
        Assert.False(_replaying[0]);
        Assert.Contains(true, _replaying);
        Assert.Contains(false, _replaying.Skip(1));
        Assert.Equal("b", metadata.Tags["a"]);
    }

    /// <summary>
    /// UUIDs of RFC 4122, section 4.3 (version 5), in the namespace 9e952958-5e33-4daf-827f-2fa12937b875 over
    /// <c>{instance id}_{time in format o}_{counter from 0}</c>, as Microsoft.DurableTask's TaskOrchestrationContextWrapper makes them. The
    /// values were computed with another implementation (Python's uuid.uuid5).
    /// </summary>
    [Fact]
    public async Task NewGuid_IsTheNameBasedUuidOfTheRealRuntime()
    {
        string[] ids = (await RunAsync("Ids", options: new StartOrchestrationOptions("guids-\u00e4"))).ReadOutputAs<string[]>()!;
        Assert.Equal(["2026-01-01T00:00:00.0000000Z", "7753f0c9-4afd-5271-9f12-6b65d00505da", "8e5da590-7aab-5e23-ad52-ef1915d109fd"], ids);
    }

    [Fact]
    public async Task Context_KnowsNameInputVersionAndThatItHasNoParent() => Assert.Equal(
        "Self self True True 0 -1 1 1 ReplaySafeLogger",
        (await RunAsync("Self", "x", new StartOrchestrationOptions("self") { Version = "1.9.5" })).ReadOutputAs<string>());
}

public sealed class InMemoryIdentityTests : IdentityTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresIdentityTests : IdentityTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
