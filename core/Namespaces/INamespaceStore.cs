namespace Orchestrator.Core.Namespaces;

/// <summary>Namespaces by name; they are made on first use and never renamed.</summary>
public interface INamespaceStore
{
    /// <returns>The namespace's id; it is made when there is none of this name.</returns>
    Task<Guid> EnsureAsync(string name, CancellationToken cancellationToken);
}
