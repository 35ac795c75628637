using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>What each part of a <see cref="TaskFilter"/> asks of a task.</summary>
static class TaskListFilters
{
    /// <summary>Whether it asks for what the planner has no figures of.</summary>
    public static bool HasContent(TaskFilter filter) => filter.Tags.Count > 0 || filter.SearchText.Length > 0 || filter.Template.Length > 0;

    /// <summary>All tasks that the filter finds, in no order.</summary>
    public static IQueryable<TaskRow> All(OrchestratorDbContext db, TaskFilter filter)
    {
        // A scalar subquery is looked up once, before the scan; a join would hide the namespace from the index.
        IQueryable<TaskRow> tasks = ByColumns(
            db.Tasks.Where(t => t.NamespaceId == db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => n.Id).FirstOrDefault()), filter);
        if (filter.ChainId is { } chainId)
        {
            tasks = OfChain(db, tasks, chainId);
        }

        if (filter.MapTaskId is { } mapTaskId)
        {
            tasks = tasks.Where(t => t.MapTaskId == mapTaskId);
        }

        return ByContent(db, tasks, filter);
    }

    public static IQueryable<TaskRow> ByColumns(IQueryable<TaskRow> tasks, TaskFilter filter)
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

        return tasks;
    }

    public static IQueryable<TaskRow> ByContent(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter)
    {
        if (filter.Tags.Count > 0)
        {
            string tags = JsonSerializer.Serialize(filter.Tags);
            tasks = tasks.Where(t => EF.Functions.JsonContains(t.Tags, tags));
        }

        if (filter.Template.Length > 0)
        {
            IQueryable<Guid?> chains = ChainsOf(db, filter);
            tasks = tasks.Where(t => chains.Contains(t.ChainId));
        }

        return filter.SearchText.Length == 0 ? tasks : Search(db, tasks, filter.SearchText);
    }

    /// <summary>The chain's tasks and the items of its maps.</summary>
    public static IQueryable<TaskRow> OfChain(OrchestratorDbContext db, IQueryable<TaskRow> tasks, Guid chainId)
    {
        // The ids of both first, each by its index: an OR would leave the planner nothing but a walk over all tasks.
        IQueryable<TaskRow> nodes = db.Tasks.Where(t => t.ChainId == chainId);
        IQueryable<Guid> ids = nodes.Select(t => t.Id)
            .Concat(nodes.Join(db.Tasks, node => (Guid?)node.Id, item => item.MapTaskId, (_, item) => item.Id));
        return tasks.Where(t => ids.Contains(t.Id));
    }

    static IQueryable<Guid?> ChainsOf(OrchestratorDbContext db, TaskFilter filter)
    {
        if (!TemplateReference.TryParse(filter.Template, out TemplateReference? reference, out string? problem))
        {
            throw new ArgumentException(problem, nameof(filter));
        }

        string owner = reference.Namespace ?? filter.Namespace;
        string? version = reference.Version?.Text;
        IQueryable<Guid?> templates = db.ChainTemplates
            .Where(x => x.Name == reference.Name && x.NamespaceId == db.Namespaces.Where(n => n.Name == owner).Select(n => n.Id).FirstOrDefault())
            .Where(x => version == null || x.Version == version)
            .Select(x => (Guid?)x.Id);
        return db.TaskChains.Where(c => templates.Contains(c.TemplateId)).Select(c => (Guid?)c.Id);
    }

    static IQueryable<TaskRow> Search(OrchestratorDbContext db, IQueryable<TaskRow> tasks, string text)
    {
        string pattern = LikePattern.Containing(text);
        return tasks.Where(t => db.TaskSearch.Any(s => s.TaskId == t.Id && EF.Functions.ILike(s.Body, pattern, LikePattern.Escape)));
    }
}
