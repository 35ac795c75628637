using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>A task as a client asks for it, before it was checked.</summary>
public sealed record TaskRequest
{
    public string Name { get; init; } = "";

    /// <summary>Null: the client named none.</summary>
    public TaskWork? Work { get; init; }

    public ExecutionPriority Priority { get; init; } = ExecutionPriority.Normal;

    public DateTimeOffset? ExecuteAfter { get; init; }

    public int? MaxRetries { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public JsonObject? Metadata { get; init; }

    public RequestIdentity Identity { get; init; } = new();
}
