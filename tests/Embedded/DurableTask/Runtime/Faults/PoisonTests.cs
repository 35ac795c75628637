using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>What no turn can take in is put aside after five tries, however many processes made them, and everything else goes on.</summary>
public abstract class PoisonTests : IAsyncLifetime
{
    const int Tries = 5;
    const int MessagePutAside = 5103;
    const int TurnFailed = 5104;
    StoreHome? _home;

    StoreHome Home => _home!;

    internal abstract Task<StoreHome> CreateHomeAsync();

    public async Task InitializeAsync() => _home = await CreateHomeAsync();

    public async Task DisposeAsync() => await Home.DisposeAsync();

    [Fact]
    public async Task Message_ThatTheStoreNeverTakes_IsPutAsideAfterFiveTries_AndTheInstanceGoesOn()
    {
        using var log = new RecordedLog();
        await using RuntimeProcess process = await StartAsync(Refusing(), log);
        string id = await StartWaitAsync(process);
        string other = await StartWaitAsync(process);
        await SendPoisonAsync(process, id);
        await process.Client.RaiseEventAsync(other, "go", "fine");
        await UntilPutAsideAsync(id);
        AssertTries(log, id, Tries);
        await Poll.UntilAsync(async () => await Home.CountInboxAsync() == 0);
        await process.Client.RaiseEventAsync(id, "go", "good");
        Assert.Equal("good", await ResultAsync(process.Client, id));
        Assert.Equal("fine", await ResultAsync(process.Client, other));
    }

    [Fact]
    public async Task Message_ThatFailedInAnotherProcessBefore_IsPutAsideAfterFiveTriesOfBoth()
    {
        const int before = 3;
        string id;
        // The store falls silent once it has noted the third failure; what the process tries from then on is not written.
        var noted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int failures = 0;
        FaultyStore silenced = Refusing(_ => noted.Task.IsCompleted ? Fault.LostBefore : Fault.None);
        silenced.Held = (turn =>
        {
            if (turn.Retried.Count > 0 && Interlocked.Increment(ref failures) == before) noted.SetResult();
            return false;
        }, Task.CompletedTask);
        await using (RuntimeProcess first = await StartAsync(silenced))
        {
            id = await StartWaitAsync(first);
            await SendPoisonAsync(first, id);
            await noted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(await Home.ReadPoisonedAsync());
        using var log = new RecordedLog();
        await using RuntimeProcess second = await StartAsync(Refusing(), log);
        await UntilPutAsideAsync(id);
        AssertTries(log, id, Tries - before);
        await second.Client.RaiseEventAsync(id, "go", "good");
        Assert.Equal("good", await ResultAsync(second.Client, id));
    }

    [Fact]
    public async Task ActivityResult_ThatTheStoreNeverTakes_FailsTheCall()
    {
        await using RuntimeProcess process = await StartAsync(Refusing());
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Call", CancellationToken.None);
        Assert.Contains("could not be stored", await ResultAsync(process.Client, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientsOwnMessage_ThatTheStoreNeverTakes_FailsTheClientsCall()
    {
        await using RuntimeProcess process = await StartAsync(Refusing());
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Wait", CancellationToken.None);
        await Assert.ThrowsAsync<CommitRefusedException>(() => process.Client.RaiseEventAsync(id, "go", "poisonous"));
    }

    static void AssertTries(RecordedLog log, string id, int tries)
    {
        Assert.Equal(tries, log.Lines.Count(line => line.EventId == TurnFailed && line.Text.Contains(id, StringComparison.Ordinal)));
        Assert.Equal(
            $"Instance {id}: a message was put aside after {Tries} failed turns (see durable.poison)",
            Assert.Single(log.Lines, line => line.EventId == MessagePutAside).Text);
    }

    /// <summary>An instance that has begun, so that the next message has a turn of its own.</summary>
    static async Task<string> StartWaitAsync(RuntimeProcess process)
    {
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Wait", CancellationToken.None);
        await process.Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        return id;
    }

    static async Task SendPoisonAsync(RuntimeProcess process, string id)
    {
        await process.Hub.Store.SendAsync([new EventMessage(id, new EventRaised("go", "\"poisonous\""))], CancellationToken.None);
        await process.Hub.Store.NotifyAsync(new Wakeup(0), CancellationToken.None);
    }

    async Task UntilPutAsideAsync(string id)
    {
        await Poll.UntilAsync(async () => (await Home.ReadPoisonedAsync()).Length > 0);
        Assert.Equal([id], await Home.ReadPoisonedAsync());
    }

    FaultyStore Refusing(Func<int, Fault>? plan = null) => new(
        Home.Open(TimeProvider.System),
        plan ?? (_ => Fault.None),
        turn => turn.Turn is { } t && Encoding.UTF8.GetString(t.Events).Contains("poisonous", StringComparison.Ordinal));

    static Task<RuntimeProcess> StartAsync(FaultyStore store, RecordedLog? log = null) => RuntimeProcess.StartAsync(
        store,
        tasks =>
        {
            tasks.AddActivityFunc<string>("Answer", _ => "poisonous");
            tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("go"));
            tasks.AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Answer");
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            });
        },
        logs: log);

    static async Task<string> ResultAsync(DurableTaskClient client, string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return (await client.WaitForInstanceCompletionAsync(id, true, deadline.Token)).ReadOutputAs<string>()!;
    }
}

public sealed class InMemoryPoisonTests : PoisonTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresPoisonTests : PoisonTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
