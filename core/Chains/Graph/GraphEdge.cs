namespace Orchestrator.Core.Chains.Graph;

/// <summary>From parent to child, both indexes of nodes.</summary>
public readonly record struct GraphEdge(int Parent, int Child);
