using Orchestrator.Cli.Chains;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Tests.Support;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Chains;

public sealed class ChainCommandTests : IAsyncLifetime
{
    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Watch_Piped_IsALinePerEventAcrossABrokenStreamAndEndsWithTheChain()
    {
        Finished finished = await RunAsync("watch", _gateway.Answers.Chain.Id);

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        string[] lines = finished.Output.Split('\n');
        Assert.Equal(
            ["report chain.created", "fetch task.created", "fetch task.completed", "report chain.completed"],
            lines.Take(4).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])));
        Assert.DoesNotContain("too.late", finished.Output);
        Assert.Contains("└── fetch  completed", finished.Output);
    }

    [Fact]
    public async Task Watch_ATaskThatEndsAfterItsChain_IsShownTo()
    {
        _gateway.Answers.TaskEndsLast = true;

        Finished finished = await RunAsync("watch", _gateway.Answers.Chain.Id);

        Assert.Equal(
            ["report chain.created", "fetch task.created", "report chain.completed", "fetch task.completed"],
            finished.Output.Split('\n').Take(4).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])));
    }

    [Fact]
    public async Task Watch_Json_IsAnEventALineAndNothingElse()
    {
        Finished finished = await RunAsync("watch", _gateway.Answers.Chain.Id, "--json");
        string[] lines = finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => V1.Event.Parser.ParseJson(line));
    }

    [Fact]
    public async Task SuspendResumeAndRerun_SendWhatWasGiven()
    {
        string id = _gateway.Answers.Chain.Id;
        Assert.Equal(ExitCodes.Success, (await RunAsync("suspend", id, "--reason", "wait")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await RunAsync("resume", id)).ExitCode);
        Finished rerun = await RunAsync("rerun", id, "--from", "a", "--from", "b", "--reason", "again");

        Assert.Contains("a, b", rerun.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                new V1.SuspendChainRequest { Namespace = "default", ChainId = id, Reason = "wait" },
                new V1.ResumeChainRequest { Namespace = "default", ChainId = id },
                new V1.RerunChainRequest { Namespace = "default", ChainId = id, FromNodes = { "a", "b" }, Reason = "again" },
            ],
            _gateway.Answers.Received);
    }

    [Fact]
    public async Task Watch_AFailedChain_ExitsWithOne()
    {
        _gateway.Answers.Chain.Status = V1.TaskStatus.Failed;
        Assert.Equal(ExitCodes.Failed, (await RunAsync("watch", _gateway.Answers.Chain.Id)).ExitCode);
    }

    [Fact]
    public async Task Watch_AnUnknownChain_SaysSo()
    {
        Finished finished = await RunAsync("watch", "elsewhere");
        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("no chain elsewhere", finished.Error);
    }

    [Fact]
    public void Tree_ShowsEachNodeOnceWithProgressAndErrors()
    {
        using var output = new StringWriter { NewLine = "\n" };
        new Terminal(output, TextWriter.Null, isInteractive: false).Console.Write(ChainTree.Build(_gateway.Answers.Chain, DateTimeOffset.UnixEpoch));

        Assert.Equal(
            """
            report  completed  3/3
            └── fetch  completed
                └── each  running  █████░░░░░░░░░░░░░░░ 10/40, 1 failed
                    └── sum  failed  after 2 parents  broken: no [good] at all
            """.ReplaceLineEndings("\n"),
            string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())).Trim());
    }

    [Fact]
    public async Task Diagram_GoesToStandardOutputOrToAFile()
    {
        Assert.Equal("flowchart TD\n", (await RunAsync("diagram", "c", "--namespace", "team")).Output);
        Assert.Equal(
            new V1.DiagramChainRequest { Namespace = "team", ChainId = "c", Format = V1.DiagramFormat.Mermaid }, Assert.Single(_gateway.Answers.Received));

        string file = Path.GetTempFileName();
        Finished finished = await RunAsync("diagram", "c", "--format", "gantt", "--output", file);
        Assert.Equal((0, "", "flowchart TD\n"), (finished.ExitCode, finished.Output, await File.ReadAllTextAsync(file)));
        Assert.Equal(V1.DiagramFormat.Gantt, Assert.IsType<V1.DiagramChainRequest>(_gateway.Answers.Received[^1]).Format);
        File.Delete(file);
    }

    [Theory]
    [InlineData("report", "")]
    [InlineData("report@1.2.0", "1.2.0")]
    public async Task Diagram_OfATemplate_IsByNameOrVersion(string template, string version)
    {
        Finished finished = await new CliRun("template", "diagram", template, "--format", "json", "--gateway", _gateway.Address).RunAsync();
        Assert.Equal("flowchart TD\n", finished.Output);
        Assert.Equal(
            new V1.DiagramTemplateRequest { Namespace = "default", Name = "report", Version = version, Format = V1.DiagramFormat.Json },
            Assert.Single(_gateway.Answers.Received));
    }

    [Fact]
    public async Task Diagram_FileThatCannotBeWritten_IsNamed()
    {
        Finished finished = await RunAsync("diagram", "c", "--output", "/nowhere/at/all");
        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("/nowhere/at/all cannot be written", finished.Error);
    }

    [Fact]
    public async Task Diagram_UnknownFormat_IsAUsageError()
    {
        Finished finished = await RunAsync("diagram", "c", "--format", "svg");
        Assert.Equal(ExitCodes.Usage, finished.ExitCode);
        Assert.Contains("svg", finished.Error);
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["chain", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
