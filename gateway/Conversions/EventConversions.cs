using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Events;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Watch requests to the domain, events to messages.</summary>
static class EventConversions
{
    /// <exception cref="InvalidRequestException"/>
    public static WatchedSubject ToSubject(Proto.WatchRequest request)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        if (request.TaskId.Length > 0 && request.ChainId.Length > 0)
        {
            violations.Add("chain_id", "must be empty with task_id: a stream is of the one or the other");
        }

        WatchedSubject subject = request switch
        {
            { TaskId.Length: > 0 } => ToTask(violations, @namespace, request),
            { ChainId.Length: > 0 } => new WatchedSubject.Chain(
                @namespace, IdConversions.ToId(violations, "chain_id", request.ChainId), ToPosition(violations, request, "chain")),
            _ => new WatchedSubject.Namespace(@namespace, ToPosition(violations, request, "namespace")),
        };
        violations.ThrowIfAny();
        return subject;
    }

    public static Proto.WatchResponse ToProto(this WatchItem item, TimeProvider timeProvider) => item.Event is { } stored
        ? new Proto.WatchResponse { Event = ToProto(stored) }
        : new Proto.WatchResponse
        {
            Heartbeat = new Proto.Heartbeat
            {
                SentAt = Timestamp.FromDateTimeOffset(timeProvider.GetUtcNow()),
                Position = item.Position?.ToString() ?? "",
            },
        };

    static WatchedSubject.Task ToTask(Violations violations, string @namespace, Proto.WatchRequest request)
    {
        if (request.AfterSequence < 0)
        {
            violations.Add("after_sequence", "must be 0 or more");
        }

        if (request.AfterPosition.Length > 0)
        {
            violations.Add("after_position", "must be empty with task_id: a task is resumed by after_sequence");
        }

        return new WatchedSubject.Task(
            @namespace, IdConversions.ToId(violations, "task_id", request.TaskId), request.AfterSequence, request.StopWhenDone);
    }

    /// <returns>Null: from now on.</returns>
    static EventPosition? ToPosition(Violations violations, Proto.WatchRequest request, string subject)
    {
        EventPosition position = default;
        if (request.AfterPosition.Length > 0 && !EventPosition.TryParse(request.AfterPosition, out position))
        {
            violations.Add("after_position", "must be the position of an event or heartbeat");
        }

        if (request.AfterSequence != 0)
        {
            violations.Add("after_sequence", $"must be 0 without task_id: a {subject} is resumed by after_position");
        }

        if (request.StopWhenDone)
        {
            violations.Add("stop_when_done", $"must be false without task_id: a {subject} is never done");
        }

        return request.AfterPosition.Length > 0 ? position : null;
    }

    static Proto.Event ToProto(LifecycleEvent stored) => new()
    {
        EventId = stored.Position.EventId.ToString(CultureInfo.InvariantCulture),
        Name = stored.Name,
        SubjectKind = stored.SubjectKind,
        SubjectId = stored.SubjectId.ToString("D"),
        Sequence = stored.Sequence,
        Position = stored.Position.ToString(),
        OccurredAt = Timestamp.FromDateTimeOffset(stored.OccurredAt),
        CorrelationId = stored.CorrelationId ?? "",
        Actor = stored.Actor,
        Payload = StructConversions.ToStruct(SecretMask.Apply(stored.Payload)),
    };
}
