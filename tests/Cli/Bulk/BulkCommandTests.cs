using Orchestrator.Cli.Tests.Support;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Bulk;

public sealed class BulkCommandTests : IAsyncLifetime
{
    FakeGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await FakeGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Cancel_WithAFilter_FollowsItToItsEnd()
    {
        Finished finished = await RunAsync(
            "cancel", "--handler", "sum", "--tag", "a=b", "--created-before", "2030-01-01T00:00:00Z", "--reason", "old", "--idempotency-key", "k", "-n", "team");

        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        var request = Assert.IsType<V1.StartBulkOperationRequest>(_gateway.Answers.Received[0]);
        Assert.Equal(
            (V1.BulkAction.Cancel, "team", "sum", "b", "old", "k", 2030),
            (request.Action, request.Filter.Namespace, request.Filter.Handler, request.Filter.Tags["a"], request.Reason, request.IdempotencyKey,
                request.Filter.CreatedBefore.ToDateTime().Year));
        Assert.Equal(
            ["pending 0/0", "running 50/120", "completed_with_warnings 120/120"],
            finished.Output.Split('\n').Take(3).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..])));
        Assert.Matches(@"done\s+117 of 120", finished.Output);
        Assert.Matches(@"passed over\s+3 were", finished.Output);
    }

    [Fact]
    public async Task Retry_NoWait_ShowsItAsItIsStored()
    {
        Finished finished = await RunAsync("retry", "--all", "--no-wait", "--json");
        Assert.Equal(V1.BulkAction.Retry, Assert.IsType<V1.StartBulkOperationRequest>(Assert.Single(_gateway.Answers.Received)).Action);
        Assert.Equal(V1.TaskStatus.Pending, V1.GetBulkOperationResponse.Parser.ParseJson(finished.Output).Operation.Status);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry --reason x")]
    public async Task Start_WithoutAFilter_AsksWhichTasks(string line)
    {
        Finished finished = await RunAsync(line.Split(' '));
        Assert.Equal(ExitCodes.Usage, finished.ExitCode);
        Assert.Contains("--all", finished.Error);
        Assert.Empty(_gateway.Answers.Received);
    }

    [Fact]
    public async Task Get_Wait_EndsWithTheOperation()
    {
        Finished finished = await RunAsync("get", "op", "--wait");
        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        Assert.Contains("completed_with_warnings", finished.Output);
    }

    [Fact]
    public async Task Stop_ShowsWhatWasDone()
    {
        Finished finished = await RunAsync("stop", "op", "--namespace", "team");
        Assert.Equal(new V1.CancelBulkOperationRequest { Namespace = "team", OperationId = "op" }, Assert.Single(_gateway.Answers.Received));
        Assert.Equal(ExitCodes.Success, finished.ExitCode);
        Assert.Matches(@"status\s+cancelled", finished.Output);
    }

    Task<Finished> RunAsync(params string[] arguments) => new CliRun(["bulk", .. arguments, "--gateway", _gateway.Address]).RunAsync();
}
