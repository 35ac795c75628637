using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Tests.Support;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Explanations;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Tasks;

/// <summary>What is to be known about a task beside itself.</summary>
public sealed class TaskReadingCommandTests : IAsyncLifetime
{
    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Explain_ForPeople_SaysWhyWhoseTurnAndWhatNext()
    {
        Finished finished = await RunAsync("explain", "some-id", "--namespace", "team");

        Assert.Equal(new V1.ExplainTaskRequest { Namespace = "team", TaskId = "some-id" }, Assert.Single(_gateway.Answers.Received));
        Assert.Matches(@"because\s+It waits for a parent", finished.Output);
        Assert.Matches(@"turn\s+model provider", finished.Output);
        Assert.Matches(@"waits for\s+parent-id  fetch, running", finished.Output);
        Assert.Matches(@"next\s+orchestrator task explain parent-id", finished.Output);
    }

    [Fact]
    public async Task Lineage_ForPeople_RunsFromTheFarthestAncestorDown()
    {
        Finished finished = await RunAsync("lineage", "id-c", "--depth", "7");

        Assert.Equal(7, Assert.IsType<V1.GetTaskLineageRequest>(Assert.Single(_gateway.Answers.Received)).DepthMax);
        string[] ids = [.. finished.Output.Split('\n').Skip(1).Where(l => l.Trim().Length > 0).Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]))];
        Assert.Equal(["-2 id-a", "-1 id-b", "0 id-c", "+1 id-d"], ids);
    }

    [Theory]
    [InlineData("--text fine", "\"fine\"")]
    [InlineData("""--value {"a":[1,null]}""", """{"a":[1,null]}""")]
    [InlineData("--value null", "null")]
    public async Task Annotate_TextOrJson_ReachesTheGateway(string note, string json)
    {
        Finished finished = await RunAsync(["annotate", "some-id", "review", .. note.Split(' ')]);

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        Assert.Equal(Value.Parser.ParseJson(json), Assert.IsType<V1.AnnotateTaskRequest>(Assert.Single(_gateway.Answers.Received)).Value);
    }

    [Theory]
    [InlineData("annotate some-id review", "either --text or --value")]
    [InlineData("annotate some-id review --text a --value 1", "either --text or --value")]
    [InlineData("annotate some-id review --value {", "--value: not a JSON value")]
    [InlineData("list --tag a", "--tag: 'a' is not key=value")]
    public async Task WrongLine_IsAUsageErrorThatNamesIt(string line, string named)
    {
        Finished finished = await RunAsync(line.Split(' '));
        Assert.Equal(ExitCodes.Usage, finished.ExitCode);
        Assert.Contains(named, finished.Error);
        Assert.Empty(_gateway.Answers.Received);
    }

    [Fact]
    public async Task Annotations_ForPeople_ShowTextAsItIs()
    {
        Finished finished = await RunAsync("annotations", "some-id", "--type", "review");
        Assert.Equal("review", Assert.IsType<V1.ListTaskAnnotationsRequest>(Assert.Single(_gateway.Answers.Received)).Type);
        Assert.Matches(@"review\s+fine", finished.Output);
    }

    [Fact]
    public async Task List_ByOrigin_ReachesTheGateway()
    {
        await RunAsync("list", "--chain", "c", "--template", "t@1.0.0", "--map", "m", "--tag", "a=b=c");
        var request = Assert.IsType<V1.ListTasksRequest>(Assert.Single(_gateway.Answers.Received));
        Assert.Equal(("c", "t@1.0.0", "m", "b=c"), (request.ChainId, request.Template, request.MapTaskId, request.Tags["a"]));
    }

    [Fact]
    public void NextSteps_OfEverySituation_AreCommandsThatParse()
    {
        var root = new CliApplication(new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false), TimeProvider.System).CreateRoot();
        string[] steps =
        [
            .. from status in System.Enum.GetValues<TaskRecordStatus>()
               from reason in System.Enum.GetValues<WaitReason>().Select(r => (WaitReason?)r).Append(null)
               from blocked in (bool[])[false, true]
               from chain in (Guid?[])[null, Guid.NewGuid()]
               let situation = new TaskSituation
               {
                   TaskId = Guid.NewGuid(), Namespace = "team", Status = status, WaitReason = reason, Since = DateTimeOffset.UnixEpoch, IsBlocked = blocked,
                   ChainId = chain, WaitsFor = [new TaskReference(Guid.NewGuid(), "a", "a", TaskRecordStatus.Failed)],
               }
               from step in TaskExplainer.Explain(situation).NextSteps
               select step,
        ];

        Assert.NotEmpty(steps);
        Assert.All(steps.Distinct(), step =>
        {
            Assert.StartsWith("orchestrator ", step);
            Assert.Empty(root.Parse(step["orchestrator ".Length..]).Errors);
        });
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["task", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
