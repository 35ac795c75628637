using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Outputs;

namespace Orchestrator.Core.Tests.Chains.Outputs;

public sealed class NodeRendererTests
{
    static readonly JsonNode Output = TaskOutput.ToDocument("{\"title\": \"A\", \"points\": [1, 2]}", "{\"model\": \"m\"}", null, null);

    [Fact]
    public void Render_AWholeValue_KeepsItsJsonType()
    {
        RenderedNode node = Render(
            prompt: "{{points}}: {{doc.title}}",
            parameters: """{"values": "{{points}}", "first": "{{points.0}}", "text": "first {{points.0}}", "deep": [{"all": "{{doc}}"}], "n": 1}""");

        Assert.Empty(node.Problems);
        Assert.Equal("[1,2]: A", node.Prompt);
        Assert.Equal(
            """{"values":[1,2],"first":1,"text":"first 1","deep":[{"all":{"title":"A","points":[1,2]}}],"n":1}""", node.Parameters.ToJsonString());
    }

    [Fact]
    public void Render_APlaceholderWithoutValue_NamesNodeFieldAndPlaceholder()
    {
        RenderedNode node = Render("{{none}}", """{"list": ["{{doc.absent}}"]}""");

        Assert.Equal(
            [
                "node summary: prompt: placeholder {{none}} has no value",
                "node summary: parameters.list[0]: placeholder {{doc.absent}} has no value",
            ],
            node.Problems.Select(p => $"{p}"));
    }

    [Fact]
    public void Render_WhatIsNoTemplate_SaysWhere() => Assert.StartsWith(
        "node summary: prompt: '{{' at character 3 opens no placeholder", $"{Render("a {{", "{}").Problems.Single()}", StringComparison.Ordinal);

    [Fact]
    public void Map_APointerIntoNothing_IsReturned()
    {
        var scope = new PlaceholderScope();
        Assert.Equal([KeyValuePair.Create("b", "/json/nothing")], scope.Map(new Dictionary<string, string> { ["b"] = "/json/nothing", ["a"] = "/text" }, Output));
        Assert.False(scope.Find(Placeholder.Parse("b")).IsFound);
        Assert.True(scope.Find(Placeholder.Parse("a")).IsFound);
    }

    [Fact]
    public void Bind_AnInputThatLooksLikeAPlaceholder_IsNotOneLater()
    {
        JsonObject parameters = JsonNode.Parse("""{"whole": "{{input.evil}}", "mixed": "{{input.evil}} {{later}}", "all": "{{input}}"}""")!.AsObject();
        PlaceholderScope early = new PlaceholderScope().Set("input", JsonNode.Parse("""{"evil": "{{later}}"}"""));

        RenderedNode bound = NodeRenderer.Bind("n", "{{input.evil}} {{later}}", parameters, early);
        RenderedNode rendered = NodeRenderer.Render("n", bound.Prompt, bound.Parameters, new PlaceholderScope().Set("later", "L"));

        Assert.Empty(rendered.Problems);
        Assert.Equal("{{later}} L", rendered.Prompt);
        Assert.Equal("""{"whole":"{{later}}","mixed":"{{later}} L","all":{"evil":"{{later}}"}}""", rendered.Parameters.ToJsonString());
    }

    [Theory]
    [InlineData("plain", null, """{"text":"plain"}""")]
    [InlineData("""{"a":1}""", "7", """{"text":"{\u0022a\u0022:1}","json":{"a":1},"data":7}""")]
    [InlineData("```json\n[1]\n```", null, """{"text":"\u0060\u0060\u0060json\n[1]\n\u0060\u0060\u0060","json":[1]}""")]
    [InlineData(null, null, "{}")]
    public void ToDocument_AResult_HasWhatThereIs(string? text, string? structured, string expected) =>
        Assert.Equal(expected, TaskOutput.ToDocument(text, structured, null, null).ToJsonString());

    [Fact]
    public void ToDocument_AFailure_HasItsError() => Assert.Equal(
        """{"error":{"type":"time_limit","message":""}}""", TaskOutput.ToDocument(null, null, "time_limit", null).ToJsonString());

    static RenderedNode Render(string prompt, string parameters)
    {
        var scope = new PlaceholderScope();
        Assert.Empty(scope.Map(new Dictionary<string, string> { ["points"] = "/json/points", ["doc"] = "/json" }, Output));
        return NodeRenderer.Render("summary", prompt, JsonNode.Parse(parameters)!.AsObject(), scope);
    }
}
