using System.Text.Json.Nodes;
using Orchestrator.Core.Tasks.Work;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>A checked task, ready to be stored.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="IdempotencyKey">Null: none.</param>
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
    string? IdempotencyKey,
    string CorrelationId,
    NewTaskFields Fields)
{
    /// <inheritdoc cref="Creation.RequestHash"/>
    public string RequestHash { get; } = Creation.RequestHash.Of(
        Name, Handler, Prompt, Parameters, Priority, ExecuteAfter, MaxRetries, Tags, Metadata);
}

/// <summary>Where the client wrote what the task has, for errors that name the field.</summary>
/// <param name="At">Path before the request's own fields, with its final dot: empty, or <c>requests[2].</c>.</param>
public sealed record NewTaskFields(string At, WorkFields Work);
