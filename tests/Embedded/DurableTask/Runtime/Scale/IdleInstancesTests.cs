using Microsoft.DurableTask.Tests.Runtime.Support;
using Xunit.Abstractions;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>Many instances that wait for an event: what one costs in memory, and that all of them are still there after a restart.</summary>
[Collection(nameof(ScaleTests))]
public sealed class IdleInstancesTests(ITestOutputHelper output)
{
    /// <summary>An instance, its row and id, its place in the partition.</summary>
    const int BytesPerIdleMax = 1_000;
    const long CacheBytesMax = 4 << 20;
    const int InputChars = 1_000;
    const int Warm = 5_000;

    [Fact]
    public async Task Instances_WaitingForAnEvent_CostLittleAndSurviveARestart()
    {
        int count = Warm + ScaleCount.Of(20_000, 200_000);
        await using PostgresHome home = await PostgresHome.CreateAsync();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using (RuntimeProcess first = await StartAsync(home))
        {
            // Buffers and pools that stay, whatever the number.
            await StartAllAsync(first, 0, Warm, deadline.Token);
            long before = Memory();
            await StartAllAsync(first, Warm, count, deadline.Token);
            AssertSmall("started", Memory() - before, count - Warm);
        }

        long empty = Memory();
        await using RuntimeProcess second = await StartAsync(home);
        Assert.Equal(count, second.Hub.Owned(0)!.LiveCount);
        AssertSmall("recovered", Memory() - empty, count);

        // A message to each, all at once: read again in groups, run, gone.
        await ForAllAsync(0, count, i => second.Client.RaiseEventAsync($"idle-{i:D32}", "go", i, deadline.Token));
        await Poll.UntilAsync(() => second.Hub.Owned(0)!.LiveCount == 0 || deadline.IsCancellationRequested);
        await Sql.AssertAsync(home, (long)count, $"""
            SELECT count(*) FROM durable.results AS r JOIN durable.instances AS i ON i.id = r.instance
            WHERE r.status = 1 AND r.output = (right(i.instance_id, 32)::int + {InputChars})::text
            """);
    }

    /// <summary>What the one above saves, and that it measures.</summary>
    [Fact]
    public async Task Instances_ThatAreNotEvicted_CostSeveralTimesAsMuch()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        using CancellationTokenSource deadline = ScaleCount.Deadline();
        await using RuntimeProcess process = await StartAsync(home, long.MaxValue);
        await StartAllAsync(process, 0, Warm, deadline.Token);
        long before = Memory();
        await StartAllAsync(process, Warm, 2 * Warm, deadline.Token);
        long bytes = (Memory() - before) / Warm;
        output.WriteLine($"{Warm:n0} instances with their executions: {bytes:n0} bytes each");
        Assert.InRange(bytes, 3 * BytesPerIdleMax, int.MaxValue);
    }

    void AssertSmall(string what, long bytes, int count)
    {
        output.WriteLine($"{count:n0} idle instances {what}: {bytes / count:n0} bytes each");
        Assert.InRange(bytes / count, 0, BytesPerIdleMax);
    }

    static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    static async Task StartAllAsync(RuntimeProcess process, int from, int to, CancellationToken cancellationToken)
    {
        string input = new('x', InputChars);
        await ForAllAsync(from, to, i => process.Client.ScheduleNewOrchestrationInstanceAsync(
            "Idles", input, new StartOrchestrationOptions($"idle-{i:D32}"), cancellationToken));
        // Acknowledged with its first turn, or before: all of them wait once a later one has run.
        await process.Hub.Owned(0)!.SettleAsync();
    }

    static async Task ForAllAsync(int from, int to, Func<int, Task> act)
    {
        // Small commits: connections hold on to the parameters of their last one, which would be measured too.
        foreach (int[] chunk in Enumerable.Range(from, to - from).Chunk(500)) await Task.WhenAll(chunk.Select(act));
    }

    static Task<RuntimeProcess> StartAsync(PostgresHome home, long cacheBytesMax = CacheBytesMax) => RuntimeProcess.StartAsync(
        home.Open(TimeProvider.System),
        tasks => tasks.AddOrchestratorFunc<string, int>(
            "Idles", async (context, input) => input.Length + await context.WaitForExternalEvent<int>("go")),
        configure: options => options.CachedExecutionBytesMax = cacheBytesMax);
}
