namespace Orchestrator.Core.Chains.Definitions;

/// <summary>A chain as a client wrote it, in a message or in a template, before it was checked.</summary>
/// <param name="At">Path before the definition's own fields, with its final dot: <c>definition.</c>, or empty in a text.</param>
/// <param name="MaxParallel">Null: as many as can.</param>
public sealed record ChainDefinition(string At, IReadOnlyList<ChainNode> Nodes, int? MaxParallel, FailurePolicy OnFailure);

/// <param name="Work">Null: the client named none.</param>
/// <param name="Fields">Where the client wrote the node.</param>
public sealed record ChainNode(string Key, NodeWork? Work, NodeFields Fields)
{
    /// <summary>Empty: the key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Null: once, not for each element of a list.</summary>
    public MapOver? Map { get; init; }

    /// <summary>The node's parents.</summary>
    public IReadOnlyList<ChainEdge> After { get; init; } = [];

    public Tasks.ExecutionPriority Priority { get; init; } = Tasks.ExecutionPriority.Normal;

    public int? MaxRetries { get; init; }

    public bool Skippable { get; init; }

    /// <returns>The reason with the node's key, unless the node's paths name it.</returns>
    public string Explain(string reason) => Fields.NameTheNode ? reason : $"{reason} (node {Key})";
}

/// <param name="Parent">Key of the parent.</param>
/// <param name="Expression">Empty unless <paramref name="Condition"/> is <see cref="EdgeCondition.Expression"/>.</param>
/// <param name="OutputMapping">Placeholder of the child to a JSON pointer into the parent's output.</param>
public sealed record ChainEdge(
    string Parent, EdgeCondition Condition, string Expression, IReadOnlyDictionary<string, string> OutputMapping);

/// <param name="Parent">Key of the parent whose output holds the list.</param>
/// <param name="Pointer">JSON pointer to the list.</param>
/// <param name="FailuresMax">So many items may fail before the node does.</param>
public sealed record MapOver(string Parent, string Pointer, int? MaxParallel, int FailuresMax)
{
    public const int DefaultMaxParallel = 32;
}
