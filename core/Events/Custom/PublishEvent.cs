using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Events.Custom;

/// <summary>Publishes an event of a registered type about a task or a chain: stored, numbered and streamed like every other.</summary>
public sealed class PublishEvent(ICustomEvents events, IEventNotifier notifier)
{
    public const int PayloadBytesMax = 64 * 1024;

    /// <returns>The event's number among those of its subject.</returns>
    /// <exception cref="InvalidRequestException">Names the field, in the payload too.</exception>
    /// <exception cref="EventTypeNotFoundException"/>
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="ChainNotFoundException"/>
    public async Task<int> ExecuteAsync(
        Violations violations, string @namespace, string name, EventSubject subject, JsonObject payload, string actor,
        CancellationToken cancellationToken)
    {
        CustomEventName.Check(violations, "name", name, @namespace);
        JsonRules.Check(violations, "payload", payload, PayloadBytesMax);
        violations.ThrowIfAny();
        CustomEventType type = await events.FindAsync(name, cancellationToken) ?? throw new EventTypeNotFoundException(name);
        await JsonSchemaText.CheckAsync(violations, "payload", type.Schema, payload, cancellationToken);
        violations.ThrowIfAny();
        int? sequence = await events.PublishAsync(@namespace, subject, name, actor, CanonicalJson.Write(payload), cancellationToken);
        if (sequence is not { } number)
        {
            throw subject.TaskId is { } task ? new TaskNotFoundException(@namespace, task) : new ChainNotFoundException(@namespace, subject.ChainId!.Value);
        }

        notifier.NotifyCommitted();
        return number;
    }
}
