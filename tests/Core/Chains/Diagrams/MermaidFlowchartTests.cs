using System.Text.Json;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Diagrams;
using Orchestrator.Core.Tasks;
using Orchestrator.Tests.Support;
using static Orchestrator.Core.Tests.Chains.Diagrams.Pictures;

namespace Orchestrator.Core.Tests.Chains.Diagrams;

/// <summary>What Mermaid itself reads from the flowcharts.</summary>
public sealed class MermaidFlowchartTests
{
    static readonly NodeScript Node20 = new("tests/Core/Chains/Diagrams/js");

    static readonly string[] Hostile =
    [
        "\"quoted\" and 'single'", "a ] --> b[", "end", "`**bold**`", "<script>alert(1)</script>", "x & y; z", "#35; #quot;", "%% comment",
        "%%{init: {}}%%", "style: fill #fff;", "back\\slash \\n", "$$x^2$$", "ünïcödé 日本 🚀", "fa:fa-car", "tab\tand\r\nline", "{{{[[((", "a|b", "@{ shape: x }",
    ];

    [Fact]
    public async Task Write_LabelsOfAnyText_ReadAsTheyWereWritten()
    {
        DiagramNode[] nodes = [.. Hostile.Select((text, i) => Node($"k{i}", text, handler: "", state: State(TaskRecordStatus.Failed, error: text)))];
        DiagramEdge[] edges = [.. Hostile.Select((text, i) => Edge($"k{i}", $"k{(i + 1) % nodes.Length}", EdgeCondition.Expression, text))];

        JsonElement read = await ReadAsync(Of(nodes, edges));

        string[] labels = [.. read.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("label").GetString()!)];
        Assert.Equal(Hostile.Select((text, i) => $"k{i}\n{Shown(text)}\nfailed\nbroken"), labels);
        Assert.Equal(
            Hostile.Select(text => $"broken: {Shown(text)}"), read.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("tip").GetString()));
        Assert.Equal(Hostile.Select(Shown), read.GetProperty("edges").EnumerateArray().Select(e => e.GetProperty("label").GetString()));
    }

    [Fact]
    public async Task Write_EachStatus_HasAColourAndEachKindAShape()
    {
        DiagramNode[] nodes =
        [
            .. Enum.GetValues<TaskRecordStatus>().Select(status => Node($"{status}", state: State(status))),
            Node("m", kind: "map", state: State(TaskRecordStatus.Running, 0, items: new DiagramItems(10, 4, 1))),
            Node("p", kind: "approval", handler: ""),
            Node("s", kind: "sub_chain", handler: ""),
        ];

        JsonElement read = await ReadAsync(Of(nodes));

        JsonElement[] drawn = [.. read.GetProperty("nodes").EnumerateArray()];
        Assert.Equal(
            Enum.GetValues<TaskRecordStatus>().Select(TaskStatusNames.Of),
            drawn.Take(nodes.Length - 3).Select(n => Assert.Single(n.GetProperty("classes").EnumerateArray()).GetString()));
        Assert.Subset(
            read.GetProperty("styles").EnumerateArray().Select(s => s.GetString()!).ToHashSet(),
            Enum.GetValues<TaskRecordStatus>().Select(TaskStatusNames.Of).ToHashSet());
        Assert.Equal(["subroutine", "hexagon", "stadium"], drawn.TakeLast(3).Select(n => n.GetProperty("shape").GetString()));
        Assert.Contains("running, 30.0 s\n4 of 10 items, 1 failed", drawn[^3].GetProperty("label").GetString());
    }

    [Fact]
    public async Task Write_EachCondition_IsAnArrowOfItsOwn()
    {
        JsonElement read = await ReadAsync(Of(
            [Node("end"), Node("b")],
            Edge("end", "b"),
            Edge("end", "b", EdgeCondition.OnFailure),
            Edge("end", "b", EdgeCondition.Always),
            Edge("end", "b", EdgeCondition.Expression, "/text > 3")));

        Assert.Equal(
            [("", "normal"), ("on failure", "dotted"), ("always", "normal"), ("/text > 3", "normal")],
            read.GetProperty("edges").EnumerateArray().Select(e => (e.GetProperty("label").GetString()!, e.GetProperty("stroke").GetString()!)));
    }

    [Fact]
    public async Task Write_ADefinition_HasNoColours()
    {
        string text = MermaidFlowchart.Write(Of([Node("a"), Node("b")], Edge("a", "b")), Noon);

        Assert.Equal("flowchart TD\n  n0[\"a<br/>debug.echo\"]\n  n1[\"b<br/>debug.echo\"]\n  n0 --> n1\n", text);
        Assert.Equal("flowchart-v2", (await ReadAsync(Of([Node("a"), Node("b")], Edge("a", "b")))).GetProperty("type").GetString());
    }

    [Fact]
    public void Write_LongLabels_AreCut()
    {
        string text = MermaidFlowchart.Write(Of([Node("a", new string('x', 300))]), Noon);
        Assert.Contains($"{new string('x', 60)}#8230;", text);
        Assert.DoesNotContain(new string('x', 61), text);
    }

    // Control characters become spaces, and a page shows several as one.
    static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    static async Task<JsonElement> ReadAsync(DiagramSource source)
    {
        await using NodeScript.Running running = await Node20.StartAsync("parse.mjs");
        await running.WriteToEndAsync(MermaidFlowchart.Write(source, Noon.AddSeconds(30)));
        return await running.ReadResultAsync();
    }
}
