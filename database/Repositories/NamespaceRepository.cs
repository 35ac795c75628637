using Microsoft.EntityFrameworkCore;

namespace Orchestrator.Database.Repositories;

/// <summary>Names of namespaces to ids. A namespace is made on first use and never renamed.</summary>
sealed class NamespaceRepository(IDbContextFactory<OrchestratorDbContext> contexts)
{
    static readonly Func<OrchestratorDbContext, string, CancellationToken, Task<Guid?>> FindId =
        EF.CompileAsyncQuery((OrchestratorDbContext context, string name, CancellationToken cancellationToken) =>
            context.Namespaces.AsNoTracking().Where(n => n.Name == name).Select(n => (Guid?)n.Id).SingleOrDefault());

    /// <returns>Null when there is no such namespace.</returns>
    public async Task<Guid?> FindIdAsync(string name, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindId(context, name, cancellationToken);
    }

    /// <param name="name">1 to 63 lower-case letters, digits and hyphens: checked by the caller, and by the table.</param>
    public async Task<Guid> GetOrCreateIdAsync(string name, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindId(context, name, cancellationToken) is Guid id)
        {
            return id;
        }

        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO orchestrator.namespaces (id, name) VALUES ({Guid.CreateVersion7()}, {name})
            ON CONFLICT ON CONSTRAINT namespace_name_already_used DO NOTHING
            """,
            cancellationToken);
        return await FindId(context, name, cancellationToken)
            ?? throw new InvalidOperationException($"Namespace '{name}' was removed while it was being made");
    }
}
