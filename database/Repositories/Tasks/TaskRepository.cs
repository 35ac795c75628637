using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>The stored tasks; each kind of access in a class of its own.</summary>
sealed class TaskRepository(
    IDbContextFactory<OrchestratorDbContext> contexts, TaskInsert insert, TaskChanges changes) : ITaskRepository
{
    public Task<InsertOutcome> InsertAsync(
        string @namespace, IReadOnlyList<NewTask> tasks, string triggeredBy, CancellationToken cancellationToken) =>
        insert.ExecuteAsync(@namespace, tasks, triggeredBy, cancellationToken);

    public async Task<TaskRecord?> FindAsync(string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (TaskRecord task in TaskQueries.FindWhole(db, @namespace, [taskId]).WithCancellation(cancellationToken))
        {
            return task with { Attempts = await ReadAttemptsAsync(db, taskId, cancellationToken) };
        }

        return null;
    }

    public async Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        string @namespace, IReadOnlyCollection<Guid> taskIds, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new List<TaskRecord>(taskIds.Count);
        await foreach (TaskRecord task in TaskQueries.FindWhole(db, @namespace, [.. taskIds]).WithCancellation(cancellationToken))
        {
            found.Add(task);
        }

        return found;
    }

    public async Task<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await TaskListQuery.Build(db, filter, after, limit).ToListAsync(cancellationToken);
    }

    public Task<CancelOutcome?> CancelAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken) =>
        changes.CancelAsync(@namespace, taskId, actor, reason, cancellationToken);

    public Task<RetryOutcome?> RetryAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken) =>
        changes.RetryAsync(@namespace, taskId, actor, reason, cancellationToken);

    static async Task<List<TaskAttemptRecord>> ReadAttemptsAsync(
        OrchestratorDbContext db, Guid taskId, CancellationToken cancellationToken)
    {
        var attempts = new List<TaskAttemptRecord>();
        await foreach (TaskAttemptRecord attempt in TaskQueries.Attempts(db, taskId).WithCancellation(cancellationToken))
        {
            attempts.Add(attempt);
        }

        return attempts;
    }
}
