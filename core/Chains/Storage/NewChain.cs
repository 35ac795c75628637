using System.Text.Json.Nodes;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Storage;

/// <summary>A checked chain, ready to be stored.</summary>
/// <param name="Id">UUID v7, as those of its tasks.</param>
/// <param name="MaxParallel">Null: no bound of its own.</param>
/// <param name="ContinueOnFailure">False: fail fast.</param>
/// <param name="Bypass">Node keys to be skipped.</param>
/// <param name="IdentityHash">Null: none; else one chain of it in the namespace.</param>
public sealed record NewChain(
    Guid Id,
    string Namespace,
    string Name,
    string? Description,
    Guid? TemplateId,
    JsonObject Context,
    int? MaxParallel,
    bool ContinueOnFailure,
    IReadOnlyList<string> Bypass,
    string? IdentityHash,
    string? CorrelationId,
    IReadOnlyList<NewChainTask> Tasks,
    IReadOnlyList<NewChainEdge> Edges)
{
    /// <summary>The sub-chain node that the chain is a part of; null: of none.</summary>
    public Guid? ParentTaskId { get; init; }

    public string? Initiator { get; init; }

    public string? SourceSystem { get; init; }

    /// <summary>Null: none; else one chain of it in the namespace.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Equal exactly for the same request.</summary>
    public string? RequestHash { get; init; }
}

/// <param name="NodeKey">The task's name within the chain.</param>
public sealed record NewChainTask(
    Guid Id,
    string NodeKey,
    string Name,
    string Handler,
    string? Prompt,
    JsonObject Parameters,
    ExecutionPriority Priority,
    int MaxRetries,
    bool Retryable,
    bool Skippable)
{
    public NodeKind Kind { get; init; }

    /// <summary>What <see cref="Kind"/> needs besides parameters: <c>docs/schema.md</c>, node_options.</summary>
    public JsonObject Options { get; init; } = [];
}

/// <param name="OutputMapping">The child's placeholder to a JSON pointer into the parent's output.</param>
/// <param name="Expression">Exactly when <paramref name="Condition"/> is <see cref="EdgeCondition.Expression"/>.</param>
public sealed record NewChainEdge(
    Guid ParentTaskId, Guid ChildTaskId, JsonObject OutputMapping, EdgeCondition Condition, string? Expression);
