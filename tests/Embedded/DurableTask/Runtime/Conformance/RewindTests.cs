using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Entities;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>A failed instance runs again from before its failures: what succeeded does not run again.</summary>
public abstract class RewindTests : ConformanceTests
{
    readonly ConcurrentDictionary<string, int> _runs = new(StringComparer.Ordinal);
    volatile bool _isMended;

    protected override void Register(DurableTaskRegistry tasks)
    {
        // Activity "x" always succeeds; "!x" fails until mended.
        tasks.AddActivityFunc<string, string>("Do", (_, text) =>
        {
            _runs.AddOrUpdate(text, 1, (_, runs) => runs + 1);
            return text[0] == '!' && !_isMended ? throw new InvalidOperationException(text) : text;
        });
        tasks.AddOrchestratorFunc<string[], string>("FanOut", async (context, texts) =>
        {
            string start = await context.CallActivityAsync<string>("Do", "start");
            string[] all = await Task.WhenAll(texts.Select(text => context.CallActivityAsync<string>("Do", text)));
            return $"{start} {string.Join(' ', all)} {await context.CallActivityAsync<string>("Do", "end")}";
        });
        tasks.AddOrchestratorFunc<string>("Retries", context =>
            context.CallActivityAsync<string>("Do", "!r", new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        tasks.AddOrchestratorFunc<string>("Undoes", async context =>
        {
            string before = await context.CallActivityAsync<string>("Do", "before");
            try
            {
                return before + await context.CallActivityAsync<string>("Do", "!u");
            }
            catch (TaskFailedException)
            {
                await context.CallActivityAsync("Do", "undo");
                throw;
            }
        });
        tasks.AddOrchestratorFunc<string>("Caught", async context =>
        {
            string got = "";
            try
            {
                await context.CallActivityAsync("Do", "!caught");
            }
            catch (TaskFailedException)
            {
                got = await context.CallActivityAsync<string>("Do", "instead");
            }

            return got + await context.CallActivityAsync<string>("Do", "!fatal");
        });
        tasks.AddOrchestratorFunc<string>("Own", async context =>
        {
            string done = await context.CallActivityAsync<string>("Do", "own");
            return _isMended ? done : throw new InvalidDataException("own");
        });
        tasks.AddOrchestratorFunc<string>("ThenWaits", async context =>
            await context.CallActivityAsync<string>("Do", "!w") + await context.WaitForExternalEvent<string>("go"));
        tasks.AddOrchestratorFunc<string>("Parent", async context =>
        {
            string first = await context.CallActivityAsync<string>("Do", "parent");
            return first + await context.CallSubOrchestratorAsync<string>("FanOut", new[] { "a", "!c" }, new SubOrchestrationOptions(instanceId: "child"));
        });
        tasks.AddEntity<AccountEntity>("account");
        tasks.AddOrchestratorFunc<string>("Section", async context =>
        {
            string before = await context.CallActivityAsync<string>("Do", "before");
            await using IAsyncDisposable section = await context.Entities.LockEntitiesAsync(Bank.Account("r"));
            await context.Entities.CallEntityAsync(Bank.Account("r"), "Add", 1);
            await context.CallActivityAsync("Do", "!s");
            return before + await context.Entities.CallEntityAsync<int>(Bank.Account("r"), "Get");
        });
        tasks.AddOrchestratorFunc<int, string>("Loop", async (context, run) =>
        {
            if (run > 0) return await context.CallActivityAsync<string>("Do", "!l");
            await context.CallActivityAsync("Do", "once");
            context.ContinueAsNew(1);
            return "";
        });
    }

    [Fact]
    public async Task Rewind_RunsTheFailedActivitiesAlone()
    {
        string[] texts = ["a", "!b", "c", "!d"];
        string id = await FailAsync("FanOut", texts);
        await MendAndRewindAsync(id);
        Assert.Equal("start a !b c !d end", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([("!b", 2), ("!d", 2), ("a", 1), ("c", 1), ("end", 1), ("start", 1)], Runs());
    }

    [Fact]
    public async Task Rewind_OfWhatStillFails_FailsAgain_AndMayBeRewoundAgain()
    {
        string id = await FailAsync("FanOut", new[] { "!a" });
        await Client.RewindInstanceAsync(id, "too early");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
        Assert.Equal(2, _runs["!a"]);
        await MendAndRewindAsync(id);
        Assert.Equal("start !a end", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Rewind_AfterRetries_RunsTheLastAttemptAgain()
    {
        string id = await StartAsync("Retries");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id, TimeSpan.FromSeconds(1))).RuntimeStatus);
        await MendAndRewindAsync(id);
        Assert.Equal("!r", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(4, _runs["!r"]);
    }

    [Fact]
    public async Task Rewind_AfterCleanUp_GoesBackToBeforeTheFailure()
    {
        string id = await FailAsync("Undoes");
        await MendAndRewindAsync(id);
        Assert.Equal("before!u", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([("!u", 2), ("before", 1), ("undo", 1)], Runs());
    }

    [Fact]
    public async Task Rewind_LeavesAFailureThatTheCodeHasDealtWith()
    {
        string id = await FailAsync("Caught");
        await MendAndRewindAsync(id);
        Assert.Equal("instead!fatal", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([("!caught", 1), ("!fatal", 2), ("instead", 1)], Runs());
    }

    [Fact]
    public async Task Rewind_OfTheOrchestratorsOwnFailure_RunsItsCodeAgain()
    {
        string id = await FailAsync("Own");
        await MendAndRewindAsync(id);
        Assert.Equal("own", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, _runs["own"]);
    }

    [Fact]
    public async Task Rewind_ReachesFailedSubOrchestrations()
    {
        string id = await FailAsync("Parent");
        await MendAndRewindAsync(id);
        Assert.Equal("parentstart a !c end", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([("!c", 2), ("a", 1), ("end", 1), ("parent", 1), ("start", 1)], Runs());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Client.GetInstanceAsync("child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task Rewind_WithoutTheSubOrchestration_FailsAgain_AndDoesNotHang()
    {
        string id = await FailAsync("Parent");
        await Client.PurgeInstanceAsync("child");
        await MendAndRewindAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Rewind_AfterContinueAsNew_StaysInThatExecution()
    {
        string id = await FailAsync("Loop", 0);
        await MendAndRewindAsync(id);
        Assert.Equal("!l", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, _runs["once"]);
    }

    [Fact]
    public async Task Rewind_OfACriticalSection_EntersItAgain()
    {
        string id = await FailAsync("Section");
        await MendAndRewindAsync(id);
        Assert.Equal("before2", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal([("!s", 2), ("before", 1)], Runs());
    }

    [Fact]
    public async Task Rewound_Instance_ReplaysAfterARestart()
    {
        string id = await FailAsync("ThenWaits");
        await MendAndRewindAsync(id);
        await Poll.UntilAsync(() => _runs["!w"] == 2);
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", " on");
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal("!w on", metadata.ReadOutputAs<string>());
        Assert.Null(metadata.FailureDetails);
    }

    [Fact]
    public async Task Rewind_ByAClientElsewhere_ReachesTheOwner()
    {
        string id = await FailAsync("FanOut", new[] { "!a" });
        _isMended = true;
        await using RuntimeProcess outside = await RuntimeProcess.StartAsync(Home.Open(Time), tasks: null, Time);
        await outside.Client.RewindInstanceAsync(id, "from outside");
        Assert.Equal("start !a end", (await EndAsync(id, TimeSpan.FromSeconds(1), OrchestrationRuntimeStatus.Completed)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Rewind_OfWhatHasNotFailed_IsRefused()
    {
        _isMended = true;
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RewindInstanceAsync("nobody", "x"));
        string running = await StartAsync("ThenWaits");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.RewindInstanceAsync(running, "x"));
    }

    async Task<string> FailAsync(string name, object? input = null)
    {
        OrchestrationMetadata metadata = await RunAsync(name, input);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        return metadata.InstanceId;
    }

    Task MendAndRewindAsync(string id)
    {
        _isMended = true;
        return Client.RewindInstanceAsync(id, "mended");
    }

    (string, int)[] Runs() => [.. _runs.Select(run => (run.Key, run.Value)).OrderBy(run => run.Key, StringComparer.Ordinal)];
}

public sealed class InMemoryRewindTests : RewindTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresRewindTests : RewindTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
