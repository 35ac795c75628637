using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Chains.Definitions;

public sealed class ChainDefinitionValidatorTests
{
    static readonly ChainDefinitionValidator Validator = new(new WorkValidator(HandlerNames.All));

    [Fact]
    public void Check_OfEveryKindOfNode_GivesWhatIsStored()
    {
        CheckedDefinition definition = Checked(
            Llm("list", "List the parts of {{input.text}}"),
            Node("each", new NodeWork.Handler(Custom("sum", """{"values": "{{item}}"}""")), Edge("list")) with { Map = new MapOver("list", "/json/parts", null, 2), MaxRetries = 5 },
            Node("ask", new NodeWork.Approval("{{sums}}?", TimeSpan.FromHours(2), ApprovalDefault.Approve), Edge("each", ("sums", "/data"))),
            Node("part", new NodeWork.SubChain("sales/report@1.2.0", new JsonObject { ["numbers"] = "{{sums}}" }), Edge("each", ("sums", "/data")), Edge("ask")));

        Assert.Equal(
            [
                "list work llm.complete List the parts of {{input.text}} {} {} 3",
                """each map sum  {"values":"{{item}}"} {"source":"list","pointer":"/json/parts","max_parallel":32,"failures_max":2} 5""",
                """ask approval approval  {} {"message":"{{sums}}?","on_timeout":"approve","timeout_seconds":7200} 0""",
                """part sub_chain sub_chain  {} {"template":"sales/report@1.2.0","input":{"numbers":"{{sums}}"}} 0""",
            ],
            definition.Nodes.Select(n =>
                $"{n.Key} {ChainWords.Of(n.Kind)} {n.Handler} {n.Prompt} {n.Parameters.ToJsonString()} {n.Options.ToJsonString()} {n.MaxRetries}"));
    }

