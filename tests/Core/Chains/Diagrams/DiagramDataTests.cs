using System.Text.Json;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Diagrams;
using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tests.Chains.Diagrams.Pictures;

namespace Orchestrator.Core.Tests.Chains.Diagrams;

public sealed class DiagramDataTests
{
    static readonly DiagramSource Source = Of(
        [
            Node("c", state: State(TaskRecordStatus.Pending)),
            Node("b", state: State(TaskRecordStatus.Running, 12)),
            Node("a", state: State(TaskRecordStatus.Failed, 1, 5, "no <good>")),
        ],
        Edge("a", "b", EdgeCondition.OnFailure),
        Edge("b", "c", EdgeCondition.Expression, "/x > 1"));

    [Fact]
    public void JsonGraph_HasNodesWithTheirStateAndEdgesWithTheirConditions()
    {
        JsonElement graph = Parse(DiagramFormat.Json);

        JsonElement failed = graph.GetProperty("nodes")[2];
        Assert.Equal(
            ("a", "failed", 4000, "no <good>", "debug.echo"),
            (failed.GetProperty("key").GetString(), failed.GetProperty("status").GetString(), failed.GetProperty("duration_ms").GetInt64(),
                failed.GetProperty("error_message").GetString(), failed.GetProperty("handler").GetString()));
        Assert.False(graph.GetProperty("nodes")[0].TryGetProperty("started_at", out _));
        Assert.Equal(
            [("a", "b", "on_failure"), ("b", "c", "expression")],
            graph.GetProperty("edges").EnumerateArray().Select(e =>
                (e.GetProperty("parent").GetString()!, e.GetProperty("child").GetString()!, e.GetProperty("condition").GetString()!)));
        Assert.Equal("/x > 1", graph.GetProperty("edges")[1].GetProperty("expression").GetString());
    }

    [Fact]
    public void GanttData_HasBarsInTheOrderOfTheirStartWithTheWaitBefore()
    {
        JsonElement chart = Parse(DiagramFormat.Gantt);

        JsonElement[] bars = [.. chart.GetProperty("bars").EnumerateArray()];
        Assert.Equal(["a", "b", "c"], bars.Select(b => b.GetProperty("key").GetString()));
        Assert.Equal([1000, 7000], bars.Take(2).Select(b => b.GetProperty("wait_ms").GetInt64()));
        Assert.Equal([4000, 18000], bars.Take(2).Select(b => b.GetProperty("duration_ms").GetInt64()));
        Assert.Equal([false, true, false], bars.Select(b => b.GetProperty("is_open").GetBoolean()));
        Assert.Equal(
            (Noon, Noon.AddSeconds(30)), (chart.GetProperty("from").GetDateTimeOffset(), chart.GetProperty("to").GetDateTimeOffset()));
        Assert.False(bars[2].TryGetProperty("ready_at", out _));
    }

    [Fact]
    public void GanttData_OfNothing_HasNoBars()
    {
        JsonElement chart = JsonDocument.Parse(Diagram.Write(Of([]) with { BegunAt = null }, DiagramFormat.Gantt, Noon)).RootElement;
        Assert.Empty(chart.GetProperty("bars").EnumerateArray());
        Assert.False(chart.TryGetProperty("from", out _));
    }

    [Theory]
    [InlineData(0.35, "350 ms")]
    [InlineData(0.9999, "999 ms")]
    [InlineData(4.29, "4.2 s")]
    [InlineData(59.99, "59.9 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(273600, "3 d 4 h")]
    public void DurationWords_NeverRoundUpToTheNextUnit(double seconds, string words) =>
        Assert.Equal(words, DurationWords.Of(TimeSpan.FromSeconds(seconds)));

    static JsonElement Parse(DiagramFormat format) => JsonDocument.Parse(Diagram.Write(Source, format, Noon.AddSeconds(30))).RootElement;
}
