using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Identity;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>A chain as its request describes it, before it has tasks and edges.</summary>
static class RequestedChain
{
    /// <param name="requestId">The correlation id of a request that has none.</param>
    /// <param name="what">What distinguishes the content beside name and origin.</param>
    /// <param name="asked">What the same idempotency key must ask for again, beside bypass and origin.</param>
    public static NewChain Of(
        string @namespace, string name, string? description, JsonObject input, IReadOnlyList<string> bypass, RequestIdentity identity, string requestId,
        JsonNode what, JsonObject asked, DateTimeOffset now)
    {
        asked["bypass"] = new JsonArray([.. bypass.Distinct().Order(StringComparer.Ordinal).Select(key => JsonValue.Create(key))]);
        asked["initiator"] = identity.Initiator;
        asked["source_system"] = identity.SourceSystem;
        return new NewChain(
            Guid.CreateVersion7(),
            @namespace,
            name,
            description,
            TemplateId: null,
            input,
            MaxParallel: null,
            ContinueOnFailure: false,
            bypass,
            identity.ContentHashOf(name, @namespace, what, now),
            RequestIdentity.Given(identity.CorrelationId) ?? requestId,
            Tasks: [],
            Edges: [])
        {
            Initiator = RequestIdentity.Given(identity.Initiator),
            SourceSystem = RequestIdentity.Given(identity.SourceSystem),
            IdempotencyKey = identity.Key,
            RequestHash = ContentHash.Of(asked),
        };
    }
}
