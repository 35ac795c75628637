using Orchestrator.Core.Templates;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Walks from a template to the templates of its sub-chains and on, each once, until one comes back to where it has been.</summary>
/// <param name="self">A template that is about to be published; null: none.</param>
sealed class SubChainWalk(ITemplateStore templates, TemplateIdentity? self)
{
    readonly HashSet<string> _endsWell = [];

    /// <returns>The template, or why it cannot be a sub-chain.</returns>
    public async Task<(TemplateRecord? Template, string? Problem)> CheckAsync(
        string @namespace, TemplateReference reference, CancellationToken cancellationToken)
    {
        string home = reference.Namespace ?? @namespace;
        TemplateRecord? template = await templates.FindAsync(home, reference.Name, reference.Version?.Text, cancellationToken);
        if (IsSelf(home, reference, template))
        {
            return (null, $"would contain itself: {self!.FullName} -> {self.FullName}");
        }

        if (template is null)
        {
            return (null, reference.Version is null ? "is no template with an active version" : "is no published template");
        }

        List<string> path = self is null ? [] : [self.FullName];
        return (template, template.Active ? await FindProblemAsync(template, path, cancellationToken) : "is not active");
    }

    async Task<string?> FindProblemAsync(TemplateRecord template, List<string> path, CancellationToken cancellationToken)
    {
        if (_endsWell.Contains(template.FullName))
        {
            return null;
        }

        string way = string.Join(" -> ", path.Append(template.FullName));
        if (path.Contains(template.FullName))
        {
            return $"would contain itself: {way}";
        }

        if (path.Count >= SubChains.DepthMax)
        {
            return $"is more than {SubChains.DepthMax} sub-chains deep: {way}";
        }

        path.Add(template.FullName);
        foreach (string written in await templates.ReadSubChainsAsync(template.Id, cancellationToken))
        {
            if (!TemplateReference.TryParse(written, out TemplateReference? reference, out _))
            {
                continue;
            }

            string home = reference.Namespace ?? template.Namespace;
            TemplateRecord? next = await templates.FindAsync(home, reference.Name, reference.Version?.Text, cancellationToken);
            string? problem = IsSelf(home, reference, next) ? $"would contain itself: {way} -> {self!.FullName}"
                : next is null ? $"has a sub-chain '{written}' that is no published template"
                : await FindProblemAsync(next, path, cancellationToken);
            if (problem is not null)
            {
                return problem;
            }
        }

        path.RemoveAt(path.Count - 1);
        _endsWell.Add(template.FullName);
        return null;
    }

    // Once it is published, "latest" means it where it is the later one.
    bool IsSelf(string home, TemplateReference reference, TemplateRecord? published) =>
        self is not null && home == self.Namespace && reference.Name == self.Name
        && (reference.Version is { } version
            ? version.Text == self.Version.Text
            : published is null || SemanticVersion.Order.Compare(SemanticVersion.TryParse(published.Version)!, self.Version) <= 0);
}
