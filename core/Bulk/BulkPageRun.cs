using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Bulk;

/// <summary>
/// Works through a page: each task by the use case that a client's call would run, in transactions of its own. A repeat (the
/// process died in between) meets tasks that it has done, and counts them as done.
/// </summary>
public sealed class BulkPageRun(IBulkPages pages, CancelTask cancelTask, RetryTask retryTask, GetTask getTask)
{
    public const int PageSize = 50;
    const int AtOnce = 4;

    /// <returns>False: the operation has ended.</returns>
    public async Task<bool> RunNextAsync(Guid operationId, CancellationToken cancellationToken)
    {
        if (await pages.BeginAsync(operationId, PageSize, cancellationToken) is not { } page)
        {
            return false;
        }

        int done = 0, passedOver = 0, stopped = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(page.Tasks, parallel, async (task, token) =>
        {
            if (Volatile.Read(ref stopped) > 0 || await pages.IsStoppedAsync(operationId, token))
            {
                Interlocked.Exchange(ref stopped, 1);
            }
            else if (await ActAsync(page, task, token))
            {
                Interlocked.Increment(ref done);
            }
            else
            {
                Interlocked.Increment(ref passedOver);
            }
        });
        await pages.EndAsync(operationId, page.Number, done, passedOver, cancellationToken);
        return stopped == 0;
    }

    /// <returns>False: it was in no state for it.</returns>
    async Task<bool> ActAsync(BulkPage page, BulkPageTask task, CancellationToken cancellationToken)
    {
        try
        {
            _ = page.Action == BulkAction.Cancel
                ? await cancelTask.ExecuteAsync(page.Namespace, task.TaskId, page.Actor, page.Reason, cancellationToken)
                : await retryTask.ExecuteAsync(page.Namespace, task.TaskId, page.Actor, page.Reason, cancellationToken);
            return true;
        }
        catch (TaskNotFoundException)
        {
            return false;
        }
        catch (TaskStartRefusedException)
        {
            // It was made to run again, and has failed at once.
            return true;
        }
        catch (TaskStateException)
        {
            return page.Action == BulkAction.Retry && await HasRunSinceAsync(page, task, cancellationToken);
        }
    }

    async Task<bool> HasRunSinceAsync(BulkPage page, BulkPageTask task, CancellationToken cancellationToken)
    {
        try
        {
            return (await getTask.ExecuteAsync(page.Namespace, task.TaskId, cancellationToken)).Run > task.Run;
        }
        catch (TaskNotFoundException)
        {
            return false;
        }
    }
}
