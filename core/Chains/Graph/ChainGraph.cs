namespace Orchestrator.Core.Chains.Graph;

/// <summary>
/// A directed graph over the nodes 0 .. n-1, as adjacency arrays in both directions: built in one pass over the edges, 20 bytes an
/// edge. Immutable. Edges of a node come in the order in which they were given, so that whatever walks the graph is deterministic.
/// Cycles are allowed here and found by <see cref="GraphOrder"/>.
/// </summary>
public sealed class ChainGraph
{
    readonly GraphEdge[] _edges;
    readonly int[] _childStarts;
    readonly int[] _childEdges;
    readonly int[] _parentStarts;
    readonly int[] _parentEdges;
    readonly int[] _parents;

    /// <exception cref="ArgumentOutOfRangeException">An edge's end is no node.</exception>
    public ChainGraph(int nodeCount, ReadOnlySpan<GraphEdge> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodeCount);
        _edges = edges.ToArray();
        _childStarts = new int[nodeCount + 1];
        _parentStarts = new int[nodeCount + 1];
        foreach (GraphEdge edge in _edges)
        {
            if ((uint)edge.Parent >= (uint)nodeCount || (uint)edge.Child >= (uint)nodeCount)
            {
                throw new ArgumentOutOfRangeException(nameof(edges), edge, $"the nodes are 0 to {nodeCount - 1}");
            }

            _childStarts[edge.Parent + 1]++;
            _parentStarts[edge.Child + 1]++;
        }

        for (int node = 0; node < nodeCount; node++)
        {
            _childStarts[node + 1] += _childStarts[node];
            _parentStarts[node + 1] += _parentStarts[node];
        }

        _childEdges = new int[_edges.Length];
        _parentEdges = new int[_edges.Length];
        _parents = new int[_edges.Length];
        int[] nextChild = _childStarts.AsSpan(0, nodeCount).ToArray();
        int[] nextParent = _parentStarts.AsSpan(0, nodeCount).ToArray();
        for (int edge = 0; edge < _edges.Length; edge++)
        {
            _childEdges[nextChild[_edges[edge].Parent]++] = edge;
            int place = nextParent[_edges[edge].Child]++;
            (_parentEdges[place], _parents[place]) = (edge, _edges[edge].Parent);
        }
    }

    public int NodeCount => _childStarts.Length - 1;

    public int EdgeCount => _edges.Length;

    public GraphEdge Edge(int edge) => _edges[edge];

    /// <returns>Indexes of the edges that leave <paramref name="node"/>.</returns>
    public ReadOnlySpan<int> ChildEdgesOf(int node) => _childEdges.AsSpan(_childStarts[node].._childStarts[node + 1]);

    /// <returns>Indexes of the edges that lead to <paramref name="node"/>.</returns>
    public ReadOnlySpan<int> ParentEdgesOf(int node) => _parentEdges.AsSpan(_parentStarts[node].._parentStarts[node + 1]);

    /// <summary>For a pass over all edges: what leads to node n is at the places ParentStarts[n] up to ParentStarts[n + 1].</summary>
    internal ReadOnlySpan<int> ParentStarts => _parentStarts;

    internal ReadOnlySpan<int> ParentEdges => _parentEdges;

    /// <summary>Where <see cref="ParentEdges"/> come from, in the same order.</summary>
    internal ReadOnlySpan<int> Parents => _parents;

    public int FanOut(int node) => _childStarts[node + 1] - _childStarts[node];

    public int FanIn(int node) => _parentStarts[node + 1] - _parentStarts[node];

    /// <summary>Nodes without a parent, in order.</summary>
    public IEnumerable<int> Roots => Enumerable.Range(0, NodeCount).Where(node => FanIn(node) == 0);

    /// <summary>Nodes without a child, in order.</summary>
    public IEnumerable<int> Leaves => Enumerable.Range(0, NodeCount).Where(node => FanOut(node) == 0);
}
