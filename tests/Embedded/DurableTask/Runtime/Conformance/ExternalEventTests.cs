using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Events from clients and other instances: names, order, waiters, limits of time.</summary>
public abstract class ExternalEventTests : ConformanceTests
{
    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
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
        tasks.AddOrchestratorFunc<string>("InTime", async context =>
        {
            string first = await context.WaitForExternalEvent<string>("a", TimeSpan.FromDays(1));
            return first + await context.WaitForExternalEvent<string>("b", TimeSpan.FromDays(1), CancellationToken.None);
        });
        tasks.AddOrchestratorFunc<string>("CancelledThenAgain", async context =>
        {
            using var cancel = new CancellationTokenSource();
            Task<string> given = context.WaitForExternalEvent<string>("n", cancel.Token);
            await context.WaitForExternalEvent<string>("cancel");
            cancel.Cancel();
            await context.WaitForExternalEvent<string>("again");
            return $"{given.IsCanceled} {await context.WaitForExternalEvent<string>("n")}";
        });
        tasks.AddOrchestratorFunc<string>("OtherShape", async context =>
        {
            try
            {
                return $"{await context.WaitForExternalEvent<int>("n")}";
            }
            catch (System.Text.Json.JsonException)
            {
                return "other shape";
            }
        });
    }

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
    public async Task Event_ForNobody_IsDropped()
    {
        await Client.RaiseEventAsync("nobody", "go", "early");
        await AssertNothingWaitsForAsync("nobody");
    }

    [Fact]
    public async Task SendEvent_ToNobody_IsDropped()
    {
        Assert.Equal("sent", (await RunAsync("Send", "nobody", new StartOrchestrationOptions("sender"))).ReadOutputAs<string>());
        await AssertNothingWaitsForAsync("nobody");
    }

    /// <summary>No message is left, and whoever bears the id later hears of what is sent from then on alone.</summary>
    async Task AssertNothingWaitsForAsync(string id)
    {
        await Poll.UntilAsync(async () => await Home.CountInboxAsync() == 0);
        await StartAsync("Event", options: new StartOrchestrationOptions(id));
        await Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        await Client.RaiseEventAsync(id, "go", "later");
        Assert.Equal("later", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_InTime_EndsTheWait()
    {
        string id = await StartAsync("InTime");
        await Client.RaiseEventAsync(id, "b", "2");
        await Client.RaiseEventAsync(id, "a", "1");
        Assert.Equal("12", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_AfterItsWaiterWasCancelled_IsKeptForTheNext()
    {
        string id = await StartAsync("CancelledThenAgain");
        await Client.RaiseEventAsync(id, "cancel", "");
        await Client.RaiseEventAsync(id, "n", "kept");
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "again", "");
        Assert.Equal("True kept", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_OfAnotherShape_IsTheWaitingCodesToHandle()
    {
        string id = await StartAsync("OtherShape");
        await Client.RaiseEventAsync(id, "n", "text");
        Assert.Equal("other shape", (await EndAsync(id)).ReadOutputAs<string>());
    }
}

public sealed class InMemoryExternalEventTests : ExternalEventTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresExternalEventTests : ExternalEventTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
