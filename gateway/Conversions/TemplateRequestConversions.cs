using Orchestrator.Core.Identity;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Reads which template a request is about, and what is wanted of it.</summary>
static class TemplateRequestConversions
{
    /// <param name="versions">The versions that are named, by field; an empty one is the latest unless it is required.</param>
    /// <returns>The namespace.</returns>
    public static string Read(Violations violations, string @namespace, string name, bool areRequired, params (string Field, string Version)[] versions)
    {
        if (!TemplateReference.IsName(name))
        {
            violations.Add("name", name.Length == 0 ? "is required: a template's name" : $"must be {TemplateReference.NameRule}");
        }

        foreach ((string field, string version) in versions)
        {
            if (version.Length == 0 ? areRequired : SemanticVersion.TryParse(version) is null)
            {
                violations.Add(field, version.Length == 0 ? $"is required: {SemanticVersion.Rule}" : $"must be {SemanticVersion.Rule}");
            }
        }

        return NamespaceName.Read(violations, "namespace", @namespace);
    }

    public static InstantiateRequest ToRequest(Violations violations, Proto.InstantiateTemplateRequest request) => new(
        Read(violations, request.Namespace, request.Name, areRequired: false, ("version", request.Version)),
        request.Name,
        request.Version,
        request.Input is { } input ? StructConversions.ToJson(violations, "input", input) : [],
        request.ChainName,
        request.Bypass,
        new RequestIdentity(
            IdentityConversions.ToStrategy(violations, "identity", request.Identity),
            request.IdempotencyKey,
            request.Initiator,
            request.SourceSystem,
            request.CorrelationId));
}
