using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>Checks a chain's definition, stores the chain with all its tasks or nothing, and starts it.</summary>
public sealed class CreateChain(ChainDefinitionValidator validator, SubChains subChains, ChainLaunch launch, TimeProvider timeProvider)
{
    /// <param name="violations">What the conversion of the message has found already.</param>
    /// <param name="requestId">The correlation id of a request that has none.</param>
    /// <exception cref="InvalidRequestException">Names everything that is wrong.</exception>
    /// <exception cref="ChainKeyReusedException">Nothing was stored.</exception>
    /// <exception cref="ChainStartRefusedException">It is stored, and has failed.</exception>
    public async Task<LaunchedChain> ExecuteAsync(
        ChainRequest request, Violations violations, string requestId, string actor, CancellationToken cancellationToken)
    {
        TextRules.Check(violations, "name", request.Name, min: 1, max: ChainRequestRules.NameMax);
        TextRules.Check(violations, "description", request.Description, min: 0, max: ChainRequestRules.DescriptionMax);
        ChainRequestRules.CheckInput(violations, request.Input);
        request.Identity.Check(violations, "");
        if (request.Definition is not { } definition)
        {
            violations.Add("definition", "is required");
            throw new InvalidRequestException(violations.Found);
        }

        CheckedDefinition? read = validator.Check(violations, definition, new InputScope.OfInput(request.Input));
        ChainRequestRules.CheckBypass(violations, request.Bypass, definition);
        SubChainTemplates templates = await subChains.ResolveAsync(violations, request.Namespace, definition, self: null, cancellationToken);
        violations.ThrowIfAny();
        return await launch.ExecuteAsync(Build(request, read!, templates, requestId), ChainDifference.Find, actor, cancellationToken);
    }

    NewChain Build(ChainRequest request, CheckedDefinition definition, SubChainTemplates templates, string requestId)
    {
        JsonObject written = DefinitionJson.Write(definition);
        NewChain chain = RequestedChain.Of(
            request.Namespace, request.Name, RequestIdentity.Given(request.Description), request.Input, request.Bypass, request.Identity, requestId,
            what: new JsonObject { ["definition"] = written.DeepClone(), ["input"] = request.Input.DeepClone() },
            asked: new JsonObject
            {
                ["name"] = request.Name,
                ["description"] = request.Description,
                ["definition"] = written,
                ["input"] = request.Input.DeepClone(),
            },
            timeProvider.GetUtcNow());
        return ChainBuilder.Build(chain, definition, templates.Find);
    }
}
