using Orchestrator.Core.Access;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Finds the templates of a definition's sub-chains, and refuses those that are not there or would contain themselves.</summary>
/// <param name="foreign">Asked before a template of another namespace is looked for; null: nobody's call is on the way, all may be read.</param>
public sealed class SubChains(ITemplateStore templates, IForeignNamespaces? foreign = null)
{
    /// <summary>Levels of sub-chains in sub-chains.</summary>
    public const int DepthMax = 8;

    /// <param name="namespace">Of templates that are named without one.</param>
    /// <param name="self">The template whose definition this is, not yet published; null: it is no template's.</param>
    public async Task<SubChainTemplates> ResolveAsync(
        Violations violations, string @namespace, ChainDefinition definition, TemplateIdentity? self, CancellationToken cancellationToken)
    {
        var walk = new SubChainWalk(templates, self);
        var found = new Dictionary<string, TemplateRecord>();
        foreach (ChainNode node in definition.Nodes)
        {
            if (node.Work is not NodeWork.SubChain subChain || !TemplateReference.TryParse(subChain.Template, out TemplateReference? reference, out _))
            {
                continue;
            }

            if (reference.Namespace is { } other && other != @namespace)
            {
                foreign?.DemandRead(other);
            }

            string field = node.Fields.Of("sub_chain.template");
            (TemplateRecord? template, string? problem) = await walk.CheckAsync(@namespace, reference, cancellationToken);
            if (problem is not null)
            {
                violations.Add(field, node.Explain($"'{subChain.Template}' {problem}"));
            }
            else if (template is not null)
            {
                found[subChain.Template] = template;
                SubChainInput.Check(violations, node, subChain.Input, template);
            }
        }

        return new SubChainTemplates(found);
    }
}

/// <summary>The templates of a definition's sub-chains, by the reference as it was written.</summary>
public sealed class SubChainTemplates(IReadOnlyDictionary<string, TemplateRecord> templates)
{
    public ResolvedTemplate Find(string reference) => new(templates[reference].Id, templates[reference].FullName);
}

/// <summary>What a template is called.</summary>
public sealed record TemplateIdentity(string Namespace, string Name, SemanticVersion Version)
{
    public string FullName => $"{Namespace}/{Name}@{Version}";
}
