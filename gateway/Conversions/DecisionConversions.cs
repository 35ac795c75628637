using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Tasks.Decisions;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Checks and reads what people put in a task's place.</summary>
static class DecisionConversions
{
    const int MaxComment = 4_000;
    const int MaxAnswerBytes = 64 * 1024;
    const int MaxResultBytes = 1024 * 1024;

    /// <exception cref="InvalidRequestException"/>
    public static (string Namespace, Guid TaskId, ManualResult Result) Read(Proto.ResolveTaskRequest request)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        Guid taskId = IdConversions.ToId(violations, "task_id", request.TaskId);
        TextRules.Check(violations, "output", request.Output, min: 0, max: MaxResultBytes);
        TextRules.Check(violations, "reason", request.Reason, min: 1, max: ReferenceConversions.MaxReason);
        JsonNode? structured = ReadJson(violations, "structured_output", request.StructuredOutput, MaxResultBytes);
        violations.ThrowIfAny();
        return (@namespace, taskId, new ManualResult(request.Output.Length == 0 ? null : request.Output, structured, request.Reason));
    }

    /// <exception cref="InvalidRequestException"/>
    public static DecisionRequest Read(Proto.DecideApprovalRequest request)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        Guid taskId = IdConversions.ToId(violations, "task_id", request.TaskId);
        if (request.Decision is not (Proto.ApprovalDecision.Approve or Proto.ApprovalDecision.Reject))
        {
            violations.Add("decision", "is required: approve or reject");
        }

        TextRules.Check(violations, "comment", request.Comment, min: 0, max: MaxComment);
        JsonNode? answer = ReadJson(violations, "answer", request.Answer, MaxAnswerBytes);
        violations.ThrowIfAny();
        return new DecisionRequest(
            @namespace, taskId, request.Decision == Proto.ApprovalDecision.Approve, request.Comment.Length == 0 ? null : request.Comment, answer);
    }

    static JsonNode? ReadJson(Violations violations, string field, Value? value, int maxBytes)
    {
        JsonNode? json = value is null ? null : StructConversions.ToJson(violations, field, value);
        JsonRules.CheckStorable(violations, field, json);
        if (json is not null && JsonRules.Size(json) > maxBytes)
        {
            violations.Add(field, $"must have at most {maxBytes / 1024} KiB as JSON");
        }

        return json;
    }
}

sealed record DecisionRequest(string Namespace, Guid TaskId, bool Approve, string? Comment, JsonNode? Answer);
