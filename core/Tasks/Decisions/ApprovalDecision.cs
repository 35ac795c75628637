using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Tasks.Decisions;

/// <summary>What somebody decided about an approval: payload of the signal <see cref="RunTaskInput.DecisionEvent"/>, whose row is the truth.</summary>
/// <param name="SignalId">A signal may arrive twice; the second changes nothing.</param>
/// <param name="By">Actor; <see cref="ByTimeout"/> when nobody decided in time.</param>
/// <param name="Answer">JSON, any value; null: none.</param>
public sealed record ApprovalDecision(Guid SignalId, bool IsApproved, string By, string? Comment = null, JsonNode? Answer = null)
{
    public const string ByTimeout = "timeout";

    /// <summary>Error type of an approval that was rejected.</summary>
    public const string Rejected = "rejected";

    const string Approved = "approved";

    public string Word => IsApproved ? Approved : Rejected;

    public string ToJson() => JsonSerializer.Serialize(this);

    public static ApprovalDecision Parse(string json) => JsonSerializer.Deserialize<ApprovalDecision>(json)!;

    /// <summary>The approval's structured output, JSON.</summary>
    public string ToOutput() => new JsonObject
    {
        ["decision"] = Word,
        ["by"] = By,
        ["comment"] = Comment,
        ["answer"] = Answer?.DeepClone(),
    }.ToJsonString();
}
