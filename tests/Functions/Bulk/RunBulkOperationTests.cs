using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Bulk;

/// <summary>Bulk operations on a real host: the timer starts what was only stored.</summary>
public sealed class RunBulkOperationTests : HostTests
{
    IBulkOperations Operations => Host.Services.GetRequiredService<IBulkOperations>();

    IBulkPages Pages => Host.Services.GetRequiredService<IBulkPages>();

    [Fact]
    public async Task Cancel_ManyPages_CancelsAllThatWereThereAndNothingElse()
    {
        const int Count = (2 * BulkPageRun.PageSize) + 7;
        Guid[] ids = await InsertAsync(Count);
        Guid done = await Tasks.InsertAsync(HandlerNames.Sum);
        await Tasks.MoveAsync(done, "pending", "skipped");
        Guid operation = await StoreAsync(BulkAction.Cancel, reason: "not needed");
        Guid late = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1]));

        BulkOperation ended = await EndAsync(operation);

        Assert.Equal((TaskRecordStatus.Completed, Count, Count, 0), (ended.Status, ended.Total, ended.Done, ended.PassedOver));
        Assert.Equal(["cancelled"], await Tasks.ListAsync("SELECT DISTINCT status::text FROM orchestrator.tasks WHERE id = ANY ($1)", ids));
        Assert.Equal("skipped", await Tasks.StatusAsync(done));
        Assert.NotEqual("cancelled", await Tasks.StatusAsync(late));
        Assert.Equal(
            ["api:test not needed"],
            await Tasks.ListAsync(
                """
                SELECT DISTINCT actor || ' ' || (metadata ->> 'reason') FROM orchestrator.task_transitions
                WHERE task_id = ANY ($1) AND to_status = 'cancelled'
                """,
                ids));
    }

    [Fact]
    public async Task Retry_FailedTasks_RunsThemAgainAsTheirNextRun()
    {
        Guid[] ids = await InsertAsync(5);
        foreach (Guid id in ids)
        {
            await Tasks.MoveAsync(id, "pending", "failed");
        }

        Guid operation = await StoreAsync(BulkAction.Retry);

        BulkOperation ended = await EndAsync(operation);
        Assert.Equal((TaskRecordStatus.Completed, 5), (ended.Status, ended.Done));
        await Host.UntilAsync(
            async () => await Tasks.ListAsync("SELECT DISTINCT status || ' ' || run_no FROM orchestrator.tasks") is ["completed 2"], skipTime: true);
    }

    [Fact]
    public async Task RepeatedPage_CountsWhatItHadDoneAndPassesOverWhatHasEnded()
    {
        Guid[] ids = await InsertAsync(4);
        Guid operation = await StoreAsync(BulkAction.Cancel, start: false);
        BulkPage page = (await Pages.BeginAsync(operation, 10, CancellationToken.None))!;
        Assert.Equal(ids.Order(), page.Tasks.Select(t => t.TaskId).Order());

        // The process died after two tasks; a third has ended by itself.
        await Tasks.CancelAsync(ids[0]);
        await Tasks.CancelAsync(ids[1]);
        await Tasks.MoveAsync(ids[2], "pending", "skipped");
        BulkPage again = (await Pages.BeginAsync(operation, 10, CancellationToken.None))!;
        Assert.Equal(page.Number, again.Number);
        Assert.Equal(page.Tasks, again.Tasks);
        await MakeDueAsync(operation);

        BulkOperation ended = await EndAsync(operation);
        Assert.Equal((TaskRecordStatus.CompletedWithWarnings, 4, 3, 1), (ended.Status, ended.Total, ended.Done, ended.PassedOver));
        Assert.Equal("cancelled", await Tasks.StatusAsync(ids[3]));
    }

    [Fact]
    public async Task EndedPage_EndedAgain_CountsOnce()
    {
        await InsertAsync(3);
        Guid operation = await StoreAsync(BulkAction.Cancel, start: false);
        BulkPage page = (await Pages.BeginAsync(operation, 2, CancellationToken.None))!;
        await Pages.EndAsync(operation, page.Number, 2, 0, CancellationToken.None);
        await Pages.EndAsync(operation, page.Number, 2, 0, CancellationToken.None);
        BulkOperation read = await ReadAsync(operation);
        Assert.Equal((3, 2), (read.Total, read.Done));
        Assert.Single((await Pages.BeginAsync(operation, 2, CancellationToken.None))!.Tasks);
    }

    [Fact]
    public async Task CancelledOperation_TouchesNothingMore()
    {
        Guid[] ids = await InsertAsync(3);
        Guid operation = await StoreAsync(BulkAction.Cancel, start: false);
        Assert.NotNull(await Pages.BeginAsync(operation, 2, CancellationToken.None));
        Assert.True(await Operations.TryCancelAsync("default", operation, CancellationToken.None));

        Assert.True(await Pages.IsStoppedAsync(operation, CancellationToken.None));
        Assert.Null(await Pages.BeginAsync(operation, 2, CancellationToken.None));
        Assert.Empty(await Operations.ClaimUnmovedAsync(10, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(["pending"], await Tasks.ListAsync("SELECT DISTINCT status::text FROM orchestrator.tasks WHERE id = ANY ($1)", ids));
    }

    [Fact]
    public async Task FilterOfAnOperation_ComesBackFromItsRow()
    {
        await InsertAsync(2);
        Guid tagged = await Tasks.InsertAsync(HandlerNames.Sum);
        await Tasks.ExecuteAsync("""UPDATE orchestrator.tasks SET tags = '{"team": "a"}', correlation_id = 'c' WHERE id = $1""", tagged);
        TaskFilter filter = Filter(BulkAction.Cancel) with
        {
            Handler = HandlerNames.Sum,
            Tags = new Dictionary<string, string> { ["team"] = "a" },
            CorrelationId = "c",
            CreatedAfter = DateTimeOffset.UnixEpoch,
        };
        Guid operation = await StoreAsync(BulkAction.Cancel, start: false, filter: filter);
        Assert.Equal([tagged], (await Pages.BeginAsync(operation, 10, CancellationToken.None))!.Tasks.Select(t => t.TaskId));
    }

    async Task<Guid[]> InsertAsync(int count)
    {
        var ids = new Guid[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = await Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1, 2]));
        }

        // Nobody but the operation is to touch them.
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = clock_timestamp() + interval '1 day'");
        return ids;
    }

    static TaskFilter Filter(BulkAction action) =>
        new("default", action.AppliesTo, "", new Dictionary<string, string>(), "", "", CreatedAfter: null, CreatedBefore: null);

    async Task<Guid> StoreAsync(BulkAction action, string? reason = null, bool start = true, TaskFilter? filter = null)
    {
        var operation = new NewBulkOperation(Guid.CreateVersion7(), action, filter ?? Filter(action), reason, IdempotencyKey: null, "api:test");
        await Operations.InsertAsync(operation, CancellationToken.None);
        if (start)
        {
            await MakeDueAsync(operation.Id);
        }
        else
        {
            await Tasks.ExecuteAsync("UPDATE orchestrator.bulk_operations SET moved_at = clock_timestamp() + interval '1 day' WHERE id = $1", operation.Id);
        }

        return operation.Id;
    }

    Task MakeDueAsync(Guid operation) => Tasks.ExecuteAsync(
        "UPDATE orchestrator.bulk_operations SET moved_at = clock_timestamp() - interval '11 s' WHERE id = $1", operation);

    async Task<BulkOperation> ReadAsync(Guid operation) => (await Operations.FindAsync("default", operation, CancellationToken.None))!;

    async Task<BulkOperation> EndAsync(Guid operation)
    {
        await Host.UntilAsync(async () => (await ReadAsync(operation)).Status.IsEnd, skipTime: true);
        return await ReadAsync(operation);
    }
}
