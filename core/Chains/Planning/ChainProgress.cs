using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>
/// How far a chain has come, kept as its tasks end: each node counts the parents that it still waits for, so an end costs its
/// children and not the graph. For one orchestrator; no clock, no chance, and the same calls give the same answers, so a replay
/// decides as before. After the start and after each <see cref="Finish"/>: record <see cref="TakeSkips"/>, start <see cref="TakeReady"/>,
/// until <see cref="IsOver"/>; then cancel what <see cref="FindRemaining"/> names.
/// </summary>
public sealed class ChainProgress
{
    readonly ChainPlan _plan;
    readonly NodeState[] _states;
    readonly bool[] _holds;
    readonly Func<int, bool> _expressionHolds;
    readonly int[] _waiting;
    readonly int[] _declined;
    readonly int[] _blocked;
    readonly int[] _declinedBy;
    readonly PriorityQueue<int, int> _ready = new();
    readonly Queue<int> _ended = new();
    readonly List<SkipDecision> _skips = [];
    readonly bool[] _isReady;
    int _readyCount;
    int _underWay;

    /// <summary>A chain of which nothing has run.</summary>
    public ChainProgress(ChainPlan plan)
        : this(plan, new TaskRecordStatus[plan.NodeCount], _ => false)
    {
    }

    /// <summary>A chain that was under way: after a restart, a rerun, or continue-as-new.</summary>
    /// <param name="statuses">By node; queued and running count as under way and will be finished by <see cref="Finish"/>.</param>
    /// <param name="expressionHolds">By edge, for the expressions over parents that have succeeded.</param>
    /// <param name="isForgiven">By node, of the failures that were there before: true where it does not end a fail-fast chain.</param>
    public ChainProgress(
        ChainPlan plan, IReadOnlyList<TaskRecordStatus> statuses, Func<int, bool> expressionHolds, Func<int, bool>? isForgiven = null)
    {
        if (statuses.Count != plan.NodeCount)
        {
            throw new ArgumentException($"{statuses.Count} statuses for {plan.NodeCount} nodes", nameof(statuses));
        }

        _plan = plan;
        _states = [.. statuses.Select(status => new NodeState(status))];
        _holds = new bool[plan.Graph.EdgeCount];
        _expressionHolds = edge => _holds[edge];
        _waiting = new int[_states.Length];
        _declined = new int[_states.Length];
        _blocked = new int[_states.Length];
        _declinedBy = new int[_states.Length];
        _isReady = new bool[_states.Length];
        for (int edge = 0; edge < _holds.Length; edge++)
        {
            _holds[edge] = plan.ConditionOf(edge) == EdgeCondition.Expression
                && statuses[plan.Graph.Edge(edge).Parent].IsEnd && expressionHolds(edge);
        }

        for (int node = 0; node < _states.Length; node++)
        {
            _waiting[node] = plan.Graph.FanIn(node);
            _underWay += _states[node].Status is TaskRecordStatus.Queued or TaskRecordStatus.Running ? 1 : 0;
        }

        for (int node = 0; node < _states.Length; node++)
        {
            if (_states[node].Status.IsEnd)
            {
                Tolerate(node);
                TellChildrenAndHalt(node, isForgiven?.Invoke(node) ?? false);
            }
        }

        for (int node = 0; node < _states.Length; node++)
        {
            Decide(node);
        }

        Settle();
    }

    /// <summary>Nothing runs and nothing more can: all that is pending stays so.</summary>
    public bool IsOver => _underWay == 0 && (HaltedBy is not null || _readyCount == 0);

    /// <summary>The failure that ended a fail-fast chain; null: it goes on.</summary>
    public int? HaltedBy { get; private set; }

    /// <summary>Nodes that were taken and have not finished.</summary>
    public int UnderWay => _underWay;

    public TaskRecordStatus StatusOf(int node) => _states[node].Status;

    /// <summary>What could be started now, but for <c>max_parallel</c>; empty once a failure has ended the chain.</summary>
    public IReadOnlyList<int> FindReady() =>
        HaltedBy is not null ? [] : [.. Enumerable.Range(0, _isReady.Length).Where(node => _isReady[node])];

    /// <summary>What was decided to be skipped since the last call, in the order of the decisions.</summary>
    public IReadOnlyList<SkipDecision> TakeSkips()
    {
        SkipDecision[] taken = [.. _skips];
        _skips.Clear();
        return taken;
    }

    /// <summary>What is to be started now, by priority and position, as far as <c>max_parallel</c> leaves room; counts as under way.</summary>
    public IReadOnlyList<int> TakeReady()
    {
        List<int> taken = [];
        int room = HaltedBy is not null ? 0 : (_plan.Options.MaxParallel ?? int.MaxValue) - _underWay;
        while (taken.Count < room && _ready.TryDequeue(out int node, out _))
        {
            if (_isReady[node])
            {
                LeaveReady(node);
                _states[node] = new NodeState(TaskRecordStatus.Running);
                taken.Add(node);
            }
        }

        _underWay += taken.Count;
        return taken;
    }

