using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>A checked task, ready to be stored.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Identity">With a correlation id.</param>
public sealed record NewTask(
    Guid Id,
    string Name,
    string Handler,
    string? Prompt,
    JsonObject Parameters,
    ExecutionPriority Priority,
    DateTimeOffset? ExecuteAfter,
    int MaxRetries,
    IReadOnlyDictionary<string, string> Tags,
    JsonObject Metadata,
    RequestIdentity Identity,
    NewTaskFields Fields)
{
    /// <inheritdoc cref="Creation.RequestHash"/>
    public string RequestHash { get; } = Creation.RequestHash.Of(
        Name, Handler, Prompt, Parameters, Priority, ExecuteAfter, MaxRetries, Tags, Metadata, Identity);

    /// <returns>Null when the same content asked for again is another task.</returns>
    public string? IdentityHash(string @namespace, DateTimeOffset now) => Identity.ContentHashOf(
        Name, @namespace, new JsonObject { ["handler"] = Handler, ["prompt"] = Prompt, ["parameters"] = Parameters.DeepClone() }, now);
}

/// <summary>Where the client wrote what the task has, for errors that name the field.</summary>
/// <param name="At">Path before the request's own fields, with its final dot: empty, or <c>requests[2].</c>.</param>
public sealed record NewTaskFields(string At, WorkFields Work);
