using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Cli.Tests.Support;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Tasks;

public sealed class TaskCommandTests : IAsyncLifetime
{
    const string Id = "0193a000-0000-7000-8000-000000000001";
    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Create_EveryOption_ReachesTheGateway()
    {
        Finished finished = await RunAsync(
            "create", "hello", "--prompt", "Say hello", "--system-prompt", "be brief", "--model", "m", "--temperature", "0.5", "--max-output-tokens", "7",
            "--priority", "high", "--execute-after", "2030-01-02T03:04:05Z", "--max-retries", "0", "--tag", "a=b=c", "--tag", "d=",
            "--idempotency-key", "k", "--correlation-id", "c", "--namespace", "team");

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        var request = Assert.IsType<V1.CreateTaskRequest>(Assert.Single(_gateway.Answers.Received));
        Assert.Equal(
            ("team", "hello", V1.ExecutionPriority.High, "k", "c", true, 0),
            (request.Namespace, request.Name, request.Priority, request.IdempotencyKey, request.CorrelationId, request.HasMaxRetries, request.MaxRetries));
        Assert.Equal(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc), request.ExecuteAfter.ToDateTime());
        Assert.Equal(("b=c", ""), (request.Tags["a"], request.Tags["d"]));
        Assert.Equal(
            new V1.LlmWork { Prompt = "Say hello", SystemPrompt = "be brief", Model = "m", Temperature = 0.5, MaxOutputTokens = 7 }, request.Work.Llm);
        Assert.Contains(Id, finished.Output);
    }

    [Fact]
    public async Task Get_WithAKey_SendsIt()
    {
        Assert.Equal(ExitCodes.Success, (await RunAsync("get", Id)).ExitCode);
        Assert.Equal("", _gateway.Answers.Authorization ?? "");
        Assert.Equal(ExitCodes.Success, (await RunAsync("get", Id, "--api-key", "orc_x")).ExitCode);
        Assert.Equal("Bearer orc_x", _gateway.Answers.Authorization);
    }

    [Theory]
    [InlineData("--echo hi --delay 500ms --failing-attempts 2", """{ "echo": { "message": "hi", "delay": "0.500s", "failingAttempts": 2 } }""")]
    [InlineData("--sleep 1d", """{ "sleep": { "duration": "86400s" } }""")]
    [InlineData("--sum 1 -2.5 3", """{ "sum": { "values": [ 1, -2.5, 3 ] } }""")]
    [InlineData("--file-hash a.txt", """{ "fileHash": { "path": "a.txt" } }""")]
    [InlineData("""--handler llm.mine --prompt p --parameters {"a":[1]}""", """{ "custom": { "handler": "llm.mine", "parameters": { "a": [ 1 ] }, "prompt": "p" } }""")]
    public async Task Create_EachHandler_IsItsOwnCase(string options, string expected)
    {
        Assert.Equal(ExitCodes.Success, (await RunAsync(["create", "x", .. options.Split(' ')])).ExitCode);

        V1.TaskWork work = Assert.IsType<V1.CreateTaskRequest>(Assert.Single(_gateway.Answers.Received)).Work;
        Assert.Equal(V1.TaskWork.Parser.ParseJson(expected), work);
    }

    [Theory]
    [InlineData("create x", "--prompt")]
    [InlineData("create x --prompt a --echo b", "--prompt")]
    [InlineData("create --echo b", "name")]
    [InlineData("create x --sleep soon", "--sleep: 'soon' is not a duration")]
    [InlineData("create x --echo a --delay 5", "--delay")]
    [InlineData("create x --handler h --parameters [1]", "--parameters")]
    [InlineData("create x --echo a --priority urgent", "urgent")]
    [InlineData("create x --echo a --tag =b", "--tag: '=b' is not key=value")]
    [InlineData("list --status done", "done")]
    [InlineData("list --gateway localhost:8080", "--gateway")]
    [InlineData("list --limit 0", "--limit: 0 is not from 1 to 200")]
    [InlineData("watch --after 3", "--after")]
    [InlineData("create x --echo a --temperature 1", "--temperature goes with --prompt")]
    [InlineData("create x --handler h --prompt p --model m", "--model goes with --prompt, not with --handler")]
    [InlineData("create x --prompt a --delay 1s", "--delay goes with --echo")]
    [InlineData("create x --echo a --parameters {}", "--parameters goes with --handler")]
    [InlineData("get --bogus", "Unknown option --bogus")]
    [InlineData("get", "id")]
    [InlineData("explode", "explode")]
    public async Task Task_WrongLine_IsAUsageErrorThatNamesIt(string line, string named)
    {
        Finished finished = await new CliRun(["task", .. line.Split(' ')]).RunAsync();

        Assert.Equal(ExitCodes.Usage, finished.ExitCode);
        Assert.Contains(named, finished.Error + finished.Output);
        Assert.Empty(_gateway.Answers.Received);
    }

    [Fact]
    public async Task Task_WrongLine_SaysWhereTheOptionsAreInsteadOfThem()
    {
        Finished finished = await RunAsync("create", "x", "--sleep", "soon");

        Assert.EndsWith("Options: orchestrator task create --help\n", finished.Error);
        Assert.DoesNotContain("--priority", finished.Error + finished.Output);
    }

    [Fact]
    public async Task Create_InvalidField_IsNamedOnBothFormats()
    {
        _gateway.Answers.Refusal = Answers.Invalid("work.llm.prompt", "must not be empty");

        Finished plain = await RunAsync("create", "x", "--prompt", "");
        Finished json = await RunAsync("create", "x", "--prompt", "", "--json");

        Assert.Equal((ExitCodes.Usage, "work.llm.prompt: must not be empty\n"), (plain.ExitCode, plain.Error));
        using JsonDocument error = JsonDocument.Parse(json.Error);
        JsonElement field = error.RootElement.GetProperty("error").GetProperty("fields")[0];
        Assert.Equal("work.llm.prompt", field.GetProperty("field").GetString());
        Assert.Equal("request-1", error.RootElement.GetProperty("error").GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Create_RefusedOtherwise_TellsTheRequestId()
    {
        _gateway.Answers.Refusal = Answers.Detailed(StatusCode.AlreadyExists, "key k belongs to another request", new Google.Rpc.ErrorInfo { Domain = "orchestrator" });

        Finished finished = await RunAsync("create", "x", "--echo", "a");

        Assert.Equal((ExitCodes.Failed, "key k belongs to another request (request request-1)\n"), (finished.ExitCode, finished.Error));
    }

    [Fact]
    public async Task Create_Again_SaysThatItExisted()
    {
        _gateway.Answers.AlreadyExisted = true;

        Assert.Contains("existed already", (await RunAsync("create", "x", "--echo", "a")).Output);
    }

    [Fact]
    public async Task Get_ForMachines_HasEveryFieldInCanonicalJson()
    {
        using JsonDocument document = JsonDocument.Parse((await RunAsync("get", Id, "--json")).Output);

        JsonElement task = document.RootElement.GetProperty("task");
        Assert.Equal("TASK_STATUS_COMPLETED", task.GetProperty("status").GetString());
        Assert.Equal("", task.GetProperty("errorMessage").GetString());
        Assert.Equal("simulated-1", task.GetProperty("attempts")[0].GetProperty("model").GetString());
    }

    [Fact]
    public async Task Get_ForPeople_ShowsResultAndModel()
    {
        string output = (await RunAsync("get", Id)).Output;

        Assert.Matches(@"status +completed", output);
        Assert.Matches(@"model +simulated-1", output);
        Assert.Contains("[simulated] hello", output);
    }

    [Fact]
    public async Task Get_Missing_FailsWithItsId()
    {
        Finished finished = await RunAsync("get", "0193a000-0000-7000-8000-00000000ffff");

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("no task 0193a000-0000-7000-8000-00000000ffff", finished.Error);
    }

    [Fact]
    public async Task List_Filters_ReachTheGatewayAndTheNextPageIsNamed()
    {
        Finished finished = await RunAsync("list", "--status", "failed", "--status", "queued", "--handler", "sum", "--search", "x", "--limit", "7", "--page-token", "p");

        Assert.Equal(
            new V1.ListTasksRequest
            {
                Namespace = "default",
                Statuses = { V1.TaskStatus.Failed, V1.TaskStatus.Queued },
                Handler = "sum",
                SearchText = "x",
                PageSize = 7,
                PageToken = "p",
            },
            Assert.Single(_gateway.Answers.Received));
        Assert.Contains(Id, finished.Output);
        Assert.Contains("--page-token next-page", finished.Error);
    }

    [Fact]
    public async Task CancelAndRetry_WithAReason_SendIt()
    {
        Assert.Equal(ExitCodes.Success, (await RunAsync("cancel", Id, "--reason", "why")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await RunAsync("retry", Id, "--reason", "why not")).ExitCode);

        Assert.Equal(
            [new V1.CancelTaskRequest { Namespace = "default", TaskId = Id, Reason = "why" }, new V1.RetryTaskRequest { Namespace = "default", TaskId = Id, Reason = "why not" }],
            _gateway.Answers.Received);
    }

    [Fact]
    public async Task ResolveApproveAndReject_SendWhatWasGiven()
    {
        Assert.Equal(ExitCodes.Success, (await RunAsync("resolve", Id, "--reason", "by phone", "--output", "yes", "--structured", "[1]")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await RunAsync("approve", Id, "--comment", "fine", "--answer", "\"bob\"")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await RunAsync("reject", Id)).ExitCode);

        Assert.Equal(
            [
                new V1.ResolveTaskRequest
                {
                    Namespace = "default", TaskId = Id, Reason = "by phone", Output = "yes", StructuredOutput = Value.ForList(Value.ForNumber(1)),
                },
                new V1.DecideApprovalRequest
                {
                    Namespace = "default", TaskId = Id, Decision = V1.ApprovalDecision.Approve, Comment = "fine", Answer = Value.ForString("bob"),
                },
                new V1.DecideApprovalRequest { Namespace = "default", TaskId = Id, Decision = V1.ApprovalDecision.Reject },
            ],
            _gateway.Answers.Received);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("resolve", Id)).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("approve", Id, "--answer", "{")).ExitCode);
    }

    [Fact]
    public async Task Watch_StreamBreaks_ContinuesAfterTheLastEvent()
    {
        Finished finished = await RunAsync("watch", Id, "--json");

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        string[] names = [.. finished.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("name").GetString()!)];
        Assert.Equal(["task.created", "task.queued", "task.started", "task.completed"], names);
        Assert.Equal([0, 1], _gateway.Answers.Received.OfType<V1.WatchRequest>().Select(request => request.AfterSequence));
    }

    [Theory]
    [InlineData(V1.TaskStatus.Completed, ExitCodes.Success)]
    [InlineData(V1.TaskStatus.CompletedWithWarnings, ExitCodes.Success)]
    [InlineData(V1.TaskStatus.Failed, ExitCodes.Failed)]
    [InlineData(V1.TaskStatus.Cancelled, ExitCodes.Failed)]
    public async Task CreateAndWait_TaskEnds_ExitCodeTells(V1.TaskStatus status, int exitCode)
    {
        _gateway.Answers.Task.Status = status;

        Assert.Equal(exitCode, (await RunAsync("create", "x", "--echo", "a", "--wait")).ExitCode);
    }

    [Fact]
    public async Task Watch_Namespace_PrintsALinePerEventUntilTheStreamEnds()
    {
        Finished finished = await RunAsync("watch");

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Equal($"00:00:00.000  {Id}    1  task.created\n", finished.Output);
    }

    [Fact]
    public async Task AnyCommand_NoGateway_SaysHowToStartOne()
    {
        Finished finished = await new CliRun("task", "list", "--gateway", "http://127.0.0.1:1").RunAsync();

        Assert.Equal(ExitCodes.Failed, finished.ExitCode);
        Assert.Contains("No gateway answers at http://127.0.0.1:1/. Start one with ./run", finished.Error);
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["task", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
