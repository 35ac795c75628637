using Orchestrator.Core.Templates;

namespace Orchestrator.Core.Tests.Templates;

/// <summary>A store in memory: versions by name, with the references of their sub-chains.</summary>
sealed class MemoryTemplates : ITemplateStore
{
    readonly List<(TemplateRecord Template, string[] SubChains)> _all = [];

    public MemoryTemplates Add(string @namespace, string name, string version, params string[] subChains)
    {
        _all.Add((new TemplateRecord
        {
            Id = Guid.CreateVersion7(),
            Namespace = @namespace,
            Name = name,
            Version = version,
            Active = true,
            InputSchema = """{"properties": {"text": {}, "tone": {"default": "plain"}}, "required": ["text", "tone"]}""",
            DefinitionHash = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
        }, subChains));
        return this;
    }

    public Task<TemplateRecord?> FindAsync(string @namespace, string name, string? version, CancellationToken cancellationToken)
    {
        TemplateRecord[] found = [.. _all.Select(t => t.Template).Where(t => t.Namespace == @namespace && t.Name == name)];
        string? wanted = version ?? SemanticVersion.LatestOf(found.Select(t => t.Version));
        return Task.FromResult(found.FirstOrDefault(t => t.Version == wanted));
    }

    public Task<TemplateRecord?> FindAsync(Guid templateId, CancellationToken cancellationToken) =>
        Task.FromResult(_all.Select(t => t.Template).FirstOrDefault(t => t.Id == templateId));

    public Task<IReadOnlyList<string>> ReadSubChainsAsync(Guid templateId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(_all.Single(t => t.Template.Id == templateId).SubChains);

    public Task<bool> TryPublishAsync(TemplateDocument document, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> SetActiveAsync(string @namespace, string name, string version, bool active, string actor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TemplateVersion>> ListVersionsAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TemplateVersion>>(
            [.. _all.Select(t => t.Template).Where(t => t.Namespace == @namespace && (name.Length == 0 || t.Name == name)).Select(t => new TemplateVersion(t.Id, t.Name, t.Version, t.Active))]);

    public Task<IReadOnlyList<TemplateRecord>> ReadHeadersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TemplateRecord>>([.. _all.Select(t => t.Template).Where(t => ids.Contains(t.Id))]);
}
