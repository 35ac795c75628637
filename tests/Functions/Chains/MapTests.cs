using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Orchestration;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>Map nodes: their items, what is collected of them, and what reaches them.</summary>
public sealed class MapTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    const string Items = """SELECT string_agg(DISTINCT status::text, ',' ORDER BY status::text) FROM orchestrator.tasks WHERE map_task_id = $1""";

    ChainDriver Chains => new(fixture.Host, fixture.Tasks);

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task Map_OverAList_CollectsInOrderWithinItsWidth()
    {
        const int Count = 450;
        NewChain chain = Mapped([.. Enumerable.Range(0, Count).Select(i => JsonValue.Create($"e{i}"))], """{"message": "{{index}}:{{item}}"}""", maxParallel: 7);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id, within: TimeSpan.FromMinutes(2));

        Guid map = IdOf(chain, "map");
        Assert.Equal("after completed, list completed, map completed", await Chains.StatusesAsync(chain.Id));
        string?[] outputs = JsonSerializer.Deserialize<string?[]>((await Tasks.FieldAsync(map, "task_output"))!)!;
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}:e{i}"), outputs);
        Assert.Equal($"got {outputs[^1]}", await Tasks.FieldAsync(IdOf(chain, "after"), "output"));
        Assert.Equal(["chain.node_expanded"], (await Tasks.EventsAsync(chain.Id)).Where(e => e == "chain.node_expanded"));
        Assert.InRange(int.Parse(await Chains.ReadAsync(
            """
            SELECT max(under_way)::text FROM (
                SELECT sum(step) OVER (ORDER BY at, step) AS under_way FROM (
                    SELECT m.created_at AS at, CASE WHEN m.to_status = 'queued' THEN 1 WHEN m.to_status = 'completed' THEN -1 ELSE 0 END AS step
                    FROM orchestrator.task_transitions AS m JOIN orchestrator.tasks AS t ON t.id = m.task_id WHERE t.map_task_id = $1) AS steps) AS sums
            """, map)), 2, 7);
    }

    [Fact]
    public async Task Map_OverNothing_CompletesWithNothing()
    {
        NewChain chain = Mapped([], """{"message": "{{item}}"}""", mapped: false);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("completed []", await Tasks.FieldAsync(IdOf(chain, "map"), "status || ' ' || task_output"));
    }

    [Theory]
    [InlineData(1, "completed_with_warnings", """["ok", null, "ok", "ok"]""", "after completed, list completed, map completed_with_warnings")]
    [InlineData(0, "failed", "items_failed: 1 of 4 items failed, 0 may; [1] echo_failing: Attempt 1 fails, as 9 were asked to.", "after cancelled, list completed, map failed")]
    public async Task Map_WithAFailure_EndsByHowManyMayFail(int failuresMax, string status, string result, string nodes)
    {
        NewChain chain = Mapped(
            [.. new[] { 0, 9, 0, 0 }.Select(fails => JsonValue.Create(fails))], """{"message": "ok", "failing_attempts": "{{item}}"}""", failuresMax: failuresMax,
            mapped: false, maxParallel: 4);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal(status + " " + result, await Tasks.FieldAsync(
            IdOf(chain, "map"), "concat_ws(' ', status, coalesce(task_output::text, error_type || ': ' || error_message))"));
        Assert.Equal(nodes, await Chains.StatusesAsync(chain.Id));
    }

    [Fact]
    public async Task Map_WithTooManyFailures_StartsNoMore()
    {
        NewChain chain = Mapped(
            [.. Enumerable.Range(0, 60).Select(i => JsonValue.Create(9))], """{"message": "ok", "failing_attempts": "{{item}}"}""", maxParallel: 2, mapped: false);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("cancelled,failed", await Chains.ReadAsync(Items, IdOf(chain, "map")));
        Assert.InRange(int.Parse(await Chains.ReadAsync(
            "SELECT count(*)::text FROM orchestrator.tasks WHERE map_task_id = $1 AND status = 'failed'", IdOf(chain, "map"))), 1, 4);
    }

    [Theory]
    [InlineData("/json/absent", "node map: map: list/json/absent: its output has nothing there")]
    [InlineData("/text", "node map: map: list/text: what is there is no list")]
    public async Task Map_WithoutAList_FailsAndNamesIt(string pointer, string message)
    {
        NewChain chain = Mapped([JsonValue.Create(1)], """{"message": "{{item}}"}""", pointer: pointer);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("map_source " + message, await Tasks.FieldAsync(IdOf(chain, "map"), "error_type || ' ' || error_message"));
    }

    [Fact]
    public async Task RetryTask_OfAnItemWhileTheHostIsAway_IsMadeUpFor()
    {
        NewChain chain = Mapped(
            [.. new[] { 0, 9 }.Select(fails => JsonValue.Create(fails))], """{"message": "ok", "failing_attempts": "{{item}}"}""", failuresMax: 1, mapped: false);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        var item = Guid.Parse(await Chains.ReadAsync("SELECT id::text FROM orchestrator.tasks WHERE map_task_id = $1 AND status = 'failed'", IdOf(chain, "map")));
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET task_parameters = '{\"message\": \"mended\"}' WHERE id = $1", item);

        await new ChainDriver(fixture.Host, Tasks) { Starter = new AnsweringStarter(new StartOutcome.Unreachable("away")) }.RetryAsync(item);
        Assert.Equal("pending", await Tasks.StatusAsync(item));
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = clock_timestamp() - interval '11 s' WHERE id = $1", item);

        await fixture.Host.UntilAsync(async () => await Tasks.StatusAsync(item) == "completed", skipTime: true);
    }

    [Fact]
    public async Task Map_Cancelled_ReachesTheActivitiesOfItsItems()
    {
        NewChain chain = Mapped([.. Enumerable.Range(0, 30).Select(i => JsonValue.Create(i))], """{"message": "ok", "delay_seconds": 500}""", maxParallel: 5);
        await Chains.StartAsync(chain);
        Guid map = IdOf(chain, "map");
        await fixture.Host.UntilAsync(async () => await RunningAsync(map) == 5);

        await Chains.CancelAsync(map);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("after cancelled, list completed, map cancelled", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("cancelled", await Chains.ReadAsync(Items, map));
        Assert.Equal(["cancelled"], await Tasks.ListAsync(
            "SELECT DISTINCT e.status::text FROM orchestrator.task_executions AS e JOIN orchestrator.tasks AS t ON t.id = e.task_id WHERE t.map_task_id = $1", map));
    }

    [Fact]
    public async Task SuspendChain_HoldsTheItemsOfAMap()
    {
        NewChain chain = Mapped([.. Enumerable.Range(0, 12).Select(i => JsonValue.Create(i))], """{"message": "ok", "delay_seconds": 2}""", maxParallel: 3);
        await Chains.StartAsync(chain);
        Guid map = IdOf(chain, "map");
        await fixture.Host.UntilAsync(async () => await RunningAsync(map) == 3);
        await Chains.SuspendAsync(chain.Id);

        await fixture.Host.UntilAsync(async () => await RunningAsync(map) == 0, skipTime: true);
        string held = await Chains.ReadAsync("SELECT count(*)::text FROM orchestrator.tasks WHERE map_task_id = $1 AND status = 'pending'", map);
        fixture.Host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotEqual("0", held);
        Assert.Equal(held, await Chains.ReadAsync("SELECT count(*)::text FROM orchestrator.tasks WHERE map_task_id = $1 AND status = 'pending'", map));

        await Chains.ResumeAsync(chain.Id);
        await Chains.EndAsync(chain.Id);
        Assert.Equal("completed", await Chains.ReadAsync(Items, map));
    }

    [Fact]
    public async Task RetryTask_OfAMap_RunsOnlyWhatFailed()
    {
        NewChain chain = Mapped(
            [.. new[] { 0, 9, 0 }.Select(fails => JsonValue.Create(fails))], """{"message": "ok", "failing_attempts": "{{item}}"}""", maxParallel: 3, mapped: false);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        Guid map = IdOf(chain, "map");
        Assert.Equal("failed", await Tasks.StatusAsync(map));

        await Tasks.ExecuteAsync("""UPDATE orchestrator.tasks SET output = '[0, 0, 0]' WHERE id = $1""", IdOf(chain, "list"));
        await Chains.RetryAsync(map);
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("""completed ["ok", "ok", "ok"]""", await Tasks.FieldAsync(map, "status || ' ' || task_output"));
        Assert.Equal(["1 1", "2 2", "1 1"], await RunsAsync(map));
    }

    [Fact]
    public async Task RerunChain_BeforeAMap_RunsAllItsItemsWithTheNewList()
    {
        NewChain chain = Mapped([.. Enumerable.Range(0, 3).Select(i => JsonValue.Create(i))], """{"message": "v{{item}}"}""", mapped: false);
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        Guid map = IdOf(chain, "map");
        Assert.Equal("""["v0", "v1", "v2"]""", await Tasks.FieldAsync(map, "task_output"));

        await Tasks.ExecuteAsync(
            """UPDATE orchestrator.tasks SET task_parameters = '{"message": "[7, 8]"}' WHERE id = $1""", IdOf(chain, "list"));
        await Chains.RerunAsync(chain.Id, "list");
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("""["v7", "v8"]""", await Tasks.FieldAsync(map, "task_output"));
        Assert.Equal(["2 2", "2 2", "1 1"], await RunsAsync(map));
        Assert.Equal("2", await Chains.ReadAsync("SELECT total::text FROM orchestrator.get_map_progress($1)", map));
    }

    static Guid IdOf(NewChain chain, string key) => chain.Tasks.Single(t => t.NodeKey == key).Id;

    /// <summary>list, then map over it, then after, which takes the last output.</summary>
    static NewChain Mapped(
        JsonNode?[] list, string parameters, int? maxParallel = null, int failuresMax = 0, string pointer = "/json", bool mapped = true)
    {
        var options = new JsonObject { ["source"] = "list", ["pointer"] = pointer, ["max_parallel"] = maxParallel, ["failures_max"] = failuresMax };
        NewChainTask map = ChainDriver.Node("map", kind: NodeKind.Map, options: options) with { Parameters = JsonNode.Parse(parameters)!.AsObject() };
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("list", new JsonArray(list).ToJsonString()), map, ChainDriver.Node("after", mapped ? "got {{last}}" : "got it")],
            ("list", "map"), ("map", "after"));
        JsonObject mapping = mapped ? new() { ["last"] = $"/data/{list.Length - 1}" } : [];
        return chain with { Edges = [chain.Edges[0], chain.Edges[1] with { OutputMapping = mapping }] };
    }

    async Task<int> RunningAsync(Guid map) => int.Parse(
        await Chains.ReadAsync("SELECT count(*)::text FROM orchestrator.tasks WHERE map_task_id = $1 AND status = 'running'", map));

    /// <summary>Of each item: its run, and its attempts.</summary>
    Task<List<string>> RunsAsync(Guid map) => Tasks.ListAsync(
        """
        SELECT concat_ws(' ', run_no, (SELECT count(*) FROM orchestrator.task_executions AS e WHERE e.task_id = t.id))
        FROM orchestrator.tasks AS t WHERE map_task_id = $1 ORDER BY map_index
        """, map);
}
