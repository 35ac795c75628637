using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

[Collection(nameof(ScaleTests))]
public sealed class FanOutTests
{
    [Fact]
    public async Task Activities_TenThousandOfOneOrchestration_EachCountsOnce()
    {
        const int Count = 10_000;
        var ran = new ConcurrentDictionary<int, int>();
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks =>
        {
            tasks.AddActivityFunc<int, long>("Square", (_, n) =>
            {
                ran.AddOrUpdate(n, 1, (_, times) => times + 1);
                return (long)n * n;
            });
            tasks.AddOrchestratorFunc<int, long>("FansOut", async (context, n) =>
                (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<long>("Square", i)))).Sum());
        });
        Assert.Equal(Enumerable.Range(0, Count).Sum(n => (long)n * n), await RunAsync<long>(process, "FansOut", Count));
        Assert.Equal(Count, ran.Count);
        Assert.All(ran.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task SubOrchestrations_FiveThousandOfOne_AllAnswer()
    {
        const int Count = 5_000;
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("Child", (_, n) => Task.FromResult(n + 1));
            tasks.AddOrchestratorFunc<int, int>("Parent", async (context, n) =>
                (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum());
        });
        Assert.Equal(Enumerable.Range(1, Count).Sum(), await RunAsync<int>(process, "Parent", Count));
        await Sql.AssertAsync(home, Count + 1L, "SELECT count(*) FROM durable.results WHERE status = 1");
        await Sql.AssertAsync(home, 0L, "SELECT count(*) FROM durable.inbox");
    }

    static async Task<T> RunAsync<T>(RuntimeProcess process, string orchestrator, int input)
    {
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, deadline.Token);
        OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync(id, true, deadline.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        return metadata.ReadOutputAs<T>()!;
    }
}
