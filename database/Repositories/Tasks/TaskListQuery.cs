using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>
/// A page of tasks, newest first or, of a map's items, by index: the filters that are set, then the keyset, then the small columns. How many
/// tasks have a tag, a text or a template the planner cannot know, and guessing wrong costs a walk over all tasks, or over all that have it.
/// So those are looked for among the newest first, where the common ones are found at once; what is not is rare, and its own index leads to it.
/// </summary>
static class TaskListQuery
{
    /// <summary>Looking through them takes a few milliseconds; what fills no page among them has at most one task in a hundred.</summary>
    const int Newest = 5_000;

    public static async Task<IReadOnlyList<TaskRecord>> ReadAsync(
        OrchestratorDbContext db, TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        // A value that the planner sees, not a subquery: namespaces differ much in size.
        Guid? namespaceId = await db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => (Guid?)n.Id).FirstOrDefaultAsync(cancellationToken);
        if (namespaceId is not { } home)
        {
            return [];
        }

        IQueryable<TaskRow> tasks = TaskListFilters.ByColumns(db.Tasks.Where(t => t.NamespaceId == home), filter);
        if (filter.MapTaskId is { } mapTaskId)
        {
            return await ReadItemsAsync(db, TaskListFilters.ByContent(db, tasks.Where(t => t.MapTaskId == mapTaskId), filter), filter, after, limit, cancellationToken);
        }

        tasks = After(tasks, after);
        if (filter.ChainId is { } chainId)
        {
            IQueryable<TaskRow> few = TaskListFilters.ByContent(db, TaskListFilters.OfChain(db, tasks, chainId), filter);
            return await TaskListProjection.Of(db, NewestFirstOfFew(few).Take(limit), filter).ToListAsync(cancellationToken);
        }

        if (!TaskListFilters.HasContent(filter))
        {
            return await TaskListProjection.Of(db, NewestFirst(tasks).Take(limit), filter).ToListAsync(cancellationToken);
        }

        IQueryable<TaskRow> newest = TaskListFilters.ByContent(db, NewestFirst(tasks).Take(Newest), filter);
        List<TaskRecord> found = await TaskListProjection.Of(db, NewestFirst(newest).Take(limit), filter).ToListAsync(cancellationToken);
        return found.Count == limit
            ? found
            : await TaskListProjection.Of(db, NewestFirstOfFew(TaskListFilters.ByContent(db, tasks, filter)).Take(limit), filter).ToListAsync(cancellationToken);
    }

    static async Task<IReadOnlyList<TaskRecord>> ReadItemsAsync(
        OrchestratorDbContext db, IQueryable<TaskRow> items, TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (after is not null)
        {
            int index = after.MapIndex;
            items = items.Where(t => t.MapIndex > index);
        }

        return await TaskListProjection.Of(db, items.OrderBy(t => t.MapIndex).Take(limit), filter).ToListAsync(cancellationToken);
    }

    static IQueryable<TaskRow> After(IQueryable<TaskRow> tasks, TaskCursor? after)
    {
        if (after is null)
        {
            return tasks;
        }

        DateTimeOffset createdAt = after.CreatedAt;
        Guid id = after.TaskId;
        return tasks.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.CreatedAt, t.Id), ValueTuple.Create(createdAt, id)));
    }

    static IQueryable<TaskRow> NewestFirst(IQueryable<TaskRow> tasks) => tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id);

    // The same order, which no index has: so an index of the content is used, and not that of the time down to the oldest task.
    static IQueryable<TaskRow> NewestFirstOfFew(IQueryable<TaskRow> tasks)
    {
        TimeSpan nothing = TimeSpan.Zero;
        return tasks.OrderByDescending(t => t.CreatedAt + nothing).ThenByDescending(t => t.Id);
    }
}
