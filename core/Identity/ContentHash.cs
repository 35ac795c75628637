using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Identity;

/// <summary>SHA-256, in lower-case hex, of what JSON means.</summary>
public static class ContentHash
{
    public static string Of(JsonNode meaning) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(meaning))));

    /// <summary>By which requests of the same content are one, as long as the minute is the same.</summary>
    /// <param name="what">Work or input: what distinguishes it beside name and origin.</param>
    public static string OfRequest(string name, string @namespace, RequestIdentity identity, JsonNode what, DateTimeOffset now) =>
        Of(new JsonObject
        {
            ["name"] = name,
            ["namespace"] = @namespace,
            ["initiator"] = identity.Initiator,
            ["source_system"] = identity.SourceSystem,
            ["what"] = what.DeepClone(),
            ["minute"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        });
}
