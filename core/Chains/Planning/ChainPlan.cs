using Orchestrator.Core.Chains.Graph;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <param name="Key">Unique in the chain (<c>tasks.node_key</c>).</param>
/// <param name="Position">Of equal priority, the lesser starts first (<c>tasks.chain_position</c>).</param>
/// <param name="Skippable">Its failure is tolerated: it becomes skipped, and the chain goes on.</param>
public sealed record PlanNode(
    string Key, ExecutionPriority Priority = ExecutionPriority.Normal, int Position = 0, bool Skippable = false);

/// <param name="NeedsOutput">It maps something of the parent's output into the child.</param>
public sealed record PlanEdge(string Parent, string Child, EdgeCondition Condition = EdgeCondition.OnSuccess, bool NeedsOutput = false);

/// <param name="MaxParallel">Tasks under way at a time; null: as many as are ready.</param>
/// <param name="Bypass">Keys of nodes that are skipped when their turn comes; a key that no node has means nothing.</param>
public sealed record PlanOptions(
    int? MaxParallel = null, FailurePolicy OnFailure = FailurePolicy.FailFast, IReadOnlyCollection<string>? Bypass = null);

/// <summary>
/// A chain as planning sees it: nodes and edges by index, in the order in which they were given. Immutable, without cycles. The same
/// lists give the same plan in every process, so an orchestrator may build it on every replay.
/// </summary>
public sealed class ChainPlan
{
    readonly PlanNode[] _nodes;
    readonly byte[] _kinds;
    readonly byte[] _parentKinds;
    readonly bool[] _bypassed;
    readonly int[] _ranks;
    readonly Dictionary<string, int> _indexes;

    /// <exception cref="ArgumentException">
    /// A key twice, an edge to an absent node, an edge twice, a cycle, or no task at a time: named in the message.
    /// </exception>
    public ChainPlan(IReadOnlyList<PlanNode> nodes, IReadOnlyList<PlanEdge> edges, PlanOptions options)
    {
        Options = options.MaxParallel is null or >= 1 ? options : throw new ArgumentException("max_parallel must be at least 1", nameof(options));
        _nodes = [.. nodes];
        _indexes = new Dictionary<string, int>(_nodes.Length);
        for (int node = 0; node < _nodes.Length; node++)
        {
            if (!_indexes.TryAdd(_nodes[node].Key, node))
            {
                throw new ArgumentException($"node {_nodes[node].Key} is there twice", nameof(nodes));
            }
        }

        var graphEdges = new GraphEdge[edges.Count];
        _kinds = new byte[edges.Count];
        var known = new HashSet<GraphEdge>(edges.Count);
        for (int edge = 0; edge < graphEdges.Length; edge++)
        {
            graphEdges[edge] = new GraphEdge(IndexOf(edges[edge].Parent), IndexOf(edges[edge].Child));
            _kinds[edge] = EdgeTable.KindOf(edges[edge].Condition, edges[edge].NeedsOutput);
            if (!known.Add(graphEdges[edge]))
            {
                throw new ArgumentException($"the edge from {edges[edge].Parent} to {edges[edge].Child} is there twice", nameof(edges));
            }
        }

        Graph = new ChainGraph(_nodes.Length, graphEdges);
        _parentKinds = new byte[edges.Count];
        for (int place = 0; place < _parentKinds.Length; place++)
        {
            _parentKinds[place] = _kinds[Graph.ParentEdges[place]];
        }

        Order = GraphOrder.Of(Graph);
        if (Order.DescribeCycle(KeyOf) is { } cycle)
        {
            throw new ArgumentException($"the edges make a cycle: {cycle}", nameof(edges));
        }

        HashSet<string> bypass = [.. options.Bypass ?? []];
        _bypassed = [.. _nodes.Select(node => bypass.Contains(node.Key))];
        _ranks = new int[_nodes.Length];
        int rank = 0;
        foreach (int node in Enumerable.Range(0, _nodes.Length).OrderByDescending(n => _nodes[n].Priority).ThenBy(n => _nodes[n].Position))
        {
            _ranks[node] = rank++;
        }
    }

    public PlanOptions Options { get; }

    public ChainGraph Graph { get; }

    public GraphOrder Order { get; }

    public int NodeCount => _nodes.Length;

    public PlanNode Node(int node) => _nodes[node];

    public string KeyOf(int node) => _nodes[node].Key;

    /// <exception cref="ArgumentException">No node has that key.</exception>
    public int IndexOf(string key) => _indexes.TryGetValue(key, out int node) ? node : throw new ArgumentException($"there is no node {key}", nameof(key));

    public EdgeCondition ConditionOf(int edge) => EdgeTable.ConditionOf(_kinds[edge]);

    /// <summary>As <see cref="EdgeTable"/> knows them, in the order of the graph's <see cref="ChainGraph.ParentEdges"/>.</summary>
    internal ReadOnlySpan<byte> ParentKinds => _parentKinds;

    public bool IsBypassed(int node) => _bypassed[node];

    /// <returns>0 for the node that starts first of all when all are ready: by priority, then position, then as given.</returns>
    public int RankOf(int node) => _ranks[node];

    /// <param name="expressionHolds">By edge; only asked for expressions over a parent that succeeded.</param>
    public EdgeVerdict Judge(int edge, NodeState parent, Func<int, bool> expressionHolds)
    {
        byte kind = _kinds[edge];
        bool holds = EdgeTable.IsExpression(kind) && parent.Status.IsEnd && expressionHolds(edge);
        return EdgeTable.Judge(kind, parent, holds);
    }
}
