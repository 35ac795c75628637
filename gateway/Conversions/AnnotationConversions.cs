using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Tasks.Annotations;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class AnnotationConversions
{
    /// <exception cref="InvalidRequestException"/>
    public static AnnotationRequest Read(Proto.AnnotateTaskRequest request)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        Guid taskId = IdConversions.ToId(violations, "task_id", request.TaskId);
        JsonNode? value = null;
        if (request.Value is null or { KindCase: Value.KindOneofCase.None })
        {
            violations.Add("value", "is required: any JSON value");
        }
        else
        {
            value = StructConversions.ToJson(violations, "value", request.Value);
        }

        violations.ThrowIfAny();
        return new AnnotationRequest(@namespace, taskId, request.Type, value);
    }

    public static Proto.TaskAnnotation ToProto(this TaskAnnotation annotation) => new()
    {
        Id = annotation.Id,
        Type = annotation.Type,
        Value = StructConversions.ToValue(annotation.Value),
        CreatedBy = annotation.CreatedBy,
        CreatedAt = TimeConversions.ToTimestamp(annotation.CreatedAt),
    };
}

/// <param name="Value">Null is JSON's null.</param>
sealed record AnnotationRequest(string Namespace, Guid TaskId, string Type, JsonNode? Value);
