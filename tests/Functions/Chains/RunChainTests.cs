using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>The orchestrator of chains on the embedded runtime, over PostgreSQL, with time that is skipped.</summary>
public sealed class RunChainTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    static readonly int Graphs = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 5_000 : 200;

    FunctionHost Host => fixture.Host;

    TaskTable Tasks => fixture.Tasks;

    ChainDriver Chains => new(Host, Tasks);

    /// <summary>With <c>ORCHESTRATOR_SEED</c>, that graph alone.</summary>
    [Fact]
    public async Task RunChain_RandomGraphs_EndAsTheReferenceSays()
    {
        const int AtOnce = 20;
        int[] seeds = int.TryParse(Environment.GetEnvironmentVariable("ORCHESTRATOR_SEED"), out int one) ? [one] : [.. Enumerable.Range(0, Graphs)];
        foreach (int[] some in seeds.Chunk(AtOnce))
        {
            RandomChain[] chains = [.. some.Select(seed => new RandomChain(seed, nodesMax: 14))];
            await Task.WhenAll(chains.Select(chain => Chains.StartAsync(chain.ToStore())));
            foreach ((int seed, RandomChain chain) in some.Zip(chains))
            {
                await Chains.EndAsync(chain.Id, within: TimeSpan.FromMinutes(2));
                await MatchesAsync(chain, $"ORCHESTRATOR_SEED={seed}");
            }
        }
    }

    [Fact]
    public async Task RunChain_FiveHundredNodes_EndsAsTheReferenceSays()
    {
        var chain = new RandomChain(seed: 4711, nodesMax: 500, nodesMin: 500);
        await Chains.StartAsync(chain.ToStore());
        await Chains.EndAsync(chain.Id, within: TimeSpan.FromMinutes(2));

        await MatchesAsync(chain, "500 nodes");
    }

    [Fact]
    public async Task RunChain_FailFast_StartsNothingMoreAndNamesWhatIsInTheWay()
    {
        NewChain chain = Chain(
            continueOnFailure: false,
            [ChainDriver.Node("bad", failing: true), ChainDriver.Node("after"), ChainDriver.Node("last")],
            ("bad", "after", EdgeCondition.OnSuccess), ("after", "last", EdgeCondition.Always));
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("after cancelled \nbad failed \nlast cancelled ", await Chains.NodesAsync(chain.Id));
        Assert.Equal(["blocked_by:bad", "blocked_by:bad"], await Tasks.ListAsync(
            """
            SELECT m.metadata ->> 'reason' FROM orchestrator.task_transitions AS m JOIN orchestrator.tasks AS t ON t.id = m.task_id
            WHERE t.chain_id = $1 AND m.to_status = 'cancelled' ORDER BY t.node_key
            """, chain.Id));
        Assert.Equal(["failed"], await Tasks.ListAsync("SELECT status::text FROM orchestrator.task_chains WHERE id = $1", chain.Id));
        Assert.Equal(["chain.created", "chain.node_ready", "chain.started", "chain.failed"], await Tasks.EventsAsync(chain.Id));
    }

    [Fact]
    public async Task RunChain_MaxParallel_IsNeverExceeded()
    {
        NewChain chain = Chain(continueOnFailure: true, [.. Enumerable.Range(0, 12).Select(i => ChainDriver.Node($"n{i}"))]) with { MaxParallel = 3 };
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        // From the audit rows: how many were queued or running at each change.
        Assert.Equal(["3"], await Tasks.ListAsync(
            """
            SELECT max(under_way)::text FROM (
                SELECT sum(step) OVER (ORDER BY at, step) AS under_way FROM (
                    SELECT m.created_at AS at, CASE WHEN m.to_status = 'queued' THEN 1 WHEN m.to_status = 'completed' THEN -1 ELSE 0 END AS step
                    FROM orchestrator.task_transitions AS m JOIN orchestrator.tasks AS t ON t.id = m.task_id WHERE t.chain_id = $1) AS steps) AS sums
            """, chain.Id));
    }

    [Fact]
    public async Task RunChain_MissingPlaceholder_FailsTheTaskAndNamesItAll()
    {
        NewChain chain = Chain(continueOnFailure: true, [ChainDriver.Node("first"), ChainDriver.Node("second", message: "{{absent}}")], ("first", "second", EdgeCondition.OnSuccess));
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal(["missing_input node second: parameters.message: placeholder {{absent}} has no value"], await Tasks.ListAsync(
            "SELECT error_type || ' ' || error_message FROM orchestrator.tasks WHERE chain_id = $1 AND node_key = 'second'", chain.Id));
    }

    [Fact]
    public async Task RunChain_TasksCancelledFromOutside_EndsWithThem()
    {
        NewChain chain = Chain(
            continueOnFailure: true, [ChainDriver.Node("slow", delaySeconds: 500), ChainDriver.Node("after")], ("slow", "after", EdgeCondition.OnSuccess));
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => (await Chains.NodesAsync(chain.Id)).Contains("slow running", StringComparison.Ordinal));

        // As whoever cancels the chain does: the rows, then one word to its run.
        await Tasks.ExecuteAsync("SELECT orchestrator.transition_chain($1, '{running}', 'cancelled', 'manual:ada')", chain.Id);
        using HttpResponseMessage changed = await Host.Http.PostAsJsonAsync(
            $"api/instances/{ChainRunInput.InstanceIdOf(chain.Id, 1)}/events/{ChainRunInput.ChangedEvent}", new { });
        changed.EnsureSuccessStatusCode();
        await Chains.EndAsync(chain.Id);

        Assert.Equal("after cancelled \nslow cancelled ", await Chains.NodesAsync(chain.Id));
    }

    async Task MatchesAsync(RandomChain chain, string which)
    {
        string[] expected = chain.Expected().Split('\n');
        string[] actual = (await Chains.NodesAsync(chain.Id)).Split('\n');
        string differences = string.Join('\n', expected.Zip(actual).Where(pair => pair.First != pair.Second).Select(pair => $"  {pair.First} <> {pair.Second}").Take(5));
        string errors = string.Join('\n', await Tasks.ListAsync(
            "SELECT format('  %s %s %s', node_key, error_type, error_message) FROM orchestrator.tasks WHERE chain_id = $1 AND error_type IS NOT NULL", chain.Id));
        Assert.True(differences.Length == 0, $"{which}: expected <> actual\n{differences}\nerrors:\n{errors}");
    }

    static NewChain Chain(
        bool continueOnFailure, IReadOnlyList<NewChainTask> nodes, params (string Parent, string Child, EdgeCondition Condition)[] edges) =>
        ChainDriver.Chain(nodes, edges) with { ContinueOnFailure = continueOnFailure };
}
