using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>A page of tasks, newest first or by index: the filters that are set, then the keyset, then the small columns.</summary>
static class TaskListQuery
{
    /// <param name="byIndex">A map's items in their order; else newest first.</param>
    public static async Task<List<TaskRecord>> ReadAsync(
        OrchestratorDbContext db, TaskFilter filter, bool byIndex, TaskCursor? after, int limit, TaskOrigin origin, CancellationToken cancellationToken)
    {
        if (LabelledTextQuery.Fits(filter))
        {
            return await LabelledTextQuery.ReadAsync(db, filter, after, limit, origin, cancellationToken);
        }

        IQueryable<TaskRow> tasks = Narrow(db, OfNamespace(db, filter, origin), filter, origin);
        IQueryable<TaskRow> page = byIndex ? ByIndex(tasks, after) : NewestFirst(tasks, after);
        return await page.Take(limit).Select(TaskProjections.Listed).ToListAsync(cancellationToken);
    }

    public static Task<int> CountAsync(OrchestratorDbContext db, TaskFilter filter, TaskOrigin origin, CancellationToken cancellationToken) =>
        Narrow(db, OfNamespace(db, filter, origin), filter, origin).CountAsync(cancellationToken);

    public static IQueryable<TaskRow> NewestFirst(IQueryable<TaskRow> tasks, TaskCursor? after)
    {
        if (after is not null)
        {
            DateTimeOffset createdAt = after.CreatedAt;
            Guid id = after.TaskId;
            tasks = tasks.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.CreatedAt, t.Id), ValueTuple.Create(createdAt, id)));
        }

        return tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id);
    }

    static IQueryable<TaskRow> ByIndex(IQueryable<TaskRow> items, TaskCursor? after)
    {
        if (after is not null)
        {
            int index = after.MapIndex;
            items = items.Where(t => t.MapIndex > index);
        }

        return items.OrderBy(t => t.MapIndex);
    }

    /// <summary>All that begins a walk along the creation times, and ends it.</summary>
    public static IQueryable<TaskRow> OfNamespace(OrchestratorDbContext db, TaskFilter filter, TaskOrigin origin)
    {
        Guid namespaceId = origin.NamespaceId ?? Guid.Empty;
        IQueryable<TaskRow> tasks = db.Tasks.Where(t => t.NamespaceId == namespaceId);
        if (filter.CreatedAfter is { } createdAfter)
        {
            tasks = tasks.Where(t => t.CreatedAt > createdAfter);
        }

        if (filter.CreatedBefore is { } createdBefore)
        {
            tasks = tasks.Where(t => t.CreatedAt < createdBefore);
        }

        return tasks;
    }

    /// <summary>By everything else; by a text only where <paramref name="filter"/> still has one.</summary>
    public static IQueryable<TaskRow> Narrow(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter, TaskOrigin origin)
    {
        if (filter.Statuses.Count > 0)
        {
            TaskRecordStatus[] statuses = [.. filter.Statuses.Distinct()];
            tasks = tasks.Where(t => statuses.Contains(t.Status));
        }

        if (filter.Handler.Length > 0)
        {
            tasks = tasks.Where(t => t.TaskName == filter.Handler);
        }

        if (filter.Tags.Count > 0)
        {
            string tags = JsonSerializer.Serialize(filter.Tags);
            tasks = tasks.Where(t => EF.Functions.JsonContains(t.Tags, tags));
        }

        if (filter.CorrelationId.Length > 0)
        {
            tasks = tasks.Where(t => t.CorrelationId == filter.CorrelationId);
        }

        tasks = NarrowToOrigin(db, tasks, filter, origin);
        return filter.SearchText.Length == 0 ? tasks : Search(db, tasks, filter.SearchText);
    }

    static IQueryable<TaskRow> NarrowToOrigin(
        OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter, TaskOrigin origin)
    {
        if (filter.ChainId is { } chainId)
        {
            Guid?[] maps = origin.Maps;
            tasks = maps.Length == 0
                ? tasks.Where(t => t.ChainId == chainId)
                : tasks.Where(t => t.ChainId == chainId || maps.Contains(t.MapTaskId));
        }

        if (origin.From is { } begun)
        {
            tasks = tasks.Where(t => t.CreatedAt >= begun);
        }

        if (origin.To is { } ended)
        {
            tasks = tasks.Where(t => t.CreatedAt <= ended);
        }

        if (filter.MapTaskId is { } mapTaskId)
        {
            tasks = tasks.Where(t => t.MapTaskId == mapTaskId);
        }

        if (filter.Template.Length > 0)
        {
            // Both say the same. By the first the planner knows how many there are; by the second it finds them where they are few.
            Guid?[] templates = origin.Templates;
            tasks = tasks.Where(t => templates.Contains(t.TemplateId)
                && db.TaskChains.Any(c => (Guid?)c.Id == t.ChainId && templates.Contains(c.TemplateId)));
        }

        return tasks;
    }

    static IQueryable<TaskRow> Search(OrchestratorDbContext db, IQueryable<TaskRow> tasks, string text)
    {
        string pattern = LikePattern.Containing(text);
        return tasks.Where(t => db.TaskSearch.Any(s => s.TaskId == t.Id && EF.Functions.ILike(s.Body, pattern, LikePattern.Escape)));
    }
}
