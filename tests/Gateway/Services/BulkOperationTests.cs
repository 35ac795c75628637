using Grpc.Core;
using Orchestrator.Core.Bulk;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using BulkAction = Orchestrator.Protos.V1.BulkAction;
using BulkOperation = Orchestrator.Protos.V1.BulkOperation;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class BulkOperationTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    readonly string _namespace = Requests.NewNamespace();

    public void Dispose() => gateway.Functions.Answer = 202;

    [Fact]
    public async Task StartBulkOperation_IsStoredAndStartedAsItsInstance()
    {
        BulkOperation operation = await StartAsync(r => (r.Action, r.Reason) = (BulkAction.Cancel, "spring cleaning"));

        Assert.Equal(
            (_namespace, BulkAction.Cancel, TaskStatus.Pending, "spring cleaning", "api:anonymous", 0),
            (operation.Namespace, operation.Action, operation.Status, operation.Reason, operation.TriggeredBy, operation.Total));
        (_, string body, _) = Assert.Single(
            gateway.Functions.Requests, r => r.Path == $"/api/orchestrations/{BulkRunInput.Orchestrator}/bulk-{operation.Id}");
        Assert.Contains(operation.Id, body);
        Assert.Equal(operation, await GetAsync(operation.Id));
    }

    [Fact]
    public async Task StartBulkOperation_HostDown_StaysPendingForTheTimer()
    {
        gateway.Functions.Answer = 503;
        BulkOperation operation = await StartAsync(r => r.Action = BulkAction.Retry);
        Assert.Equal(TaskStatus.Pending, operation.Status);
    }

    [Fact]
    public async Task StartBulkOperation_HostRefuses_HasFailedAndSaysWhy()
    {
        gateway.Functions.Answer = 400;
        BulkOperation operation = await StartAsync(r => r.Action = BulkAction.Retry);
        Assert.Equal(TaskStatus.Failed, operation.Status);
        Assert.Contains("refused the start (400)", operation.ErrorMessage);
    }

    [Fact]
    public async Task StartBulkOperation_SameKeyAndRequest_IsTheFirstOperation()
    {
        BulkOperation[] operations = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => StartAsync(r => (r.Action, r.IdempotencyKey, r.Filter.Handler) = (BulkAction.Retry, "once", "sum"))));
        Assert.Single(operations.Select(o => o.Id).Distinct());
    }

    [Fact]
    public async Task StartBulkOperation_SameKeyOtherRequest_NamesTheFieldThatDiffers()
    {
        await StartAsync(r => (r.Action, r.IdempotencyKey, r.Filter.Handler) = (BulkAction.Retry, "once", "sum"));
        (Action<StartBulkOperationRequest> Change, string Field)[] others =
        [
            (r => r.Action = BulkAction.Cancel, "action"),
            (r => r.Reason = "another", "reason"),
            (r => r.Filter.Handler = "llm.complete", "filter.handler"),
            (r => r.Filter.Tags["a"] = "b", "filter.tags"),
        ];
        foreach ((Action<StartBulkOperationRequest> change, string field) in others)
        {
            CallError error = await CallError.OfAsync(() => StartAsync(r =>
            {
                (r.Action, r.IdempotencyKey, r.Filter.Handler) = (BulkAction.Retry, "once", "sum");
                change(r);
            }));
            Assert.Equal((StatusCode.AlreadyExists, field), (error.Code, error.Info.Metadata["field"]));
        }
    }

    [Fact]
    public async Task StartBulkOperation_WrongRequest_NamesEachFieldAndStoresNothing()
    {
        (Action<StartBulkOperationRequest> Change, string Field)[] wrong =
        [
            (r => r.Action = BulkAction.Unspecified, "action"),
            (r => r.Filter.Statuses.Add(TaskStatus.Completed), "filter.statuses[0]"),
            (r => (r.Action, r.Filter) = (BulkAction.Retry, new ListTasksRequest { Statuses = { TaskStatus.Failed, TaskStatus.Running } }), "filter.statuses[1]"),
            (r => r.Filter.ChainId = "x", "filter.chain_id"),
            (r => r.Filter.SearchText = new string('x', 201), "filter.search_text"),
            (r => r.Reason = new string('x', 501), "reason"),
            (r => r.IdempotencyKey = new string('x', 256), "idempotency_key"),
            (r => r.Filter = null, "filter"),
        ];
        foreach ((Action<StartBulkOperationRequest> change, string field) in wrong)
        {
            Assert.Equal([field], (await CallError.OfAsync(() => StartAsync(change))).Fields);
        }

        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.namespaces WHERE name = $1", _namespace));
    }

    [Fact]
    public async Task CancelBulkOperation_NotEnded_IsCancelledOnce()
    {
        string id = (await StartAsync(_ => { })).Id;
        BulkOperation cancelled = await CancelAsync(id);
        Assert.Equal(TaskStatus.Cancelled, cancelled.Status);
        Assert.NotNull(cancelled.CompletedAt);
        Assert.Equal(cancelled, await CancelAsync(id));
    }

    [Fact]
    public async Task CancelBulkOperation_Ended_IsRefusedWithItsStatus()
    {
        gateway.Functions.Answer = 400;
        string id = (await StartAsync(_ => { })).Id;
        CallError error = await CallError.OfAsync(() => CancelAsync(id));
        Assert.Equal((StatusCode.FailedPrecondition, "failed"), (error.Code, error.Info.Metadata["status"]));
    }

    [Fact]
    public async Task GetBulkOperation_OfAnotherNamespace_IsNotFound()
    {
        string id = (await StartAsync(_ => { })).Id;
        CallError error = await CallError.OfAsync(
            async () => await gateway.Tasks.GetBulkOperationAsync(new GetBulkOperationRequest { OperationId = id }));
        Assert.Equal((StatusCode.NotFound, "BULK_OPERATION_NOT_FOUND"), (error.Code, error.Info.Type));
    }

    async Task<BulkOperation> StartAsync(Action<StartBulkOperationRequest> change)
    {
        var request = new StartBulkOperationRequest { Action = BulkAction.Cancel, Filter = new ListTasksRequest { Namespace = _namespace } };
        change(request);
        return (await gateway.Tasks.StartBulkOperationAsync(request)).Operation;
    }

    async Task<BulkOperation> GetAsync(string id) => (await gateway.Tasks.GetBulkOperationAsync(
        new GetBulkOperationRequest { Namespace = _namespace, OperationId = id })).Operation;

    async Task<BulkOperation> CancelAsync(string id) => (await gateway.Tasks.CancelBulkOperationAsync(
        new CancelBulkOperationRequest { Namespace = _namespace, OperationId = id })).Operation;
}
