using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>A server that comes late, and one that falls again and again.</summary>
public sealed class ServerRestartTests
{
    const int OpenFailed = 5005;
    const int Opened = 5008;
    const string Unfinished =
        "durable.instances AS i WHERE NOT EXISTS (SELECT FROM durable.results AS r WHERE r.partition_id = i.partition_id AND r.instance = i.id)";
    static readonly bool IsNightly = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1";

    [Fact]
    public async Task Worker_StartedBeforeItsDatabase_SaysSoOnce_AndBeginsWhenItComes()
    {
        await using var server = new OwnServer();
        await server.StartAsync();
        await server.StopImmediatelyAsync();
        using WorkerProcess worker = await WorkerProcess.StartAsync(server.ConnectionString, leaseSeconds: 2);
        await Poll.UntilAsync(() => worker.Count(OpenFailed) > 0);
        await using RuntimeProcess client = await RuntimeProcess.StartAsync(
            new PostgresStore(server.ConnectionString, TimeProvider.System), tasks: null, configure: o => WorkerProgram.Configure(o, 2));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Task<OrchestrationMetadata> waiting = client.Client.WaitForInstanceCompletionAsync("first", true, deadline.Token);
        await server.StartAsync();
        await Poll.UntilAsync(() => worker.Count(Opened) == 1);
        await client.Client.ScheduleNewOrchestrationInstanceAsync("Steps", 1, new StartOrchestrationOptions("first"), CancellationToken.None);
        Assert.Equal(6, (await waiting).ReadOutputAs<int>());
        // The same reason is said once; "the database system is starting up" is another.
        string[] said = [.. worker.Lines.Where(line => line.StartsWith($"{OpenFailed} ", StringComparison.Ordinal))];
        Assert.Equal(said.Distinct(), said);
        Assert.All(said, line => Assert.Contains("could not be opened; to be tried every", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_FallingAgainAndAgain_LosesNothing_AndNoProcessIsRestarted()
    {
        int count = IsNightly ? 20_000 : 2_000;
        await using var server = new OwnServer();
        await server.StartAsync();
        using WorkerProcess worker = await WorkerProcess.StartAsync(server.ConnectionString, leaseSeconds: 5);
        await using RuntimeProcess client = await RuntimeProcess.StartAsync(
            new PostgresStore(server.ConnectionString, TimeProvider.System), tasks: null, configure: o => WorkerProgram.Configure(o, 5));
        await client.Hub.OpenAsync(CancellationToken.None);
        var check = new HubCheck(server.ConnectionString);
        Task<List<string>[]> starting = Task.WhenAll(Enumerable.Range(0, 16).Select(lane => StartLaneAsync(client.Client, lane, 16, count)));
        int falls = 0;
        for (long before = 0; falls < 4; falls++)
        {
            // Some hundred turns at least between two falls.
            await Poll.UntilAsync(async () => await check.CountAsync("durable.history") >= before + 300);
            await server.StopImmediatelyAsync();
            await server.StartAsync();
            before = await check.CountAsync("durable.history");
            Assert.True(await check.CountAsync(Unfinished) > 0, "nothing was in flight at a fall");
        }

        string[] ids = [.. (await starting).SelectMany(lane => lane)];
        Assert.Equal(count, ids.Length);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(IsNightly ? 600 : 90));
        foreach (string id in ids)
        {
            OrchestrationMetadata metadata = await client.Client.WaitForInstanceCompletionAsync(id, true, deadline.Token);
            Assert.Equal(int.Parse(id.AsSpan(6), CultureInfo.InvariantCulture) + 5, metadata.ReadOutputAs<int>());
        }

        await check.AssertNothingTwiceOrLeftAsync();
        Assert.Equal(2 * count, await check.CountAsync("durable.results"));
    }

    /// <summary>Starts every <paramref name="lanes"/>-th orchestration, and asks again until it is acknowledged or there already.</summary>
    static async Task<List<string>> StartLaneAsync(DurableTaskClient client, int lane, int lanes, int count)
    {
        var ids = new List<string>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (int i = lane; i < count; i += lanes)
        {
            var options = new StartOrchestrationOptions($"steps-{i}").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            while (true)
            {
                try
                {
                    ids.Add(await client.ScheduleNewOrchestrationInstanceAsync("Steps", i, options, deadline.Token));
                    break;
                }
                catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
                {
                    ids.Add(options.InstanceId!);
                    break;
                }
                catch (Exception e) when (e is IOException or Npgsql.NpgsqlException)
                {
                    await Task.Delay(50, deadline.Token);
                }
            }
        }

        return ids;
    }
}
