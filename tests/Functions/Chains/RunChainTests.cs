using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>The orchestrator of chains on the embedded runtime, over PostgreSQL, with time that is skipped.</summary>
public sealed class RunChainTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    static readonly int Graphs = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 5_000 : 200;

    FunctionHost Host => fixture.Host;

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task RunChain_RandomGraphs_EndAsTheReferenceSays()
    {
        const int AtOnce = 20;
        for (int first = 0; first < Graphs; first += AtOnce)
        {
            RandomChain[] chains = [.. Enumerable.Range(first, AtOnce).Select(seed => new RandomChain(seed, nodesMax: 14))];
            await Task.WhenAll(chains.Select(chain => StartAsync(chain.ToStore())));
            for (int i = 0; i < AtOnce; i++)
            {
                await EndAsync(chains[i].Id);
                Assert.Equal(
                    (first + i, chains[i].Expected()),
                    (first + i, await NodesAsync(chains[i].Id)));
            }
        }
    }

    [Fact]
    public async Task RunChain_FiveHundredNodes_EndsAsTheReferenceSays()
    {
        var chain = new RandomChain(seed: 4711, nodesMax: 500, nodesMin: 500);
        await StartAsync(chain.ToStore());
        await EndAsync(chain.Id, TimeSpan.FromMinutes(2));

        Assert.Equal(chain.Expected(), await NodesAsync(chain.Id));
    }

    [Fact]
    public async Task RunChain_FailFast_StartsNothingMoreAndNamesWhatIsInTheWay()
    {
        NewChain chain = Chain(
            continueOnFailure: false,
            [Node("bad", failing: true), Node("after"), Node("last")],
            [("bad", "after", EdgeCondition.OnSuccess), ("after", "last", EdgeCondition.Always)]);
        await StartAsync(chain);
        await EndAsync(chain.Id);

        Assert.Equal("after cancelled \nbad failed \nlast cancelled ", await NodesAsync(chain.Id));
        Assert.Equal(["blocked_by:bad", "blocked_by:bad"], await Tasks.ListAsync(
            """
            SELECT m.metadata ->> 'reason' FROM orchestrator.task_transitions AS m JOIN orchestrator.tasks AS t ON t.id = m.task_id
            WHERE t.chain_id = $1 AND m.to_status = 'cancelled' ORDER BY t.node_key
            """, chain.Id));
        Assert.Equal(["failed"], await Tasks.ListAsync("SELECT status::text FROM orchestrator.task_chains WHERE id = $1", chain.Id));
        Assert.Equal(["chain.created", "chain.started", "chain.failed"], await Tasks.EventsAsync(chain.Id));
    }

    [Fact]
    public async Task RunChain_MaxParallel_IsNeverExceeded()
    {
        NewChain chain = Chain(continueOnFailure: true, [.. Enumerable.Range(0, 12).Select(i => Node($"n{i}"))], []) with { MaxParallel = 3 };
        await StartAsync(chain);
        await EndAsync(chain.Id);

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
        NewChain chain = Chain(continueOnFailure: true, [Node("first"), Node("second", message: "{{absent}}")], [("first", "second", EdgeCondition.OnSuccess)]);
        await StartAsync(chain);
        await EndAsync(chain.Id);

        Assert.Equal(["missing_input node second: parameters.message: placeholder {{absent}} has no value"], await Tasks.ListAsync(
            "SELECT error_type || ' ' || error_message FROM orchestrator.tasks WHERE chain_id = $1 AND node_key = 'second'", chain.Id));
    }

    [Fact]
    public async Task RunChain_TasksCancelledFromOutside_EndsWithThem()
    {
        NewChain chain = Chain(
            continueOnFailure: true, [Node("slow", delaySeconds: 500), Node("after")], [("slow", "after", EdgeCondition.OnSuccess)]);
        await StartAsync(chain);
        await Host.UntilAsync(async () => (await NodesAsync(chain.Id)).Contains("slow running", StringComparison.Ordinal));

        foreach (NewChainTask task in chain.Tasks)
        {
            await Tasks.CancelAsync(task.Id);
        }

        using HttpResponseMessage changed = await Host.Http.PostAsJsonAsync(
            $"api/instances/{ChainRunInput.InstanceIdOf(chain.Id, 1)}/events/{ChainRunInput.ChangedEvent}", new { });
        changed.EnsureSuccessStatusCode();
        await EndAsync(chain.Id);

        Assert.Equal("after cancelled \nslow cancelled ", await NodesAsync(chain.Id));
    }

    static NewChainTask Node(string key, bool failing = false, string? message = null, double delaySeconds = 0) => new(
        Guid.CreateVersion7(), key, key, HandlerNames.DebugEcho, Prompt: null,
        JsonNode.Parse(ParametersJson.Write(new EchoParameters(message ?? key, delaySeconds, failing ? 20 : 0)))!.AsObject(),
        ExecutionPriority.Normal, MaxRetries: 0, Retryable: true, Skippable: false);

    static NewChain Chain(
        bool continueOnFailure, IReadOnlyList<NewChainTask> nodes, IReadOnlyList<(string Parent, string Child, EdgeCondition Condition)> edges)
    {
        Guid IdOf(string key) => nodes.Single(n => n.NodeKey == key).Id;
        return new NewChain(
            Guid.CreateVersion7(), "default", "test", Description: null, TemplateId: null, [], MaxParallel: null, continueOnFailure, [],
            IdentityHash: null, CorrelationId: null, nodes,
            [.. edges.Select(e => new NewChainEdge(IdOf(e.Parent), IdOf(e.Child), [], e.Condition, Expression: null))]);
    }

    async Task StartAsync(NewChain chain)
    {
        await Host.Services.GetRequiredService<IChainStore>().CreateAsync(chain, "api:test", CancellationToken.None);
        var input = new ChainRunInput(chain.Id, 1);
        using HttpResponseMessage started = await Host.Http.PostAsJsonAsync($"api/orchestrations/{ChainRunInput.Orchestrator}/{input.InstanceId}", input);
        started.EnsureSuccessStatusCode();
    }

    async Task EndAsync(Guid chainId, TimeSpan? deadline = null)
    {
        string instance = ChainRunInput.InstanceIdOf(chainId, 1);
        InstanceStatus? status = null;
        await Host.UntilAsync(
            async () =>
            {
                status = await Host.Http.GetFromJsonAsync<InstanceStatus>($"api/instances/{instance}");
                return status?.RuntimeStatus is "Completed" or "Failed" or "Terminated";
            },
            skipTime: true,
            deadline);
        Assert.Equal(("Completed", null), (status!.RuntimeStatus, status.Failure));
    }

    /// <summary>A line for each node in the order of their keys: key, status, output of a completed one.</summary>
    async Task<string> NodesAsync(Guid chainId) => string.Join('\n', await Tasks.ListAsync(
        """
        SELECT format('%s %s %s', node_key, status, CASE WHEN status = 'completed' THEN output END)
        FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY node_key COLLATE "C"
        """, chainId));
}
