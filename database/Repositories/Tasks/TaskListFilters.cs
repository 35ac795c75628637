using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>What each part of a <see cref="TaskFilter"/> asks of a task.</summary>
static class TaskListFilters
{
    /// <summary>Whether it asks for what the planner has no figures of.</summary>
    public static bool HasContent(TaskFilter filter) => filter.Tags.Count > 0 || filter.SearchText.Length > 0;

    public static IQueryable<TaskRow> ByColumns(
        OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter, TaskOrigin origin)
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

        if (filter.CorrelationId.Length > 0)
        {
            tasks = tasks.Where(t => t.CorrelationId == filter.CorrelationId);
        }

        if (filter.CreatedAfter is { } createdAfter)
        {
            tasks = tasks.Where(t => t.CreatedAt > createdAfter);
        }

        if (filter.CreatedBefore is { } createdBefore)
        {
            tasks = tasks.Where(t => t.CreatedAt < createdBefore);
        }

        return ByOrigin(db, tasks, filter, origin);
    }

    public static IQueryable<TaskRow> ByContent(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter)
    {
        if (filter.Tags.Count > 0)
        {
            string tags = JsonSerializer.Serialize(filter.Tags);
            tasks = tasks.Where(t => EF.Functions.JsonContains(t.Tags, tags));
        }

        return filter.SearchText.Length == 0 ? tasks : Search(db, tasks, filter.SearchText);
    }

    static IQueryable<TaskRow> ByOrigin(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter, TaskOrigin origin)
    {
        if (filter.ChainId is { } chainId)
        {
            Guid?[] maps = origin.Maps;
            tasks = maps.Length == 0
                ? tasks.Where(t => t.ChainId == chainId)
                : tasks.Where(t => t.ChainId == chainId || maps.Contains(t.MapTaskId));
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
