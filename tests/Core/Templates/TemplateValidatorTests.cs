using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tests.Templates;

public sealed class TemplateValidatorTests
{
    const string Good = """
        name: report
        version: 1.2.0
        description: All of it
        input:
          type: object
          required: [text]
          properties:
            text: {type: string}
            limit: {type: integer, default: 3}
        max_parallel: 4
        on_failure: continue
        nodes:
          split:
            handler: llm.complete
            prompt: |
              Split {{input.text}}
              into {{input.limit}}
          each:
            name: Each part
            handler: sum
            parameters:
              values: "{{item}}"
            map: {parent: split, pointer: /json/parts, max_parallel: 2, failures_max: 1}
            after: split
            priority: high
            max_retries: 1
            skippable: true
          ask:
            approval:
              message: "{{sums}}?"
              timeout_seconds: 60
              on_timeout: approve
            after:
              each:
                when: data[0] > 1
                map: {sums: /data}
              split: always
          part:
            sub_chain:
              template: other
              input: {text: "{{sums}}"}
            after: [ask, {parent: each, map: {sums: /data}}]

        """;

    static readonly MemoryTemplates Templates = new MemoryTemplates()
        .Add("default", "other", "1.0.0")
        .Add("default", "inner", "1.0.0", "report")
        .Add("default", "outer", "1.0.0", "inner")
        .Add("default", "lost", "1.0.0", "nobody");

    [Fact]
    public async Task Read_OfYamlAndOfItsCanonicalJson_MeansTheSame()
    {
        TemplateDocument yaml = await ReadAsync(Good);
        TemplateDocument json = await ReadAsync(yaml.ToJson().ToJsonString());

        Assert.Equal("default/report@1.2.0", yaml.Identity.FullName);
        Assert.Equal(yaml.ToJson().ToJsonString(), json.ToJson().ToJsonString());
        Assert.Equal(yaml.Hash(), json.Hash());
        Assert.Equal(
            """[{"parent":"each","when":"data[0] > 1","map":{"sums":"/data"}},{"parent":"split","when":"always"}]""".Replace(">", "\\u003E", StringComparison.Ordinal),
            yaml.ToJson()["nodes"]![2]!["after"]!.ToJsonString());
    }

