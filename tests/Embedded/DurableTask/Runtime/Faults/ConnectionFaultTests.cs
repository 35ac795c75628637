using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>Connections that break or hang at a chosen place of a request, again and again: nothing is lost, nothing happens twice.</summary>
public sealed class ConnectionFaultTests : IAsyncLifetime
{
    const string Commits = "durable-commit";
    const string Queries = "durable";
    ProxiedHome? _home;

    ProxiedHome Home => _home!;

    public async Task InitializeAsync() => _home = await ProxiedHome.CreateAsync();

    public async Task DisposeAsync() => await Home.DisposeAsync();

    [Theory]
    [InlineData(Commits, ConnectionFault.BeforeRequest), InlineData(Commits, ConnectionFault.MidRequest)]
    [InlineData(Commits, ConnectionFault.AfterRequest), InlineData(Commits, ConnectionFault.BeforeReply)]
    [InlineData(Commits, ConnectionFault.MidReply), InlineData(Commits, ConnectionFault.Delay)]
    [InlineData(Queries, ConnectionFault.Delay)]
    public async Task Work_WithEveryFifthRequestBroken_EndsExactly(string application, ConnectionFault fault)
    {
        // Hardly anything stays in memory, so that histories are read too.
        await using RuntimeProcess worker = await Home.StartWorkerAsync(configure: options => options.CachedExecutionsMax = 5);
        Home.Proxy.Plan = request => request.Application == application && request.Number % 5 == 0 ? fault : ConnectionFault.None;
        string[] ids = await Home.StartStepsAsync(40);
        await HubCheck.AssertStepsAsync(Home.Client.Client, ids);
        Assert.True(Home.Proxy.Faults > 3, $"only {Home.Proxy.Faults} requests were broken");
        Home.Proxy.Plan = _ => ConnectionFault.None;
        await Home.Check.AssertNothingTwiceOrLeftAsync();
    }

    [Theory, InlineData(ConnectionFault.HangMidRequest), InlineData(ConnectionFault.HangBeforeReply)]
    public async Task Work_WithCommitsThatHang_EndsExactly(ConnectionFault fault)
    {
        await using RuntimeProcess worker = await Home.StartWorkerAsync(commandTimeoutSeconds: 1);
        int hung = 0;
        Home.Proxy.Plan = request =>
            request is { Application: Commits, Number: > 4 } && request.Number % 5 == 0 && Interlocked.Increment(ref hung) <= 2 ? fault : ConnectionFault.None;
        string[] ids = await Home.StartStepsAsync(40);
        await HubCheck.AssertStepsAsync(Home.Client.Client, ids);
        Assert.True(hung > 1, $"only {hung} commits hung");
        await Home.Check.AssertNothingTwiceOrLeftAsync();
    }

    /// <summary>The server holds the half of a commit, with the lock on the partition's row, for as long as the connection stands.</summary>
    [Fact]
    public async Task Process_CutOffInTheMiddleOfACommit_IsTakenOver()
    {
        RuntimeProcess cutOff = await Home.StartWorkerAsync(commandTimeoutSeconds: 20);
        // Steps take six turns: after two commits none has ended, whoever is faster.
        int commits = 0;
        Home.Proxy.Plan = request =>
            request.Application == Commits && Interlocked.Increment(ref commits) > 2 ? ConnectionFault.HangMidRequest : ConnectionFault.None;
        string[] ids = await Home.StartStepsAsync(40);
        await Poll.UntilAsync(() => Home.Proxy.Faults > 0);
        Home.Proxy.IsBlackHole = true;
        Assert.True(await Home.Check.CountOpenActivitiesAsync() > 0, "nothing was in flight");
        await using RuntimeProcess next = await Home.StartWorkerAsync(proxied: false, waitForPartition: null);
        await HubCheck.AssertStepsAsync(Home.Client.Client, ids, within: TimeSpan.FromMinutes(1));
        Home.Proxy.IsBlackHole = false;
        Home.Proxy.Plan = _ => ConnectionFault.None;
        Home.Proxy.CloseAll();
        await cutOff.DisposeAsync();
        await Home.Check.AssertNothingTwiceOrLeftAsync();
    }

