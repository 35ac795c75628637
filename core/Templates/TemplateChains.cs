using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Makes the rows of a chain from a template and an input.</summary>
public sealed class TemplateChains(TemplateValidator validator, SubChains subChains)
{
    /// <param name="chain">All but what the template decides; its context is the input as it was given.</param>
    /// <param name="namespace">Of the chain.</param>
    /// <returns>The chain; unusable when violations were added.</returns>
    /// <exception cref="TemplateUnusableException">What was published is not taken any more.</exception>
    public async Task<NewChain> BuildAsync(
        Violations violations, TemplateRecord template, string @namespace, NewChain chain, CancellationToken cancellationToken)
    {
        CheckedDefinition definition = validator.ReadPublished(template);
        JsonObject json = JsonNode.Parse(template.InputSchema)!.AsObject();
        InputSchema schema = await InputSchema.ReadAsync(violations, json, cancellationToken)
            ?? throw new TemplateUnusableException(template.FullName, violations.Found);
        JsonObject input = schema.Complete(violations, chain.Context);
        ChainRequestRules.CheckBypass(violations, chain.Bypass, definition.Source);
        SubChainTemplates templates = await subChains.ResolveAsync(violations, template.Namespace, definition.Source, self: null, cancellationToken);
        return violations.Found.Count > 0
            ? chain
            : ChainBuilder.Build(chain with { TemplateId = template.Id, Description = NullIfEmpty(template.Description), Context = input, Namespace = @namespace }, definition, templates.Find);
    }

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