    [Theory]
    [InlineData("version: 1.2.0", "version: 1.2", "line 2: version must be a text: put it in quotes")]
    [InlineData("version: 1.2.0", "version: one", "line 2: version must be a semantic version, such as 1.2.0 or 2.0.0-rc.1")]
    [InlineData("name: report", "name: Report", "line 1: name must be lower-case letters, digits, ., _ and -, a letter first; up to 100 characters")]
    [InlineData("description: All of it", "descripton: All of it", "line 3: descripton is not known here; there are name, version, description, input, max_parallel, on_failure, nodes")]
    [InlineData("on_failure: continue", "on_failure: stop", "line 11: on_failure must be one of fail_fast, continue")]
    [InlineData("limit: {type: integer, default: 3}", "limit: {type: integer, default: three}", "line 9: input.properties.limit.default must be a whole number")]
    [InlineData("limit: {type: integer, default: 3}", "limit: {type: integer}", "line 15: nodes.split.prompt placeholder {{input.limit}}: the input's property limit may be missing: require it or give it a default")]
    [InlineData("limit: {type: integer, default: 3}", "limit: {$ref: 'https://x/y'}", "line 9: input.properties.limit.$ref must point into this schema: #/...|line 15: nodes.split.prompt placeholder {{input.limit}}: the input's property limit may be missing: require it or give it a default")]
    [InlineData("handler: llm.complete", "handler: llm.compete", "line 14: nodes.split.handler is no registered handler")]
    [InlineData("values: \"{{item}}\"", "values: [1, two]", "line 22: nodes.each.parameters.values[1] must be a number")]
    [InlineData("after: split\n", "after: slit\n", "line 23: nodes.each.map.parent must be one of the node's parents|line 24: nodes.each.after.slit slit is no node of the chain")]
    [InlineData("priority: high", "priority: urgent", "line 25: nodes.each.priority must be one of low, normal, high, critical")]
    [InlineData("max_retries: 1", "max_retries: 1.5", "line 26: nodes.each.max_retries must be a whole number")]
    [InlineData("skippable: true", "skippable: yes", "line 27: nodes.each.skippable must be true or false")]
    [InlineData("when: data[0] > 1", "when: data[0] >", "line 35: nodes.ask.after.each.when is no condition: *")]
    [InlineData("map: {sums: /data}\n", "map: {sums: data}\n", "line 36: nodes.ask.after.each.map.sums 'data' is no JSON pointer (RFC 6901), such as /json/items")]
    [InlineData("template: other", "template: others", "line 40: nodes.part.sub_chain.template 'others' is no template with an active version")]
    [InlineData("template: other", "template: report", "line 40: nodes.part.sub_chain.template 'report' would contain itself: default/report@1.2.0 -> default/report@1.2.0")]
    [InlineData("template: other", "template: outer", "line 40: nodes.part.sub_chain.template 'outer' would contain itself: default/report@1.2.0 -> default/outer@1.0.0 -> default/inner@1.0.0 -> default/report@1.2.0")]
    [InlineData("template: other", "template: lost", "line 40: nodes.part.sub_chain.template 'lost' has a sub-chain 'nobody' that is no published template")]
    [InlineData("input: {text: ", "input: {txt: ", "line 41: nodes.part.sub_chain.input.txt is no property of the input of default/other@1.0.0|line 41: nodes.part.sub_chain.input.text is required by default/other@1.0.0")]
    [InlineData("name: report", "name: report\nname: again", "line 2: source 'name' is there twice: first on line 1")]
    [InlineData("name: report", "name: &n report", "line 1: source anchors and aliases (& and *) are not taken")]
    [InlineData("nodes:", "---\nnodes:", "line 12: source has more than one document")]
    [InlineData("  split:\n", "  split: [\n", "line *: source *")]
    public async Task Read_OfAMistake_NamesLineNodeFieldAndReason(string before, string after, string problems)
    {
        Assert.Contains(before, Good);
        string text = Good[..Good.IndexOf(before, StringComparison.Ordinal)] + after + Good[(Good.IndexOf(before, StringComparison.Ordinal) + before.Length)..];

        Assert.Collection(
            await ProblemsAsync(text),
            [.. problems.Split('|').Select(expected => (Action<string>)(actual => Assert.Matches(
                "^" + System.Text.RegularExpressions.Regex.Escape(expected).Replace(@"\*", ".+", StringComparison.Ordinal) + "$", actual)))]);
    }

    [Fact]
    public async Task Read_OfManyMistakes_NamesThemAllInTheOrderOfTheLines()
    {
        IReadOnlyList<string> problems = await ProblemsAsync("""
            name: x
            nodes:
              a:
                handler: nope
                after: b
              b:
                approval: {message: ""}
                prompt: hello
                after: a
            """);

        Assert.Equal(
            ["line 1: version", "line 2: nodes", "line 4: nodes.a.handler", "line 7: nodes.b.approval", "line 7: nodes.b.approval.message"],
            problems.Select(p => string.Join(' ', p.Split(' ')[..3])));
        Assert.Contains("a -> b -> a", problems[1]);
    }

    [Theory]
    [InlineData("{\n  \"name\": \"x\",\n  \"version\": 1,\n  \"nodes\": []\n}", "line 3: version must be a text: put it in quotes|line 4: nodes must be 1 to 5,000")]
    [InlineData("", "line 1: source is empty")]
    [InlineData("- a", "line 1: source must be a mapping with name, version and nodes")]
    public async Task Read_OfOtherTexts_NamesTheLine(string text, string problems) => Assert.Equal(problems.Split('|'), await ProblemsAsync(text));

    static async Task<TemplateDocument> ReadAsync(string text)
    {
        var violations = new Violations();
        TemplateDocument? document = await Validator().ReadAsync(violations, "default", text, CancellationToken.None);
        Assert.Empty(violations.Found);
        return document!;
    }

    static async Task<IReadOnlyList<string>> ProblemsAsync(string text)
    {
        var violations = new Violations();
        Assert.Null(await Validator().ReadAsync(violations, "default", text, CancellationToken.None));
        return [.. violations.Found.Select(v => $"{v.Field} {v.Description}")];
    }

    static TemplateValidator Validator() => new(new ChainDefinitionValidator(new WorkValidator(HandlerNames.All)), new SubChains(Templates));
}
