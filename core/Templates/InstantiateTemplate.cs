using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Makes a chain from a template and starts it.</summary>
public sealed class InstantiateTemplate(TemplateChains chains, GetTemplate getTemplate, ChainLaunch launch, TimeProvider timeProvider)
{
    /// <param name="violations">What the conversion of the message has found already.</param>
    /// <param name="requestId">The correlation id of a request that has none.</param>
    /// <exception cref="InvalidRequestException">Names everything that is wrong.</exception>
    /// <exception cref="TemplateNotFoundException"/>
    /// <exception cref="TemplateInactiveException"/>
    /// <exception cref="ChainKeyReusedException">Nothing was stored.</exception>
    public async Task<LaunchedChain> ExecuteAsync(
        InstantiateRequest request, Violations violations, string requestId, string actor, CancellationToken cancellationToken)
    {
        TextRules.Check(violations, "chain_name", request.ChainName, min: 0, max: ChainRequestRules.NameMax);
        ChainRequestRules.CheckInput(violations, request.Input);
        request.Identity.Check(violations, "");
        violations.ThrowIfAny();
        TemplateRecord template = await getTemplate.FindAsync(request.Namespace, request.Name, request.Version, cancellationToken);
        if (!template.Active)
        {
            throw new TemplateInactiveException(template.FullName);
        }

        NewChain chain = await chains.BuildAsync(violations, template, request.Namespace, Start(request, requestId), cancellationToken);
        violations.ThrowIfAny();
        return await launch.ExecuteAsync(chain, (wanted, existing) => DifferenceOf(request, wanted, existing), actor, cancellationToken);
    }

    NewChain Start(InstantiateRequest request, string requestId)
    {
        string name = request.ChainName.Length == 0 ? request.Name : request.ChainName;
        return RequestedChain.Of(
            request.Namespace, name, description: null, request.Input, request.Bypass, request.Identity, requestId,
            what: Meaning(request),
            asked: new JsonObject { ["chain_name"] = name, ["what"] = Meaning(request) },
            timeProvider.GetUtcNow());
    }

    static JsonObject Meaning(InstantiateRequest request) => new()
    {
        ["template"] = request.Name,
        ["version"] = request.Version,
        ["input"] = request.Input.DeepClone(),
    };

    // Which version "the latest" is may have changed since: then that is not what differs.
    static string DifferenceOf(InstantiateRequest request, NewChain wanted, ChainContent existing)
    {
        string field = ChainDifference.Find(wanted, existing);
        return field == "name" ? "chain_name"
            : field.StartsWith("definition", StringComparison.Ordinal) || field == "description" ? request.Version.Length == 0 ? "name" : "version"
            : field;
    }
}

/// <summary>A template's chain as a client asks for it, before it was checked.</summary>
/// <param name="Version">Empty: the latest active one.</param>
/// <param name="ChainName">Empty: the template's.</param>
/// <param name="Bypass">Keys of nodes to be skipped.</param>
public sealed record InstantiateRequest(
    string Namespace,
    string Name,
    string Version,
    JsonObject Input,
    string ChainName,
    IReadOnlyList<string> Bypass,
    RequestIdentity Identity);
