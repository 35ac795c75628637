using Orchestrator.Core.Validation;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Reads which task a request is about.</summary>
static class TaskReferenceConversions
{
    public const int MaxReason = 500;

    /// <param name="reason">Empty becomes null.</param>
    /// <exception cref="InvalidRequestException"/>
    public static (string Namespace, Guid TaskId, string? Reason) Read(string @namespace, string taskId, string reason = "")
    {
        var violations = new Violations();
        string name = NamespaceName.Read(violations, "namespace", @namespace);
        Guid id = IdConversions.ToId(violations, "task_id", taskId);
        TextRules.Check(violations, "reason", reason, min: 0, max: MaxReason);
        violations.ThrowIfAny();
        return (name, id, reason.Length == 0 ? null : reason);
    }
}
