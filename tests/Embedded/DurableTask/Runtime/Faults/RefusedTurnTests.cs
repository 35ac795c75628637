using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>What a store cannot take: the offender alone fails and says why, whoever waits for it hears of it, and its neighbours go on.</summary>
public abstract class RefusedTurnTests : IAsyncLifetime
{
    readonly RecordedLog _log = new();
    StoreHome? _home;
    RuntimeProcess? _process;

    internal StoreHome Home => _home!;

    internal RuntimeProcess Process => _process!;

    internal abstract Task<StoreHome> CreateHomeAsync();

    internal abstract Task<int> CountPoisonAsync();

    public async Task InitializeAsync()
    {
        _home = await CreateHomeAsync();
        _process = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        await Home.DisposeAsync();
    }

    [Theory]
    [InlineData("Nul")]
    [InlineData("Surrogate")]
    public async Task Orchestrator_WhoseResultCannotBeStored_Fails_AndItsNeighboursGoOn(string name)
    {
        string[] neighbours = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync("Good")));
        string after = await StartAsync(name, "timer");
        string called = await StartAsync(name, "activity");
        string parent = await StartAsync("Parent", name);
        foreach (string id in neighbours) Assert.Equal("good", (await EndAsync(id)).ReadOutputAs<string>());

        OrchestrationMetadata failed = await EndAsync(after);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("could not be stored", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("could not be stored", (await EndAsync(called)).ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.Contains("could not be stored", (await EndAsync(parent)).ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.True(await CountPoisonAsync() >= 3);
    }

    [Fact]
    public async Task Start_ThatCannotBeStored_IsRefusedToTheClient()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync("a\0b"));
        await Assert.ThrowsAsync<ArgumentException>(() => Process.Client.ScheduleNewOrchestrationInstanceAsync(
            "Good", null, new StartOrchestrationOptions("\ud800"), CancellationToken.None));
        await Assert.ThrowsAsync<CommitRefusedException>(() => Process.Client.ScheduleNewOrchestrationInstanceAsync(
            "Good", null, new StartOrchestrationOptions { InstanceId = "versioned", Version = "1\0" }, CancellationToken.None));
        Assert.Equal("good", (await EndAsync(await StartAsync("Good"))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_ThatCannotBeStored_FailsTheCall()
    {
        Assert.Contains("cannot be stored", (await EndAsync(await StartAsync("CallsId", "child\0"))).ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.Contains("could not be started", (await EndAsync(await StartAsync("CallsVersion", "1\0"))).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UndecodableMessage_IsPutAsideAsItIs_AndTheInstanceGoesOn()
    {
        string id = await StartAsync("Waits");
        await Process.Client.WaitForInstanceStartAsync(id, CancellationToken.None);
        await Process.Hub.Store.SendAsync([new UnreadableMessage(id, "{\"to\":1e99,\"event\":[]}"u8.ToArray(), "test")], CancellationToken.None);
        await Process.Hub.Store.NotifyAsync(new Wakeup(0), CancellationToken.None);
        await Poll.UntilAsync(async () => await CountPoisonAsync() == 1);
        await Process.Client.RaiseEventAsync(id, "go", "good");
        Assert.Equal("good", (await EndAsync(id)).ReadOutputAs<string>());
    }

    internal Task<string> StartAsync(string name, object? input = null) =>
        Process.Client.ScheduleNewOrchestrationInstanceAsync(name, input, CancellationToken.None);

    internal async Task<OrchestrationMetadata> EndAsync(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await Process.Client.WaitForInstanceCompletionAsync(id, true, deadline.Token);
    }

    internal async Task RestartAsync(Func<Task> meanwhile)
    {
        await Process.DisposeAsync();
        await meanwhile();
        _process = await StartAsync();
    }

    internal int LogCount(int eventId) => _log.Count(eventId);

    Task<RuntimeProcess> StartAsync() => RuntimeProcess.StartAsync(
        Home.Open(TimeProvider.System),
        tasks =>
        {
            tasks.AddActivityFunc<string>("Answer", _ => "good");
            tasks.AddOrchestratorFunc<string>("Good", context => context.CallActivityAsync<string>("Answer"));
            tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go"));
            foreach ((string name, string result) in new[] { ("Nul", RawConverter.Nul), ("Surrogate", RawConverter.Surrogate) })
            {
                tasks.AddOrchestratorFunc<string, string>(name, async (context, way) =>
                {
                    try
                    {
                        if (way == "activity") await context.CallActivityAsync<string>("Answer");
                        else await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                        return result;
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails.ErrorMessage;
                    }
                });
            }

            tasks.AddOrchestratorFunc<string, string>("Parent", (context, name) => CaughtAsync(() => context.CallSubOrchestratorAsync<string>(name!, "timer")));
            tasks.AddOrchestratorFunc<string, string>("CallsId", (context, id) => CaughtAsync(() =>
                context.CallSubOrchestratorAsync<string>("Good", null, new SubOrchestrationOptions { InstanceId = id })));
            tasks.AddOrchestratorFunc<string, string>("CallsVersion", (context, version) => CaughtAsync(() =>
                context.CallSubOrchestratorAsync<string>("Good", null, new SubOrchestrationOptions { Version = version })));
        },
        worker: builder => builder.Configure(options => options.DataConverter = new RawConverter()),
        logs: _log);

    static async Task<string> CaughtAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (TaskFailedException e)
        {
            return e.FailureDetails.ErrorMessage;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>JSON, but for two texts that it hands on as no JSON would.</summary>
    sealed class RawConverter : DataConverter
    {
        public const string Nul = "raw nul";
        public const string Surrogate = "raw surrogate";

        public override object? Deserialize(string? data, Type targetType) => Converters.JsonDataConverter.Default.Deserialize(data, targetType);

        public override string? Serialize(object? value) => value switch
        {
            Nul => "a\0b",
            Surrogate => "a\ud800b",
            _ => Converters.JsonDataConverter.Default.Serialize(value),
        };
    }
}

public sealed class InMemoryRefusedTurnTests : RefusedTurnTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());

    internal override Task<int> CountPoisonAsync() => Task.FromResult(((InMemoryHome)Home).Store.Poison.Count);
}

public sealed class PostgresRefusedTurnTests : RefusedTurnTests
{
    string ConnectionString => ((PostgresHome)Home).Database.ConnectionString;

    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();

    internal override async Task<int> CountPoisonAsync() => (int)await new HubCheck(ConnectionString).CountAsync("durable.poison");

    [Fact]
    public async Task Instance_WhoseHistoryCannotBeRead_StandsStill_AndTheOthersAreRecovered()
    {
        string damaged = await StartAsync("Waits");
        string whole = await StartAsync("Waits");
        await Process.Client.WaitForInstanceStartAsync(damaged, CancellationToken.None);
        await RestartAsync(() => new HubCheck(ConnectionString).ScalarAsync($$"""
            UPDATE durable.instances SET first_events = convert_to('[{"type":"FromTheFuture","id":1}]', 'UTF8')
            WHERE instance_id = '{{damaged}}'
            """));
        Assert.Equal(1, LogCount(5110));
        await Process.Client.RaiseEventAsync(whole, "go", "good");
        Assert.Equal("good", (await EndAsync(whole)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<InvalidDataException>(() => Process.Client.RaiseEventAsync(damaged, "go", "good"));
        await Poll.UntilAsync(async () => await CountPoisonAsync() == 1);
        Assert.Equal(damaged, await new HubCheck(ConnectionString).ScalarAsync("SELECT instance_id FROM durable.poison"));
    }

    /// <summary>54: what a B-tree takes as a key is limited; 22 and XX000: raised here by a trigger, for one instance's rows.</summary>
    [Theory, InlineData("22003"), InlineData("54000"), InlineData("XX000"), InlineData("23514")]
    public async Task Turn_AtFaultInTheServersEyes_IsTakenOutOfItsBatch(string sqlState)
    {
        await new HubCheck(ConnectionString).ScalarAsync($"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this' USING ERRCODE = '{sqlState}'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON durable.results FOR EACH ROW WHEN (convert_from(NEW.events, 'UTF8') LIKE '%bad news%')
            EXECUTE FUNCTION refuse();
            """);
        string[] good = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartAsync("Good")));
        string offender = await StartAsync("Waits");
        await Process.Hub.Store.SendAsync([new EventMessage(offender, new EventRaised("go", "\"bad news\""))], CancellationToken.None);
        await Process.Hub.Store.NotifyAsync(new Wakeup(0), CancellationToken.None);
        foreach (string id in good) Assert.Equal("good", (await EndAsync(id)).ReadOutputAs<string>());
        await Poll.UntilAsync(async () => await CountPoisonAsync() == 1);
        Assert.Equal("not this", await new HubCheck(ConnectionString).ScalarAsync("SELECT reason FROM durable.poison"));
        await Process.Client.RaiseEventAsync(offender, "go", "good");
        Assert.Equal("good", (await EndAsync(offender)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_WithAnIdLongerThanAKeyMayBe_FailsTheCall()
    {
        // Text that does not compress below the limit of a B-tree's rows.
        string id = string.Concat(Enumerable.Range(0, 1_000).Select(_ => Guid.NewGuid().ToString("N")));
        Assert.Contains("could not be started", (await EndAsync(await StartAsync("CallsId", id))).ReadOutputAs<string>(), StringComparison.Ordinal);
    }
}