    /// <summary>A node came to its end; also one that was not taken, when somebody cancelled it.</summary>
    /// <param name="status">An end. A skippable node's failure is kept as skipped.</param>
    /// <param name="heldEdges">Of the edges from it that have an expression, those whose expression holds.</param>
    /// <exception cref="InvalidOperationException">It had ended before.</exception>
    public void Finish(int node, TaskRecordStatus status, IReadOnlyCollection<int> heldEdges)
    {
        if (!status.IsEnd || _states[node].Status.IsEnd)
        {
            throw new InvalidOperationException($"{_plan.KeyOf(node)} is {_states[node].Status} and cannot end as {status}");
        }

        _underWay -= _states[node].Status == TaskRecordStatus.Pending ? 0 : 1;
        LeaveReady(node);
        foreach (int edge in heldEdges)
        {
            _holds[edge] = true;
        }

        End(node, status);
        Tolerate(node);
        TellChildrenAndHalt(node);
        DecideChildren(node);
        Settle();
    }

    /// <summary>What is still pending, and who is in its way; in a halted chain that is at least the failure that halted it.</summary>
    public IReadOnlyList<BlockedNode> FindRemaining()
    {
        IReadOnlyList<BlockedNode> found = BlockedNode.Find(_plan, _states, _expressionHolds);
        return HaltedBy is { } halt
            ? [.. found.Select(blocked => blocked.BlockedBy.Count > 0 ? blocked : blocked with { BlockedBy = [halt] })]
            : found;
    }

    /// <summary>Counts, what to do next, and how it stands.</summary>
    public ChainContext Describe() => ChainContext.Of(_plan, _states, _expressionHolds);

    void End(int node, TaskRecordStatus status) => _states[node] = new NodeState(status);

    void Tolerate(int node)
    {
        if (_states[node].Status == TaskRecordStatus.Failed && _plan.Node(node).Skippable)
        {
            End(node, TaskRecordStatus.Skipped);
            _skips.Add(new SkipDecision(node, SkipReason.FailureTolerated, Because: null));
        }
    }

    void TellChildrenAndHalt(int node, bool isForgiven = false)
    {
        bool accepted = TellChildren(node) || isForgiven;
        if (_states[node].Status == TaskRecordStatus.Failed && !accepted && _plan.Options.OnFailure == FailurePolicy.FailFast)
        {
            HaltedBy ??= node;
        }
    }

    /// <returns>True when at least one child accepts that end.</returns>
    bool TellChildren(int node)
    {
        bool accepted = false;
        foreach (int edge in _plan.Graph.ChildEdgesOf(node))
        {
            int child = _plan.Graph.Edge(edge).Child;
            _waiting[child]--;
            switch (_plan.Judge(edge, _states[node], _expressionHolds))
            {
                case EdgeVerdict.Declined:
                    _declinedBy[child] = _declined[child]++ == 0 ? node : Math.Min(_declinedBy[child], node);
                    break;
                case EdgeVerdict.Blocked:
                    _blocked[child]++;
                    break;
                default:
                    accepted = true;
                    break;
            }
        }

        return accepted;
    }

    void DecideChildren(int node)
    {
        foreach (int edge in _plan.Graph.ChildEdgesOf(node))
        {
            Decide(_plan.Graph.Edge(edge).Child);
        }
    }

    void Decide(int node)
    {
        switch (NodeReadiness.Decide(_waiting[node] > 0, _declined[node] > 0, _blocked[node] > 0, _plan.IsBypassed(node), _states[node]))
        {
            case NodeVerdict.Ready when !_isReady[node]:
                _isReady[node] = true;
                _readyCount++;
                _ready.Enqueue(node, _plan.RankOf(node));
                break;
            case NodeVerdict.Skip:
                bool declined = _declined[node] > 0;
                _skips.Add(new SkipDecision(
                    node, declined ? SkipReason.ConditionNotMet : SkipReason.Bypassed, declined ? _declinedBy[node] : null));
                End(node, TaskRecordStatus.Skipped);
                _ended.Enqueue(node);
                break;
            default:
                break;
        }
    }

    /// <summary>What is skipped is an end too.</summary>
    void Settle()
    {
        while (_ended.TryDequeue(out int node))
        {
            TellChildren(node);
            DecideChildren(node);
        }
    }

    void LeaveReady(int node)
    {
        _readyCount -= _isReady[node] ? 1 : 0;
        _isReady[node] = false;
    }
}
