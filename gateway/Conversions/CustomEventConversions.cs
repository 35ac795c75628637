using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class CustomEventConversions
{
    /// <summary>An absent message is an empty object.</summary>
    public static JsonObject ToObject(Violations violations, string field, Struct? value) =>
        value is null ? [] : StructConversions.ToJson(violations, field, value);

    /// <exception cref="InvalidRequestException">None of the two is given, or both, or one that is no id.</exception>
    public static EventSubject ToSubject(Violations violations, Proto.PublishEventRequest request)
    {
        if ((request.TaskId.Length > 0) == (request.ChainId.Length > 0))
        {
            violations.Add("task_id", "or chain_id is required, and not both");
            violations.ThrowIfAny();
        }

        var subject = request.TaskId.Length > 0
            ? new EventSubject(IdConversions.ToId(violations, "task_id", request.TaskId), ChainId: null)
            : new EventSubject(TaskId: null, IdConversions.ToId(violations, "chain_id", request.ChainId));
        violations.ThrowIfAny();
        return subject;
    }

    public static Proto.EventType ToProto(this CustomEventType type) => new()
    {
        Name = type.Name,
        Description = type.Description,
        Schema = StructConversions.ToStruct(type.Schema),
        CreatedBy = type.CreatedBy ?? "",
        CreatedAt = TimeConversions.ToTimestamp(type.CreatedAt),
    };
}
