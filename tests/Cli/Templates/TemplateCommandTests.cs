using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Tests.Support;
using Task = System.Threading.Tasks.Task;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Templates;

public sealed class TemplateCommandTests : IAsyncLifetime
{
    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData("publish", false, "published")]
    [InlineData("validate", true, "is valid")]
    public async Task Publish_SendsTheTextAndSaysWhatCameOfIt(string verb, bool isTrial, string words)
    {
        await using var home = new TempHome();
        string file = home.Write("report.yaml", "name: report");

        Finished finished = await RunAsync(verb, file, "--namespace", "team");

        Assert.Equal((ExitCodes.Success, $"{file}: default/report@1.2.0 {words}\n"), (finished.ExitCode, finished.Output));
        Assert.Equal(
            new V1.PublishTemplateRequest { Namespace = "team", Source = "name: report", ValidateOnly = isTrial }, Assert.Single(_gateway.Answers.Received));
    }

    [Fact]
    public async Task Publish_OneOfTwoIsWrong_NamesFileFieldAndLineAndGoesOnWithTheOther()
    {
        await using var home = new TempHome();
        string broken = home.Write("broken.yaml", "broken: true");

        Finished finished = await RunAsync("publish", broken, home.Write("report.yaml", "name: report"));

        Assert.NotEqual(ExitCodes.Success, finished.ExitCode);
        Assert.Contains($"{broken}: nodes.a.prompt is required (line 7)", finished.Error, StringComparison.Ordinal);
        Assert.Contains("published", finished.Output, StringComparison.Ordinal);
        Assert.Equal(2, _gateway.Answers.Received.Count);
    }

    [Fact]
    public async Task List_AsksForTheLatestUnlessForAll()
    {
        Finished latest = await RunAsync("list");
        await RunAsync("list", "report", "--all", "--limit", "3");

        Assert.Matches(@"report\s+1\.2\.0\s+yes\s+A report", latest.Output);
        Assert.Equal(
            [
                new V1.ListTemplatesRequest { Namespace = "default", LatestOnly = true, PageSize = 50 },
                new V1.ListTemplatesRequest { Namespace = "default", Name = "report", IncludeInactive = true, PageSize = 3 },
            ],
            _gateway.Answers.Received);
    }

    [Fact]
    public async Task GetDiffAndDeactivate_SendNameAndVersion()
    {
        Assert.Contains("\"name\": \"report\"", (await RunAsync("get", "report@1.2.0")).Output, StringComparison.Ordinal);
        Finished diff = await RunAsync("diff", "report", "1.0.0", "1.2.0");
        Finished inactive = await RunAsync("deactivate", "report@1.2.0");

        Assert.Equal(["+ nodes.b: {}", "- nodes.c: {}", "~ nodes.a.prompt: old -> new", ""], diff.Output.Split('\n'));
        Assert.Equal("default/report@1.2.0 is not active\n", inactive.Output);
        Assert.Equal(
            [
                new V1.GetTemplateRequest { Namespace = "default", Name = "report", Version = "1.2.0" },
                new V1.DiffTemplatesRequest { Namespace = "default", Name = "report", FromVersion = "1.0.0", ToVersion = "1.2.0" },
                new V1.SetTemplateActiveRequest { Namespace = "default", Name = "report", Version = "1.2.0", Active = false },
            ],
            _gateway.Answers.Received);
    }

    [Fact]
    public async Task Run_MakesAChainOfTheInput()
    {
        Finished finished = await RunAsync("run", "report@1.2.0", "--input", """{"topic": "queues"}""", "--bypass", "review", "--name", "mine", "--idempotency-key", "k");

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        Assert.Contains(_gateway.Answers.Chain.Id, finished.Output, StringComparison.Ordinal);
        Assert.Equal(
            new V1.InstantiateTemplateRequest
            {
                Namespace = "default",
                Name = "report",
                Version = "1.2.0",
                ChainName = "mine",
                Bypass = { "review" },
                IdempotencyKey = "k",
                Input = new Struct { Fields = { ["topic"] = Value.ForString("queues") } },
            },
            Assert.Single(_gateway.Answers.Received));
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["template", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