    public static TheoryData<string, string, ChainNode[]> Mistakes => new()
    {
        { "definition.nodes", "must be 1 to 5,000", [] },
        { "definition.nodes[0].key", "must be a letter, then letters, digits, _ and -; up to 100 characters", [Llm("1st", "x")] },
        { "definition.nodes[1].key", "is the key of another node too (a)", [Llm("a", "x"), Llm("a", "y")] },
        { "definition.nodes[0]", "needs one of work (a handler), approval and sub_chain (node a)", [Node("a", work: null)] },
        { "definition.nodes[0].max_retries", "must be 0 to 20 (node a)", [Llm("a", "x") with { MaxRetries = 21 }] },
        { "definition.nodes", "must not wait for each other in a circle: a -> b -> c -> a", [Llm("a", "x", Edge("c")), Llm("b", "x", Edge("a")), Llm("c", "x", Edge("b"))] },
        { "definition.nodes[0].after[0].parent", "nobody is no node of the chain (node a)", [Llm("a", "x", Edge("nobody"))] },
        { "definition.nodes[0].after[0].parent", "a must be another node than the node itself (node a)", [Llm("a", "x", Edge("a"))] },
        { "definition.nodes[1].after[1].parent", "a is a parent already (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a"), Edge("a"))] },
        { "definition.nodes[1].after[0].expression", "is required: the edge's condition is an expression (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a") with { Condition = EdgeCondition.Expression })] },
        { "definition.nodes[1].after[0].expression", "must be empty: the edge's condition is always (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a") with { Condition = EdgeCondition.Always, Expression = "json" })] },
        { "definition.nodes[1].after[0].output_mapping.x", "'text' is no JSON pointer (RFC 6901), such as /json/items (node b)", [Llm("a", "x"), Llm("b", "{{x}}", Edge("a", ("x", "text")))] },
        { "definition.nodes[1].after[0].output_mapping.x", "'/summary' leads nowhere: an output has /text, /json, /data, /error (node b)", [Llm("a", "x"), Llm("b", "{{x}}", Edge("a", ("x", "/summary")))] },
        { "definition.nodes[1].after[0].output_mapping.input", "{{input}} has a meaning of its own: choose another name (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a", ("input", "/text")))] },
        { "definition.nodes[2].after[1].output_mapping.x", "{{x}} is mapped from a already (node c)", [Llm("a", "x"), Llm("b", "x"), Llm("c", "{{x}}", Edge("a", ("x", "/text")), Edge("b", ("x", "/text")))] },
        { "definition.nodes[0].work.custom.prompt", "placeholder {{summary}}: no edge of the node maps it (node a)", [Llm("a", "Translate {{summary}}")] },
        { "definition.nodes[0].work.custom.prompt", "placeholder {{item.name}}: only a node with a map has it (node a)", [Llm("a", "{{item.name}}")] },
        { "definition.nodes[0].work.custom.prompt", "placeholder {{input.topic}}: the input has no such value (node a)", [Llm("a", "{{input.topic}}")] },
        { "definition.nodes[0].work.custom.prompt", "'{{' at character 3 opens no placeholder: it is {{name}}, and the two braces themselves are written \\{{ (node a)", [Llm("a", "a {{ b")] },
        { "definition.nodes[0].work.custom.parameters.values[1]", "must be a number (node a)", [Node("a", new NodeWork.Handler(Custom("sum", """{"values": [1, "a {{input.text}}"]}""")))] },
        { "definition.nodes[0].work.custom.parameters.failing_attempts", "must be 0 to 20 (node a)", [Node("a", new NodeWork.Handler(Custom("debug.echo", """{"failing_attempts": 21, "message": "{{input.text}}"}""")))] },
        { "definition.nodes[0].work.custom.parameters.url", "placeholder {{host}}: no edge of the node maps it (node a)", [Node("a", new NodeWork.Handler(Custom("http.call", """{"url": "https://{{host}}/"}""")))] },
        { "definition.nodes[0].work.custom.handler", "is no registered handler: approval is a kind of node in a chain (node a)", [Node("a", new NodeWork.Handler(Custom("approval", "{}")))] },
        { "definition.nodes[1].map.parent", "must be one of the node's parents (node b)", [Llm("a", "x"), Llm("b", "x") with { Map = new MapOver("a", "/json", null, 0) }] },
        { "definition.nodes[1].map.max_parallel", "must be at least 1 (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a")) with { Map = new MapOver("a", "/json", 0, 0) }] },
        { "definition.nodes[1].map.failures_max", "must not be negative (node b)", [Llm("a", "x"), Llm("b", "x", Edge("a")) with { Map = new MapOver("a", "/json", 1, -1) }] },
        { "definition.nodes[1].map", "goes with a handler only (node b)", [Llm("a", "x"), Node("b", new NodeWork.Approval("?", null, default), Edge("a")) with { Map = new MapOver("a", "/json", 1, 0) }] },
        { "definition.nodes[0].approval.message", "is required: must have 1 to 4000 characters (node a)", [Node("a", new NodeWork.Approval("", null, default))] },
        { "definition.nodes[0].approval.timeout", "must be 1 s to 365 days (node a)", [Node("a", new NodeWork.Approval("?", TimeSpan.Zero, default))] },
        { "definition.nodes[0].sub_chain.template", "'a@1' is no template: its version must be a semantic version, such as 1.2.0 or 2.0.0-rc.1 (node a)", [Node("a", new NodeWork.SubChain("a@1", []))] },
        { "definition.nodes[0].sub_chain.input.n[0].x", "placeholder {{y}}: no edge of the node maps it (node a)", [Node("a", new NodeWork.SubChain("t", JsonNode.Parse("""{"n": [{"x": "{{y}}"}]}""")!.AsObject()))] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_OfAMistake_NamesPathNodeAndReason(string field, string reason, ChainNode[] nodes)
    {
        FieldViolation found = Assert.Single(Violations(nodes));

        Assert.Equal((field, reason), (found.Field, found.Description));
    }

    [Fact]
    public void Check_OfAnExpression_SaysWhereItGoesWrong()
    {
        FieldViolation found = Assert.Single(Violations(
            Llm("a", "x"), Llm("b", "x", Edge("a") with { Condition = EdgeCondition.Expression, Expression = "json.label = 'x'" })));

        Assert.Equal("definition.nodes[1].after[0].expression", found.Field);
        Assert.Matches(@"^is no condition: .+ \(character \d+\) \(node b\)$", found.Description);
    }

    [Fact]
    public void Check_OfManyMistakes_NamesThemAll()
    {
        IReadOnlyList<FieldViolation> found = Violations(
            Llm("a", "{{b}}", Edge("c")), Node("b", new NodeWork.Handler(Custom("none", "{}")), Edge("x")), Node("c", work: null, Edge("a")));

        Assert.Equal(
            ["definition.nodes[0].work.custom.prompt", "definition.nodes[1].after[0].parent", "definition.nodes[1].work.custom.handler", "definition.nodes[2]", "definition.nodes"],
            found.Select(v => v.Field));
    }

    [Fact]
    public void Check_OfTooManyNodes_IsRefused() =>
        Assert.Equal("definition.nodes", Assert.Single(Violations([.. Enumerable.Range(0, 5_001).Select(i => Llm($"n{i}", "x"))])).Field);

    [Theory]
    [InlineData("text", null)]
    [InlineData("style", null)]
    [InlineData("tone", "the input's property tone may be missing: require it or give it a default")]
    [InlineData("txt", "the input schema has no property txt")]
    public void InputScope_OfASchema_KnowsWhatEveryInputHas(string name, string? problem)
    {
        var schema = new InputScope.OfSchema(JsonNode.Parse(
            """{"properties": {"text": {}, "style": {"default": "plain"}, "tone": {}}, "required": ["text"]}""")!.AsObject());

        Assert.Equal(problem, schema.ProblemOf(Core.Chains.Outputs.Placeholder.Parse($"input.{name}")));
    }

    static CheckedDefinition Checked(params ChainNode[] nodes)
    {
        var violations = new Violations();
        CheckedDefinition? definition = Check(violations, nodes);
        Assert.Empty(violations.Found);
        return definition!;
    }

    static IReadOnlyList<FieldViolation> Violations(params ChainNode[] nodes)
    {
        var violations = new Violations();
        Assert.Null(Check(violations, nodes));
        return violations.Found;
    }

    static CheckedDefinition? Check(Violations violations, ChainNode[] nodes) => Validator.Check(
        violations,
        new ChainDefinition(
            "definition.", [.. nodes.Select((n, i) => n with { Fields = new NodeFields.InMessage($"definition.nodes[{i}]") })], null, FailurePolicy.FailFast),
        new InputScope.OfInput(new JsonObject { ["text"] = "long" }));

    static ChainNode Llm(string key, string prompt, params ChainEdge[] after) =>
        Node(key, new NodeWork.Handler(new TaskWork.Custom("llm.complete", [], prompt)), after);

    static TaskWork.Custom Custom(string handler, string parameters) => new(handler, JsonNode.Parse(parameters)!.AsObject(), "");

    static ChainNode Node(string key, NodeWork? work, params ChainEdge[] after) => new(key, work, new NodeFields.InMessage("")) { After = after };

    static ChainEdge Edge(string parent, params (string Placeholder, string Pointer)[] mapping) =>
        new(parent, EdgeCondition.OnSuccess, "", mapping.ToDictionary(m => m.Placeholder, m => m.Pointer));
}
