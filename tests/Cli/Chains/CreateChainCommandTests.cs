using Orchestrator.Cli.Tests.Support;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Chains;

public sealed class CreateChainCommandTests : IAsyncLifetime
{
    const string Yaml = """
        name: two
        input: {topic: queues}
        definition:
          max_parallel: 2
          nodes:
            - key: ask
              work:
                echo:
                  message: about {{input.topic}}
            - key: tell
              work: {echo: {message: "{{it}}"}}
              after:
                - parent: ask
                  output_mapping: {it: /text}
        """;

    const string Json = """
        {"name": "two", "input": {"topic": "queues"}, "definition": {"maxParallel": 2, "nodes": [
            {"key": "ask", "work": {"echo": {"message": "about {{input.topic}}"}}},
            {"key": "tell", "work": {"echo": {"message": "{{it}}"}}, "after": [{"parent": "ask", "outputMapping": {"it": "/text"}}]}]}}
        """;

    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData(Yaml)]
    [InlineData(Json)]
    public async Task Create_OfYamlOrJson_SendsTheSame(string text)
    {
        await using var home = new TempHome();

        Finished finished = await RunAsync("create", home.Write("chain", text), "--bypass", "tell", "--correlation-id", "c", "--namespace", "team");

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        Assert.Contains(_gateway.Answers.Chain.Id, finished.Output, StringComparison.Ordinal);
        V1.CreateChainRequest expected = V1.CreateChainRequest.Parser.ParseJson(Json);
        expected.Namespace = "team";
        expected.CorrelationId = "c";
        expected.Bypass.Add("tell");
        Assert.Equal(expected, Assert.Single(_gateway.Answers.Received));
    }

    [Theory]
    [InlineData("name: a\ndefinition:\n  nodes:\n    - key: x\n      wrok: {}\n", "line 5: definition.nodes[0].wrok: ChainNode has no such field")]
    [InlineData("name: a\ndefinition:\n  on_failure: sometimes\n", "line 3: definition.on_failure: ")]
    [InlineData("definition:\n  nodes:\n    - key: x\n    - key: [y]\n", "line 4: definition.nodes[1].key: ")]
    [InlineData("{\n  \"definition\": {\n    \"max_parallel\": \"many\"\n  }\n}", "line 3: definition.max_parallel: ")]
    [InlineData("name: a\nname: b\n", "line 2: ")]
    [InlineData("name: [a\n", "line ")]
    [InlineData("- a\n", "line 1: must be a CreateChainRequest of fields")]
    public async Task Create_OfAMistake_NamesFileLineAndField(string text, string mistake)
    {
        await using var home = new TempHome();
        string file = home.Write("chain.yaml", text);

        Finished finished = await RunAsync("create", file);

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains($"{file}, {mistake}", finished.Error, StringComparison.Ordinal);
        Assert.Empty(_gateway.Answers.Received);
    }

    [Fact]
    public async Task ListAndCancel_SendWhatWasGiven()
    {
        Finished listed = await RunAsync("list", "--status", "failed", "--template", "report", "--search", "x", "--limit", "2");
        Finished cancelled = await RunAsync("cancel", _gateway.Answers.Chain.Id, "--reason", "enough");

        Assert.Contains("report", listed.Output, StringComparison.Ordinal);
        Assert.Contains("--page-token next", listed.Error, StringComparison.Ordinal);
        Assert.Contains(_gateway.Answers.Chain.Id, cancelled.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                new V1.ListChainsRequest { Namespace = "default", Statuses = { V1.TaskStatus.Failed }, Template = "report", SearchText = "x", PageSize = 2 },
                new V1.CancelChainRequest { Namespace = "default", ChainId = _gateway.Answers.Chain.Id, Reason = "enough" },
            ],
            _gateway.Answers.Received);
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["chain", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
