using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>A payload of 4 MB on every way it can take.</summary>
[Collection(nameof(ScaleTests))]
public abstract class PayloadTests
{
    const int Chars = 4 << 20;
    static readonly string Given = new('g', Chars);
    static readonly string Made = new('m', Chars);
    static readonly string Raised = new('r', Chars);

    internal abstract Task<StoreHome> CreateHomeAsync();

    /// <summary>What only a database can tell: how often each payload is stored.</summary>
    internal virtual Task CheckStoredAsync(StoreHome home, int payloads) => Task.CompletedTask;

    [Fact]
    public async Task Payload_OnEveryWay_ArrivesWholeAndIsStoredOnce()
    {
        await using StoreHome home = await CreateHomeAsync();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using (RuntimeProcess first = await StartAsync(home))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Passes", Given, new StartOrchestrationOptions("large"), deadline.Token);
            await Poll.UntilAsync(async () => (await first.Client.GetInstancesAsync("large", true))?.SerializedCustomStatus == "\"waits\"");
            await CheckStoredAsync(home, payloads: 2);
        }

        // Replayed from references by the next process, which gets the event.
        await using RuntimeProcess second = await StartAsync(home);
        await second.Client.RaiseEventAsync("large", "more", Raised, deadline.Token);
        OrchestrationMetadata metadata = await second.Client.WaitForInstanceCompletionAsync("large", true, deadline.Token);
        Assert.Equal(Given + Made + Raised, metadata.ReadOutputAs<string>());
        OrchestrationMetadata found = (await second.Client.GetInstancesAsync("large", true))!;
        Assert.Equal((Given, Given + Made + Raised), (found.ReadInputAs<string>(), found.ReadOutputAs<string>()));
        Assert.Equal(Given + Made + Raised, (await second.Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true })
            .FirstAsync(i => i.InstanceId == "large")).ReadOutputAs<string>());
        await CheckStoredAsync(home, payloads: 4);
        PurgeResult purged = await second.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
        Assert.Equal(2, purged.PurgedInstanceCount);
        await CheckStoredAsync(home, payloads: 0);
    }

    [Fact]
    public async Task Payload_OfAnEndedExecution_GoesWithIt()
    {
        await using StoreHome home = await CreateHomeAsync();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using (RuntimeProcess process = await StartAsync(home))
        {
            await process.Client.ScheduleNewOrchestrationInstanceAsync("Again", Given, new StartOrchestrationOptions("again"), deadline.Token);
            await process.Client.RaiseEventAsync("again", "next", Made, deadline.Token);
            await Poll.UntilAsync(async () => (await process.Client.GetInstancesAsync("again", true))?.ReadInputAs<string>() == Made);
            await process.Client.RaiseEventAsync("again", "next", "small", deadline.Token);
            await Poll.UntilAsync(async () => (await process.Client.GetInstancesAsync("again", true))?.ReadInputAs<string>() == "small");
        }

        // A worker sweeps as it begins.
        await using RuntimeProcess next = await StartAsync(home);
        await CheckStoredAsync(home, payloads: 0);
    }

    static Task<RuntimeProcess> StartAsync(StoreHome home) => RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks =>
    {
        tasks.AddActivityFunc<string, string>("Makes", (_, given) => given == Given ? Made : "not what was given");
        tasks.AddOrchestratorFunc<string, string>("Child", (_, given) => Task.FromResult(given));
        tasks.AddOrchestratorFunc<string, string>("Passes", async (context, given) =>
        {
            string made = await context.CallActivityAsync<string>("Makes", given);
            string back = await context.CallSubOrchestratorAsync<string>("Child", given);
            context.SetCustomStatus("waits");
            return back + made + await context.WaitForExternalEvent<string>("more");
        });
        tasks.AddOrchestratorFunc<string>("Again", async context =>
        {
            context.ContinueAsNew(await context.WaitForExternalEvent<string>("next"));
            return "";
        });
    });
}

public sealed class InMemoryPayloadTests : PayloadTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresPayloadTests : PayloadTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();

    internal override async Task CheckStoredAsync(StoreHome home, int payloads)
    {
        var postgres = (PostgresHome)home;
        await Sql.AssertAsync(postgres, 0L, "SELECT count(*) FROM durable.inbox");
        await Sql.AssertAsync(postgres, (long)payloads, "SELECT count(*) FROM durable.payloads");
        Assert.True(await Sql.ReadAsync<bool>(postgres, """
            SELECT coalesce(max(length(events)), 0) < 2000 AND coalesce((SELECT max(length(input)) FROM durable.instances), 0) < 2000
               AND coalesce((SELECT max(length(output)) FROM durable.results), 0) < 2000 FROM durable.history
            """));
        // As the documentation says it: from a reference in the history to the content.
        Assert.Equal(0L, await Sql.ReadAsync<long>(postgres, """
            SELECT count(*) FROM durable.history AS h,
                regexp_matches(convert_from(h.events, 'UTF8'), '"payload":"([0-9a-f]{64})"', 'g') AS m (hash)
            WHERE NOT EXISTS (SELECT FROM durable.payloads AS p WHERE p.hash = decode(m.hash[1], 'hex') AND sha256(p.content) = p.hash)
            """));
    }
}
