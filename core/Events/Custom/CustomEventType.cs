using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Events.Custom;

/// <summary>A kind of event that clients publish themselves: <c>&lt;namespace&gt;.&lt;name&gt;</c>.</summary>
/// <param name="Schema">JSON schema of the payload, an object; empty: any payload.</param>
public sealed record CustomEventType(string Name, string Description, string Schema, string? CreatedBy, DateTimeOffset CreatedAt);

/// <summary>There is no such type in the namespace.</summary>
public sealed class EventTypeNotFoundException(string name) : NotFoundException(
    "EVENT_TYPE_NOT_FOUND", $"There is no event type {name}.", new Dictionary<string, string> { ["name"] = name });

/// <summary>The type is registered with another schema or description.</summary>
public sealed class EventTypeDiffersException(string name, string field) : RequestRefusedException(
    "EVENT_TYPE_DIFFERS",
    $"Event type {name} is registered already, with another {field}.",
    new Dictionary<string, string> { ["name"] = name, ["field"] = field });
