using System.Globalization;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>
/// Runs of chains whose histories have a limit: they start their tasks by an activity, hear of their ends by events, and continue as new. With
/// a small limit, so that a few dozen tasks need several executions.
/// </summary>
public sealed class LongRunTests : IAsyncLifetime
{
    const int EventsMax = 100;

    // A quarter of the limit may report at once, in an execution that is full, and a turn has a mark of its own.
    const int EventsWithBurst = 2 * EventsMax;
    static readonly int Nodes = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 1_400 : 700;

    readonly MigratedDatabase _database = new();
    FunctionHost? _host;

    FunctionHost Host => _host!;

    TaskTable Tasks => new(_database);

    ChainDriver Chains => new(Host, Tasks);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = await StartHostAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task RunChain_RandomGraphs_EndAsTheReferenceSays_InSmallHistories()
    {
        RandomChain[] chains = [.. Enumerable.Range(0, 5).Select(seed => new RandomChain(seed, nodesMax: 90, nodesMin: 60))];
        foreach (RandomChain chain in chains)
        {
            await Chains.StartAsync(chain.ToStore());
        }

        foreach (RandomChain chain in chains)
        {
            (int executions, int events) = await EndAsync(chain.Id);

            Assert.Equal(chain.Expected(), await Chains.NodesAsync(chain.Id));
            Assert.InRange(executions, 2, int.MaxValue);
            Assert.InRange(events, 1, EventsWithBurst);
        }
    }

    /// <summary>Under the limit that hosts have by default: 700 tasks, and 1,400 with <c>ORCHESTRATOR_NIGHTLY=1</c>.</summary>
    [Fact]
    public async Task RunChain_OfThousandsOfTasks_KeepsItsHistoryBelowFiveThousandEvents()
    {
        await using MigratedDatabase database = await MigratedDatabase.CreateAsync();
        await using FunctionHost host = await FunctionHost.StartAsync(database);
        var chains = new ChainDriver(host, new TaskTable(database));
        NewChain chain = Layers(Nodes / 50, 50);
        await chains.StartAsync(chain);

        (int executions, int events) = await EndAsync(chain.Id, host, new TaskTable(database), chains);

        Assert.Equal("completed", await chains.StatusAsync(chain.Id));
        Assert.InRange(executions, Nodes > 1_000 ? 2 : 1, int.MaxValue);
        Assert.InRange(events, 1, 5_000);
    }

    [Fact]
    public async Task RunChain_FailFast_RemembersAcrossExecutionsWhatIsForgiven()
    {
        // Two failures end the run; one is retried, and the other must not end the next run however often that continues as new.
        NewChain chain = Line(40, ("bad", true), ("worse", true));
        await Chains.StartAsync(chain);
        await EndAsync(chain.Id);
        Assert.Equal("failed", await Chains.StatusAsync(chain.Id));
        await Tasks.ExecuteAsync(
            """UPDATE orchestrator.tasks SET task_parameters = '{"message":"mended"}' WHERE chain_id = $1 AND node_key = 'bad'""", chain.Id);

        await Chains.RetryAsync(chain.Tasks.Single(t => t.NodeKey == "bad").Id);
        (int executions, _) = await EndAsync(chain.Id, run: 2);

        Assert.InRange(executions, 2, int.MaxValue);
        Assert.Equal(["41 completed", "1 failed"], await Tasks.ListAsync(
            "SELECT count(*) || ' ' || status FROM orchestrator.tasks WHERE chain_id = $1 GROUP BY status ORDER BY status", chain.Id));
    }

    [Fact]
    public async Task RunChain_SuspendedBetweenExecutions_HoldsAndGoesOn()
    {
        NewChain chain = Line(60);
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => (await ExecutionAsync(chain.Id)).Number >= 2, skipTime: true);
        await Chains.SuspendAsync(chain.Id);
        await Host.UntilAsync(async () => await Tasks.ListAsync(
            "SELECT node_key FROM orchestrator.tasks WHERE chain_id = $1 AND wait_reason = 'suspended'", chain.Id) is [_], skipTime: true);
        await Chains.ResumeAsync(chain.Id);
        await EndAsync(chain.Id);

