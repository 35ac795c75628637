using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Templates;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>
/// The ids that a filter's namespace, chain and template stand for, looked up first: with them in hand each part of the filter has its index;
/// a join or a subquery in their place leaves the planner to guess (how large a namespace is, for one).
/// </summary>
/// <param name="NamespaceId">Null: no task was ever in it.</param>
/// <param name="Maps">Of the filter's chain.</param>
/// <param name="From">When the chain's first task was created; null: no chain. A walk along the creation times begins and ends with the chain.</param>
/// <param name="To">When the chain ended; null: it has not.</param>
sealed record TaskOrigin(Guid? NamespaceId, Guid?[] Maps, DateTimeOffset? From, DateTimeOffset? To, Guid?[] Templates)
{
    const string MapKind = "map";

    public static async Task<TaskOrigin> FindAsync(
        OrchestratorDbContext db, RememberedNamespaces namespaces, TaskFilter filter, CancellationToken cancellationToken)
    {
        Guid? namespaceId = await namespaces.FindAsync(filter.Namespace, cancellationToken);
        Guid?[] templates = filter.Template.Length == 0 ? [] : await FindTemplatesAsync(db, filter, cancellationToken);
        if (filter.ChainId is not { } chainId)
        {
            return new TaskOrigin(namespaceId, [], From: null, To: null, templates);
        }

        IQueryable<TaskRow> nodes = db.Tasks.Where(t => t.ChainId == chainId);
        Guid?[] maps = await nodes.Where(t => t.NodeKind == MapKind).Select(t => (Guid?)t.Id).ToArrayAsync(cancellationToken);
        DateTimeOffset? from = await nodes.MinAsync(t => (DateTimeOffset?)t.CreatedAt, cancellationToken);
        DateTimeOffset? to = await db.TaskChains.Where(c => c.Id == chainId).Select(c => c.CompletedAt).FirstOrDefaultAsync(cancellationToken);
        return new TaskOrigin(namespaceId, maps, from, to, templates);
    }

    static async Task<Guid?[]> FindTemplatesAsync(OrchestratorDbContext db, TaskFilter filter, CancellationToken cancellationToken)
    {
        if (!TemplateReference.TryParse(filter.Template, out TemplateReference? reference, out string? problem))
        {
            throw new ArgumentException(problem, nameof(filter));
        }

        string owner = reference.Namespace ?? filter.Namespace;
        string? version = reference.Version?.Text;
        IQueryable<ChainTemplateRow> templates = db.ChainTemplates.Where(x =>
            x.Name == reference.Name && x.NamespaceId == db.Namespaces.Where(n => n.Name == owner).Select(n => n.Id).FirstOrDefault());
        return await (version is null ? templates : templates.Where(x => x.Version == version))
            .Select(x => (Guid?)x.Id).ToArrayAsync(cancellationToken);
    }
}