    [Theory]
    [InlineData(ConnectionFault.BeforeRequest), InlineData(ConnectionFault.MidRequest), InlineData(ConnectionFault.AfterRequest)]
    [InlineData(ConnectionFault.BeforeReply), InlineData(ConnectionFault.MidReply)]
    public async Task Start_UnderAChosenId_MayBeRepeated_WhereverItBroke(ConnectionFault fault)
    {
        await using RuntimeProcess client = await Home.StartProxiedClientAsync();
        await client.Hub.OpenAsync(CancellationToken.None);
        Home.Proxy.Plan = request => request.Number % 9 == 0 ? fault : ConnectionFault.None;
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => StartAsync(client.Client, i)));
        Assert.True(Home.Proxy.Faults > 5, $"only {Home.Proxy.Faults} requests were broken");
        Home.Proxy.Plan = _ => ConnectionFault.None;
        Assert.Equal(40, await Home.Check.CountAsync("durable.instances"));
        Assert.Equal(40, await Home.Check.CountAsync("durable.inbox"));
        await using RuntimeProcess worker = await Home.StartWorkerAsync();
        await HubCheck.AssertStepsAsync(Home.Client.Client, ids);
        await Home.Check.AssertNothingTwiceOrLeftAsync();
    }

    [Fact]
    public async Task Event_WhoseReplyIsLost_IsSaidToBeOfUnknownOutcome()
    {
        await using RuntimeProcess client = await Home.StartProxiedClientAsync();
        await client.Hub.OpenAsync(CancellationToken.None);
        Home.Proxy.Plan = request => request.Application == Queries ? ConnectionFault.BeforeReply : ConnectionFault.None;
        var e = await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.Client.RaiseEventAsync("one", "go", "x"));
        Assert.Contains("'one' was sent is unknown", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Home.Check.CountAsync("durable.inbox"));
    }

    [Fact]
    public async Task Wait_BegunWhileTheDatabaseIsAway_AndBrokenOften_GetsTheResult()
    {
        await using RuntimeProcess client = await Home.StartProxiedClientAsync();
        Home.Proxy.Plan = _ => ConnectionFault.BeforeRequest;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Task<OrchestrationMetadata> waiting = client.Client.WaitForInstanceCompletionAsync("steps-0", true, deadline.Token);
        await Poll.UntilAsync(() => Home.Proxy.Faults > 2 || waiting.IsCompleted);
        Assert.False(waiting.IsCompleted, waiting.Exception?.Message);
        Home.Proxy.Plan = request => request.Number % 5 == 0 ? ConnectionFault.MidReply : ConnectionFault.None;
        await using RuntimeProcess worker = await Home.StartWorkerAsync(proxied: false);
        await Home.StartStepsAsync(1);
        Assert.Equal(5, (await waiting).ReadOutputAs<int>());
        Assert.Equal(1, Home.Log.Count(5007));
    }

    [Fact]
    public async Task Listening_WhoseConnectionBreaks_ResumesWhileTheHubLives()
    {
        const string Listening = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'";
        await using RuntimeProcess client = await Home.StartProxiedClientAsync();
        await client.Hub.OpenAsync(CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            // The client beside the proxy listens too.
            await Poll.UntilAsync(async () => await Home.Check.CountAsync(Listening) == 2);
            Home.Proxy.CloseAll();
            await Poll.UntilAsync(async () => await Home.Check.CountAsync(Listening) == 1);
        }

        await Poll.UntilAsync(async () => await Home.Check.CountAsync(Listening) == 2);
    }

    static async Task<string> StartAsync(DurableTaskClient client, int number)
    {
        var options = new StartOrchestrationOptions($"steps-{number}")
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await client.ScheduleNewOrchestrationInstanceAsync("Steps", number, options, CancellationToken.None);
            }
            catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                return options.InstanceId!;
            }
            catch (Exception e) when (e is IOException or Npgsql.NpgsqlException && tries < 50)
            {
                // Asked again, as a client would.
            }
        }
    }
}
