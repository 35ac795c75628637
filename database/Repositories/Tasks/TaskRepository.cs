using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>The stored tasks; each kind of access in a class of its own.</summary>
sealed class TaskRepository(
    IDbContextFactory<OrchestratorDbContext> contexts, RememberedNamespaces namespaces, TaskInsert insert, TaskChanges changes) : ITaskRepository
{
    public Task<InsertOutcome> InsertAsync(
        string @namespace, IReadOnlyList<NewTask> tasks, string triggeredBy, CancellationToken cancellationToken) =>
        insert.ExecuteAsync(@namespace, tasks, triggeredBy, cancellationToken);

    public async Task<TaskRecord?> FindAsync(string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        TaskRecord? task = (await ReadAllAsync(TaskQueries.FindWhole(db, @namespace, [taskId]), cancellationToken)).SingleOrDefault();
        return task is null
            ? null
            : task with { Attempts = await ReadAllAsync(TaskQueries.Attempts(db, taskId), cancellationToken) };
    }

    public async Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        string @namespace, IReadOnlyCollection<Guid> taskIds, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAllAsync(TaskQueries.FindWhole(db, @namespace, [.. taskIds]), cancellationToken);
    }

    public async Task<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        TaskOrigin origin = await TaskOrigin.FindAsync(db, namespaces, filter, cancellationToken);
        return await TaskListQuery.ReadAsync(db, filter, byIndex: filter.MapTaskId is not null, after, limit, origin, cancellationToken);
    }

    public Task<CancelOutcome?> CancelAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken) =>
        changes.CancelAsync(@namespace, taskId, actor, reason, cancellationToken);

    public Task<RetryOutcome?> RetryAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken) =>
        changes.RetryAsync(@namespace, taskId, actor, reason, cancellationToken);

    static async Task<List<T>> ReadAllAsync<T>(IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var read = new List<T>();
        await foreach (T row in rows.WithCancellation(cancellationToken))
        {
            read.Add(row);
        }

        return read;
    }
}
