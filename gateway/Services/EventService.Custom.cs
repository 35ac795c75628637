using Grpc.Core;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Services;

/// <summary>Events that clients publish themselves.</summary>
sealed partial class EventService
{
    public override async Task<RegisterEventTypeResponse> RegisterEventType(RegisterEventTypeRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        CustomEventType type = await registerEventType.ExecuteAsync(
            violations, @namespace, request.Name, request.Description, CustomEventConversions.ToObject(violations, "schema", request.Schema),
            identity.ActorOf(context), context.CancellationToken);
        return new RegisterEventTypeResponse { Type = type.ToProto() };
    }

    public override async Task<ListEventTypesResponse> ListEventTypes(ListEventTypesRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        violations.ThrowIfAny();
        IReadOnlyList<CustomEventType> types = await registerEventType.ListAsync(@namespace, context.CancellationToken);
        return new ListEventTypesResponse { EventTypes = { types.Select(t => t.ToProto()) } };
    }

    public override async Task<PublishEventResponse> PublishEvent(PublishEventRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        EventSubject subject = CustomEventConversions.ToSubject(violations, request);
        int sequence = await publishEvent.ExecuteAsync(
            violations, @namespace, request.Name, subject, CustomEventConversions.ToObject(violations, "payload", request.Payload),
            identity.ActorOf(context), context.CancellationToken);
        return new PublishEventResponse { Sequence = sequence };
    }
}
