using System.Collections.Concurrent;
using Orchestrator.Core.Namespaces;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>Ids of namespaces, asked for once: they are never renamed or deleted.</summary>
sealed class RememberedNamespaces(NamespaceRepository namespaces) : INamespaceStore
{
    readonly ConcurrentDictionary<string, Guid> _known = new();

    public async Task<Guid> EnsureAsync(string name, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(name, out Guid id))
        {
            id = await namespaces.GetOrCreateIdAsync(name, cancellationToken);
            _known[name] = id;
        }

        return id;
    }

    /// <returns>Null when no task or chain was ever in it; asked for again the next time.</returns>
    public async Task<Guid?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out Guid known))
        {
            return known;
        }

        Guid? found = await namespaces.FindIdAsync(name, cancellationToken);
        if (found is { } id)
        {
            _known[name] = id;
        }

        return found;
    }
}