        Assert.Equal("completed", await Chains.StatusAsync(chain.Id));
    }

    [Fact]
    public async Task RunChain_CancelledAfterItContinuedAsNew_CancelsWhatRuns()
    {
        NewChain chain = With(Line(40), Approval);
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => (await ExecutionAsync(chain.Id)).Number >= 2, skipTime: true);
        Guid approval = chain.Tasks[^1].Id;
        Assert.Equal("running", await Tasks.StatusAsync(approval));

        // As a sub-chain's node does: the rows, then one word to the run, which tells its tasks.
        await Tasks.ExecuteAsync("SELECT orchestrator.transition_chain($1, '{running}', 'cancelled', 'manual:ada')", chain.Id);
        await Chains.TellAsync(chain.Id);
        await EndAsync(chain.Id);

        Assert.Equal("cancelled", await Chains.StatusAsync(chain.Id));
        await Host.UntilAsync(async () => (await Host.FindAsync(approval))!.RuntimeStatus == "Completed", skipTime: true);
    }

    [Fact]
    public async Task RunChain_CancelledAndNotTold_FindsItInTheRows()
    {
        NewChain chain = With(Line(30), Approval);
        await Chains.StartAsync(chain);
        Guid approval = chain.Tasks[^1].Id;
        await Host.UntilAsync(async () => await Tasks.StatusAsync(chain.Tasks[29].Id) == "completed", skipTime: true);

        await Tasks.MoveAsync(approval, "running", "cancelled");
        await EndAsync(chain.Id);

        await Host.UntilAsync(async () => (await Host.FindAsync(approval))!.RuntimeStatus == "Completed", skipTime: true);
    }

    [Fact]
    public async Task RunChain_ApprovalThatOutlastsExecutions_IsHeardOf()
    {
        NewChain chain = With(Line(60), Approval, ChainDriver.Node("then"));
        chain = chain with { Edges = [.. chain.Edges, new NewChainEdge(chain.Tasks[^2].Id, chain.Tasks[^1].Id, [], EdgeCondition.OnSuccess, Expression: null)] };
        await Chains.StartAsync(chain);
        await Host.UntilAsync(async () => await Tasks.StatusAsync(chain.Tasks[59].Id) == "completed", skipTime: true);
        Assert.InRange((await ExecutionAsync(chain.Id)).Number, 2, int.MaxValue);

        await Chains.DecideAsync(chain.Tasks[^2].Id, approve: true);
        await EndAsync(chain.Id);

        Assert.Equal(("completed", "completed"), (await Chains.StatusAsync(chain.Id), await Tasks.StatusAsync(chain.Tasks[^1].Id)));
    }

    [Fact]
    public async Task RunChain_HostAwayInBetween_GoesOn()
    {
        NewChain chain = Line(60);
        await Chains.StartAsync(chain);
        for (int executions = 1; executions <= 3; executions++)
        {
            await Host.UntilAsync(async () => (await ExecutionAsync(chain.Id)).Number >= executions, skipTime: true);
            await Host.DisposeAsync();
            _host = await StartHostAsync();
        }

        await EndAsync(chain.Id);

        Assert.Equal("completed", await Chains.StatusAsync(chain.Id));
        Assert.Equal(["60"], await Tasks.ListAsync(
            "SELECT count(*)::text FROM orchestrator.task_executions AS e JOIN orchestrator.tasks AS t ON t.id = e.task_id WHERE t.chain_id = $1", chain.Id));
    }

    [Fact]
    public async Task RunChain_ReportThatGotLost_IsFoundInTheRows()
    {
        NewChain chain = With(Line(30), Approval);
        await Chains.StartAsync(chain);
        Guid asks = chain.Tasks[^1].Id;
        await Host.UntilAsync(async () => await Tasks.StatusAsync(chain.Tasks[29].Id) == "completed", skipTime: true);

        using HttpResponseMessage terminated = await Host.Http.PostAsync($"api/instances/{RunTaskInput.InstanceIdOf(asks, 1)}/terminate", content: null);
        terminated.EnsureSuccessStatusCode();
        await Tasks.MoveAsync(asks, "running", "failed");
        await EndAsync(chain.Id);

        Assert.Equal("failed", await Chains.StatusAsync(chain.Id));
    }

    static NewChainTask Approval => ChainDriver.Node("asks", kind: NodeKind.Approval, options: new() { ["message"] = "Go on?" });

    static NewChain With(NewChain chain, params NewChainTask[] more) => chain with { Tasks = [.. chain.Tasks, .. more] };

    static NewChain Line(int nodes, params (string Key, bool Failing)[] others)
    {
        string[] keys = [.. Enumerable.Range(0, nodes).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i:D4}"))];
        return ChainDriver.Chain(
            [.. keys.Select(key => ChainDriver.Node(key)), .. others.Select(o => ChainDriver.Node(o.Key, failing: o.Failing))],
            [.. keys.Zip(keys.Skip(1)).Select(pair => (pair.First, pair.Second, EdgeCondition.OnSuccess)),
                .. others.Take(1).Select(o => (o.Key, keys[0], EdgeCondition.OnSuccess))]);
    }

    static NewChain Layers(int layers, int width)
    {
        static string KeyOf(int layer, int n) => string.Create(CultureInfo.InvariantCulture, $"n{layer:D3}_{n:D3}");
        return ChainDriver.Chain(
            [.. from layer in Enumerable.Range(0, layers) from n in Enumerable.Range(0, width) select ChainDriver.Node(KeyOf(layer, n))],
            [.. from layer in Enumerable.Range(1, layers - 1)
                from n in Enumerable.Range(0, width)
                from parent in new[] { n, (n + 1) % width }
                select (KeyOf(layer - 1, parent), KeyOf(layer, n), EdgeCondition.OnSuccess)]);
    }

    Task<FunctionHost> StartHostAsync() => FunctionHost.StartAsync(_database, $"--ORCHESTRATOR_CHAIN_HISTORY_EVENTS={EventsMax}");

    Task<(int Executions, int Events)> EndAsync(Guid chainId, int run = 1) => EndAsync(chainId, Host, Tasks, Chains, run);

    /// <returns>How many executions the run had, and the largest history that was seen of it.</returns>
    static async Task<(int Executions, int Events)> EndAsync(Guid chainId, FunctionHost host, TaskTable tasks, ChainDriver chains, int run = 1)
    {
        int events = 0;
        await host.UntilAsync(
            async () =>
            {
                events = Math.Max(events, (await ExecutionAsync(tasks, chainId, run)).Events);
                return (await chains.FindAsync(ChainRunInput.InstanceIdOf(chainId, run)))?.RuntimeStatus is "Completed" or "Failed";
            },
            skipTime: true,
            within: TimeSpan.FromMinutes(3));
        await chains.EndAsync(chainId, run);
        return ((await ExecutionAsync(tasks, chainId, run)).Number, events);
    }

    Task<(int Number, int Events)> ExecutionAsync(Guid chainId) => ExecutionAsync(Tasks, chainId, run: 1);

    static async Task<(int Number, int Events)> ExecutionAsync(TaskTable tasks, Guid chainId, int run)
    {
        List<string> found = await tasks.ListAsync(
            """
            SELECT (i.execution + 1) || ' ' || coalesce((
                SELECT sum(json_array_length(convert_from(h.events, 'UTF8')::json)) FROM durable.history AS h
                WHERE h.partition_id = i.partition_id AND h.instance = i.id), 0)
            FROM durable.instances AS i WHERE i.instance_id = $1
            """, ChainRunInput.InstanceIdOf(chainId, run));
        int[] numbers = [.. found.SelectMany(row => row.Split(' ')).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return numbers is [int execution, int events] ? (execution, events) : (0, 0);
    }
}
