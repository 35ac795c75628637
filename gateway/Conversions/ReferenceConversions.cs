using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Reads what a request is about.</summary>
static class ReferenceConversions
{
    public const int MaxReason = 500;

    /// <param name="field">Of the id: <c>task_id</c>.</param>
    /// <param name="reason">Empty becomes null.</param>
    /// <exception cref="InvalidRequestException"/>
    public static (string Namespace, Guid Id, string? Reason) Read(string @namespace, string field, string idText, string reason = "")
    {
        var violations = new Violations();
        string name = NamespaceName.Read(violations, "namespace", @namespace);
        Guid id = IdConversions.ToId(violations, field, idText);
        TextRules.Check(violations, "reason", reason, min: 0, max: MaxReason);
        violations.ThrowIfAny();
        return (name, id, reason.Length == 0 ? null : reason);
    }
}
