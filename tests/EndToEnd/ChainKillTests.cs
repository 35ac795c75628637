using Google.Protobuf.WellKnownTypes;
using Orchestrator.EndToEnd.Tests.Hosts;
using Orchestrator.Protos.V1;
using Xunit.Abstractions;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.EndToEnd.Tests;

public sealed class ChainKillTests(ITestOutputHelper output)
{
    const int Total = 50;
    const string NotEnded = "SELECT count(*) FROM orchestrator.task_chains WHERE run_ended_at IS NULL";
    const string InFlight = "SELECT count(*) FROM orchestrator.tasks WHERE status = 'running'";

    [Fact]
    public async Task Kill9_OfEitherProcessAtRandomMoments_ChainsEndAsWithoutKills()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"Seed {seed}");
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        CancellationToken cancellationToken = timeout.Token;
        await using RunningSystem system = await RunningSystem.CreateAsync();
        await system.StartFunctionsAsync(cancellationToken);
        await system.StartGatewayAsync(functionsUrl: null, cancellationToken);
        for (int number = 0; number < Total; number++)
        {
            await system.Chains.CreateChainAsync(ChainOf(number), cancellationToken: cancellationToken);
        }

        for (int kill = 0; kill < 3; kill++)
        {
            // A random share of what is left has to be done before the next kill: a moment, and no time.
            long left = await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE NOT is_done");
            long until = left - random.NextInt64(10, Math.Max(11, left / 4));
            await Eventually.TrueAsync(
                async () => await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE NOT is_done") <= until
                    && await system.QueryAsync<long>(InFlight) > 0,
                TimeSpan.FromSeconds(90),
                () => $"{until} tasks are left and some run{system.Logs}",
                cancellationToken);
            await system.Functions!.KillAsync();
            long inFlight = await system.QueryAsync<long>(InFlight);
            output.WriteLine($"Kill {kill + 1}: {await system.QueryAsync<long>(NotEnded)} chains under way, {inFlight} tasks in flight.");
            Assert.True(inFlight > 0, "no task was in flight at the kill");
            if (kill == 1)
            {
                await system.Gateway!.KillAsync();
                await system.StartGatewayAsync(functionsUrl: null, cancellationToken);
            }

            await system.StartFunctionsAsync(cancellationToken);
        }

        await Eventually.TrueAsync(
            async () => await system.QueryAsync<long>(NotEnded) == 0, TimeSpan.FromMinutes(2), () => system.Logs, cancellationToken);

        Assert.Equal(Total, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.task_chains WHERE status = 'completed'"));
        Assert.Equal(Total, await system.QueryAsync<long>(
            """
            SELECT count(*) FROM orchestrator.tasks AS t JOIN orchestrator.task_chains AS c ON c.id = t.chain_id
            WHERE t.node_key = 'join' AND t.output = format('%s of ["a of %s","b of %s","c of %s"]', c.chain_name, c.chain_name, c.chain_name, c.chain_name)
            """));
        Assert.Equal(Total, await system.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.tasks WHERE node_key = 'never' AND status = 'skipped'"));
        Assert.Equal(0, await system.QueryAsync<long>(
            "SELECT count(*) FROM (SELECT task_id FROM orchestrator.task_executions WHERE status = 'completed' GROUP BY task_id HAVING count(*) > 1) AS twice"));
    }

    /// <summary>list, each of it, join; and a node that no condition lets run.</summary>
    static CreateChainRequest ChainOf(int number)
    {
        string name = $"chain {number}";
        var each = new ChainNode
        {
            Key = "each",
            Work = Echo("{{item}} of {{input.name}}"),
            Map = new MapOver { Parent = "list", Pointer = "/json" },
            After = { new ChainEdge { Parent = "list" } },
        };
        var join = new ChainNode
        {
            Key = "join",
            Work = Echo("{{input.name}} of {{all}}"),
            After = { new ChainEdge { Parent = "each", OutputMapping = { ["all"] = "/data" } } },
        };
        return new CreateChainRequest
        {
            Name = name,
            Input = new Struct { Fields = { ["name"] = Value.ForString(name) } },
            Definition = new ChainDefinition
            {
                Nodes =
                {
                    new ChainNode { Key = "list", Work = Echo("""["a", "b", "c"]""") },
                    each,
                    join,
                    new ChainNode
                    {
                        Key = "never",
                        Work = Echo("no"),
                        After = { new ChainEdge { Parent = "list", Condition = EdgeCondition.OnFailure } },
                    },
                },
            },
        };
    }

    static TaskWork Echo(string message) => new()
    {
        Echo = new EchoWork { Message = message, Delay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
    };
}
