using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Identity;

/// <summary>Who asks for a new object, and how the same request is known again. What is empty was not given.</summary>
/// <param name="Initiator">Who or what wanted it.</param>
/// <param name="SourceSystem">Where it came from.</param>
public sealed record RequestIdentity(
    IdentityStrategy Strategy = IdentityStrategy.Unspecified,
    string IdempotencyKey = "",
    string Initiator = "",
    string SourceSystem = "",
    string CorrelationId = "")
{
    const int KeyMax = 255;
    const int OriginMax = 100;
    const int CorrelationMax = 128;

    /// <param name="at">Path before the request's own fields, with its final dot; empty for none.</param>
    public void Check(Violations violations, string at)
    {
        TextRules.Check(violations, $"{at}idempotency_key", IdempotencyKey, min: 0, max: KeyMax);
        TextRules.Check(violations, $"{at}initiator", Initiator, min: 0, max: OriginMax);
        TextRules.Check(violations, $"{at}source_system", SourceSystem, min: 0, max: OriginMax);
        TextRules.Check(violations, $"{at}correlation_id", CorrelationId, min: 0, max: CorrelationMax);
        if (Strategy == IdentityStrategy.CallerKey && IdempotencyKey.Length == 0)
        {
            violations.Add($"{at}idempotency_key", "is required: the identity is the caller's key");
        }
        else if (Strategy is IdentityStrategy.None or IdentityStrategy.Content && IdempotencyKey.Length > 0)
        {
            violations.Add($"{at}idempotency_key", "must be empty: the identity is another one");
        }
    }

    /// <returns>Null: none.</returns>
    public string? Key => Given(IdempotencyKey);

    /// <param name="what">Work or input: what distinguishes the content beside name and origin.</param>
    /// <returns>Null when the same content asked for again is another object.</returns>
    public string? ContentHashOf(string name, string @namespace, JsonNode what, DateTimeOffset now) =>
        Strategy == IdentityStrategy.Content ? ContentHash.OfRequest(name, @namespace, this, what, now) : null;

    public static string? Given(string text) => text.Length == 0 ? null : text;
}
