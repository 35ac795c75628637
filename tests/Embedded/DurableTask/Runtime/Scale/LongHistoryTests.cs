using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Xunit.Abstractions;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>One orchestration whose history grows to 50,000 events, and its replay.</summary>
[Collection(nameof(ScaleTests))]
public sealed class LongHistoryTests(ITestOutputHelper output)
{
    const int WaveSize = 100;
    OrchestratorHost? _host;

    [Fact]
    public async Task History_OfFiftyThousandEvents_IsReplayedAfterARestart()
    {
        const int Waves = 250;
        await using PostgresHome home = await PostgresHome.CreateAsync();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using (RuntimeProcess first = await StartAsync(home))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Waves", Waves, new StartOrchestrationOptions("long"), deadline.Token);
            await WavesDoneAsync(home, "long", deadline.Token);
        }

        await using RuntimeProcess second = await StartAsync(home);
        StoredInstance stored = (await second.Hub.Store.ReadHistoryAsync("long", deadline.Token))!;
        Assert.True(stored.Turns.Sum(t => HistoryReader.Read(t.Events).Count) > 50_000);
        await second.Client.RaiseEventAsync("long", "end", 1, deadline.Token);
        OrchestrationMetadata metadata = await second.Client.WaitForInstanceCompletionAsync("long", true, deadline.Token);
        Assert.Equal((Waves * WaveSize) + 1, metadata.ReadOutputAs<int>());
    }

    /// <summary>Bytes allocated stand for work done: they do not depend on the machine.</summary>
    [Fact]
    public async Task Replay_OfFourTimesTheHistory_TakesFourTimesTheWork()
    {
        await using var home = new InMemoryHome();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using RuntimeProcess process = await StartAsync(home);
        long small = await MeasureReplayAsync(process, 25, deadline.Token);
        long large = await MeasureReplayAsync(process, 100, deadline.Token);
        output.WriteLine($"replay of 25 waves allocates {small:n0} bytes, of 100 waves {large:n0}");
        Assert.InRange((double)large / small, 3, 5);
    }

    async Task<long> MeasureReplayAsync(RuntimeProcess process, int waves, CancellationToken cancellationToken)
    {
        string id = $"waves-{waves}";
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Waves", waves, new StartOrchestrationOptions(id), cancellationToken);
        await Poll.UntilAsync(async () => (await process.Client.GetInstancesAsync(id, true))?.SerializedCustomStatus == "\"done\"");
        StoredInstance stored = (await process.Hub.Store.ReadHistoryAsync(id, cancellationToken))!;
        Assert.True(new OrchestrationExecution(stored.Instance, _host!).Replay(stored.Turns));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(new OrchestrationExecution(stored.Instance, _host!).Replay(stored.Turns));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static Task WavesDoneAsync(PostgresHome home, string id, CancellationToken cancellationToken) => Poll.UntilAsync(async () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Sql.ReadAsync<long>(home, $"""
            SELECT count(*) FROM durable.history AS h JOIN durable.instances AS i ON i.id = h.instance
            WHERE i.instance_id = '{id}' AND h.custom_status = '"done"'
            """) == 1;
    });

    Task<RuntimeProcess> StartAsync(StoreHome home) => RuntimeProcess.StartAsync(
        home.Open(TimeProvider.System),
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("One", (_, _) => 1);
            tasks.AddOrchestratorFunc<int, int>("Waves", async (context, waves) =>
            {
                int sum = 0;
                for (int i = 0; i < waves; i++)
                {
                    sum += (await Task.WhenAll(Enumerable.Range(0, WaveSize).Select(n => context.CallActivityAsync<int>("One", n)))).Sum();
                }

                context.SetCustomStatus("done");
                return sum + await context.WaitForExternalEvent<int>("end");
            });
        },
        configure: options => options.TurnCommitted = instance => _host ??= instance.Execution?.Host);
}
