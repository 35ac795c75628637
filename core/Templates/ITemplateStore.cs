namespace Orchestrator.Core.Templates;

/// <summary>The published templates. Namespaces are given by name; versions are immutable.</summary>
public interface ITemplateStore
{
    /// <param name="version">Null: the latest active one, by precedence; a pre-release only where there is no release.</param>
    /// <returns>With its definition; null when there is no such template.</returns>
    Task<TemplateRecord?> FindAsync(string @namespace, string name, string? version, CancellationToken cancellationToken);

    /// <returns>The templates that its sub-chains name, as they were written.</returns>
    Task<IReadOnlyList<string>> ReadSubChainsAsync(Guid templateId, CancellationToken cancellationToken);
}
