namespace Orchestrator.Core.Templates;

/// <summary>The published templates. Namespaces are given by name; versions are immutable.</summary>
public interface ITemplateStore
{
    /// <param name="version">Null: the latest active one, by precedence; a pre-release only where there is no release.</param>
    /// <returns>With its definition; null when there is no such template.</returns>
    Task<TemplateRecord?> FindAsync(string @namespace, string name, string? version, CancellationToken cancellationToken);

    /// <returns>With its definition; null when there is no such template.</returns>
    Task<TemplateRecord?> FindAsync(Guid templateId, CancellationToken cancellationToken);

    /// <returns>The templates that its sub-chains name, as they were written.</returns>
    Task<IReadOnlyList<string>> ReadSubChainsAsync(Guid templateId, CancellationToken cancellationToken);

    /// <summary>Stores a version with its nodes and edges, in one transaction; makes the namespace on its first use.</summary>
    /// <param name="actor">Who publishes it.</param>
    /// <returns>False when the version is there already; nothing was stored.</returns>
    Task<bool> TryPublishAsync(TemplateDocument document, string actor, CancellationToken cancellationToken);

    /// <returns>False when there is no such version.</returns>
    Task<bool> SetActiveAsync(
        string @namespace, string name, string version, bool active, string actor, CancellationToken cancellationToken);

    /// <param name="name">Empty: all.</param>
    /// <returns>Every version, in no order.</returns>
    Task<IReadOnlyList<TemplateVersion>> ListVersionsAsync(string @namespace, string name, CancellationToken cancellationToken);

    /// <returns>Those of <paramref name="ids"/> that exist, without definitions, in no order.</returns>
    Task<IReadOnlyList<TemplateRecord>> ReadHeadersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}

public sealed record TemplateVersion(Guid Id, string Name, string Version, bool Active);
