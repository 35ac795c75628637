using System.Diagnostics;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Bench.DurableTask;

/// <summary>
/// Measures one workload on the embedded runtime, in this process, against PostgreSQL: each round's raw number, the first one cold,
/// then one line of JSON with the median of the others.
/// </summary>
internal sealed class LoadProgram : IAsyncDisposable
{
    readonly ServiceProvider _services;
    readonly IHostedService _worker;
    readonly DurableTaskClient _client;
    readonly string _database;

    LoadProgram(ServiceProvider services, string database)
    {
        (_services, _database) = (services, database);
        _worker = services.GetServices<IHostedService>().Single();
        _client = services.GetRequiredService<DurableTaskClient>();
    }

    public static async Task<LoadProgram> StartAsync(string database, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.Configure<DurableRuntimeOptions>(options =>
        {
            options.ConnectionString = database;
            options.HubName = $"bench-{Guid.NewGuid():N}";
            options.MaxConcurrentActivities = 64;
        });
        services.AddDurableTaskClient().UseDurableRuntime();
        services.AddDurableTaskWorker().UseDurableRuntime().AddTasks(Register);
        var program = new LoadProgram(services.BuildServiceProvider(), database);
        await program._worker.StartAsync(cancellationToken);
        var hub = program._services.GetRequiredService<DurableHub>();
        await hub.OpenAsync(cancellationToken);
        while (hub.Owned(0)?.Recovered.IsCompletedSuccessfully != true) await Task.Delay(5, cancellationToken);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    public async Task<int> RunAsync(string workload, int count, int rounds)
    {
        var results = new List<Measured>();
        for (int round = 0; round < rounds; round++)
        {
            Measured measured = workload switch
            {
                "W1" => await BurstAsync("Five", count == 0 ? 1_000 : count, activities: 5),
                "W2" => await FanOutAsync(count == 0 ? 1_000 : count),
                "W3" => await SerialAsync(count == 0 ? 500 : count),
                "W6" => await OneByOneAsync(count == 0 ? 10_000 : count, clients: 16),
                _ => throw new ArgumentException($"Workload {workload} is unknown: W1, W2, W3 or W6.", nameof(workload)),
            };
            results.Add(measured);
            Console.WriteLine($"{workload} round {round + 1}{(round == 0 ? " (cold)" : "")}: {measured}");
        }

        Measured median = results.Skip(rounds > 1 ? 1 : 0).OrderBy(m => m.Elapsed).ElementAt((results.Count - (rounds > 1 ? 1 : 0)) / 2);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["workload"] = workload,
            ["orchestrations_per_second"] = Math.Round(median.Orchestrations / median.Elapsed.TotalSeconds),
            ["activities_per_second"] = Math.Round(median.Activities / median.Elapsed.TotalSeconds),
            ["p50_ms"] = median.P50,
            ["p99_ms"] = median.P99,
            ["peak_memory_mb"] = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            ["commit_ms"] = await CommitProbe.MeasureAsync(_database, CancellationToken.None),
        }));
        return 0;
    }

    async Task<Measured> BurstAsync(string name, int count, int activities)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            string id = await _client.ScheduleNewOrchestrationInstanceAsync(name, 0, CancellationToken.None);
            await ExpectAsync(id, activities);
        }));
        return new Measured(watch.Elapsed, count, count * activities);
    }

    async Task<Measured> FanOutAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        await ExpectAsync(await _client.ScheduleNewOrchestrationInstanceAsync("FanOut", count, CancellationToken.None), count);
        return new Measured(watch.Elapsed, 1, count);
    }

    async Task<Measured> SerialAsync(int count)
    {
        var latencies = new List<TimeSpan>(count);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await ExpectAsync(await _client.ScheduleNewOrchestrationInstanceAsync("One", 0, CancellationToken.None), 1);
            latencies.Add(Stopwatch.GetElapsedTime(start));
        }

        return new Measured(watch.Elapsed, count, count, latencies);
    }

    /// <summary>The latencies are those of the acknowledgements.</summary>
    async Task<Measured> OneByOneAsync(int count, int clients)
    {
        var latencies = new List<TimeSpan>[clients];
        var ends = new List<Task>[clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            (latencies[client], ends[client]) = ([], []);
            for (int i = client; i < count; i += clients)
            {
                long start = Stopwatch.GetTimestamp();
                string id = await _client.ScheduleNewOrchestrationInstanceAsync("One", 0, CancellationToken.None);
                latencies[client].Add(Stopwatch.GetElapsedTime(start));
                ends[client].Add(ExpectAsync(id, 1));
            }
        }));
        await Task.WhenAll(ends.SelectMany(e => e));
        return new Measured(watch.Elapsed, count, count, [.. latencies.SelectMany(l => l)]);
    }

    /// <summary>A fast wrong answer is no result.</summary>
    async Task ExpectAsync(string id, int expected)
    {
        OrchestrationMetadata metadata = await _client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
        if (metadata.ReadOutputAs<int>() != expected) throw new InvalidOperationException($"{metadata} should have returned {expected}.");
    }

    static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("AddOne", (_, n) => n + 1);
        tasks.AddOrchestratorFunc<int, int>("One", (context, n) => context.CallActivityAsync<int>("AddOne", n));
        tasks.AddOrchestratorFunc<int, int>("Five", async (context, n) =>
        {
            for (int i = 0; i < 5; i++) n = await context.CallActivityAsync<int>("AddOne", n);
            return n;
        });
        tasks.AddOrchestratorFunc<int, int>("FanOut", async (context, n) =>
            (await Task.WhenAll(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync<int>("AddOne", 0)))).Sum());
    }
}
