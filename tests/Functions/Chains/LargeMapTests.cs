using System.Diagnostics;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Functions.Tests.Support;
using Xunit.Abstractions;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>A map over a long list: 1,000 items, and 10,000 with <c>ORCHESTRATOR_NIGHTLY=1</c>.</summary>
public sealed class LargeMapTests(HostFixture fixture, ITestOutputHelper output) : IClassFixture<HostFixture>
{
    const int EventsMax = 5_000;
    static readonly int Items = Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 10_000 : 1_000;

    [Fact]
    public async Task Map_OverALongList_EndsWithSmallHistories()
    {
        var chains = new ChainDriver(fixture.Host, fixture.Tasks);
        var options = new JsonObject { ["source"] = "list", ["pointer"] = "/json", ["max_parallel"] = 64 };
        NewChain chain = ChainDriver.Chain(
            [
                ChainDriver.Node("list", $"[{string.Join(',', Enumerable.Range(0, Items))}]"),
                ChainDriver.Node("map", "item {{item}}", kind: NodeKind.Map, options: options),
                ChainDriver.Node("after"),
            ],
            ("list", "map"), ("map", "after"));
        var clock = Stopwatch.StartNew();
        await chains.StartAsync(chain);
        await chains.EndAsync(chain.Id, within: TimeSpan.FromMinutes(Items / 200));
        Guid map = chain.Tasks.Single(t => t.NodeKey == "map").Id;

        Assert.Equal("after completed, list completed, map completed", await chains.StatusesAsync(chain.Id));
        Assert.Equal($"{Items} item 0 item {Items - 1}", await fixture.Tasks.FieldAsync(
            map, $"concat_ws(' ', jsonb_array_length(task_output), task_output ->> 0, task_output ->> {Items - 1})"));
        List<string> histories = await fixture.Tasks.ListAsync(
            """
            SELECT name || ' ' || max(events) FROM (
                SELECT i.name, sum(json_array_length(convert_from(h.events, 'UTF8')::json)) AS events
                FROM durable.instances AS i JOIN durable.history AS h ON h.partition_id = i.partition_id AND h.instance = i.id
                GROUP BY i.hub_id, i.instance_id, i.name) AS sums
            GROUP BY name ORDER BY name
            """);
        output.WriteLine($"{Items} items: {clock.Elapsed.TotalSeconds:F0} s, {Environment.WorkingSet >> 20} MiB working set, most events of an instance: {string.Join(", ", histories)}");
        Assert.All(histories, h => Assert.InRange(int.Parse(h.Split(' ')[1]), 1, EventsMax));
    }
}
