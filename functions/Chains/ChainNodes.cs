using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>
/// The tasks that a chain's run has under way. An end costs what it changes and not a look at all the others.
/// </summary>
abstract class ChainNodes(TaskOrchestrationContext context, HistoryTally tally)
{
    readonly Dictionary<Guid, int> _underWay = [];
    readonly HashSet<Guid> _cancelled = [];
    readonly Queue<(Guid Task, int Run, NodeEnd End)> _ends = [];
    TaskCompletionSource _next = new();

    /// <summary>Until the end has been taken.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Completes when there is an end to take.</summary>
    public Task NextEnd => _next.Task;

    protected TaskOrchestrationContext Context => context;

    protected HistoryTally Tally => tally;

    public bool IsUnderWay(ChainPlanNode node) => IsUnderWay(node.TaskId, node.Run);

    public IReadOnlyList<(Guid Task, NodeEnd End)> TakeEnds()
    {
        List<(Guid, NodeEnd)> taken = [];
        while (_ends.TryDequeue(out (Guid Task, int Run, NodeEnd End) next))
        {
            // Of a task that was opened again meanwhile, only the end of its present run counts.
            if (IsUnderWay(next.Task, next.Run))
            {
                _underWay.Remove(next.Task);
                _cancelled.Remove(next.Task);
                taken.Add((next.Task, next.End));
            }
        }

        if (_next.Task.IsCompleted)
        {
            _next = new TaskCompletionSource();
        }

        return taken;
    }

    /// <summary>Starts the runs of tasks.</summary>
    /// <param name="hasExpressions">Of a task: whether its output decides about children.</param>
    public abstract Task StartAsync(IReadOnlyList<ChainPlanNode> nodes, Func<Guid, bool> hasExpressions);

    /// <summary>Waits for a task that another run, or an execution of this one before, has started.</summary>
    public abstract void Follow(ChainPlanNode node);

    /// <summary>Tells the run of a task whose row was cancelled, once.</summary>
    public void Cancel(ChainPlanNode node)
    {
        if (_cancelled.Add(node.TaskId))
        {
            tally.Sent();
            context.SendEvent(
                RunTaskInput.InstanceIdOf(node.TaskId, node.Run), RunTaskInput.CancelEvent, new CancelSignal(context.NewGuid(), "cancelled"));
        }
    }

    /// <summary>Tells the run of a map that is under way.</summary>
    public void Steer(ChainPlanNode node, NodeCourse course)
    {
        tally.Sent();
        context.SendEvent(RunTaskInput.InstanceIdOf(node.TaskId, node.Run), MapSliceInput.SteeringEvent, new NodeSteering(course));
    }

    protected bool IsUnderWay(Guid task, int run) => _underWay.TryGetValue(task, out int present) && present == run;

    protected void Begin(ChainPlanNode node) => _underWay[node.TaskId] = node.Run;

    /// <summary>The rows are looked at again: whatever is under way is so by its row from here on, and is followed anew.</summary>
    public void ForgetAll()
    {
        _underWay.Clear();
        _cancelled.Clear();
    }

    protected Task<NodeEnd> ReadEndAsync(Guid task)
    {
        tally.Call();
        return context.CallActivityAsync<NodeEnd>(nameof(ReadNodeEnd), task, Activities.UntilDone);
    }

    /// <summary>An end of which no more than the status matters.</summary>
    protected void Add(Guid task, int run, TaskRecordStatus status) => Add(task, run, new NodeEnd(status, []));

    protected void Add(Guid task, int run, NodeEnd end)
    {
        _ends.Enqueue((task, run, end));
        _next.TrySetResult();
    }

    /// <returns>Null: the run found that there was nothing to do, and its row tells why.</returns>
    protected static TaskRecordStatus? StatusOf(RunPhase? phase) => phase switch
    {
        RunPhase.Completed => TaskRecordStatus.Completed,
        RunPhase.Failed or RunPhase.TimedOut => TaskRecordStatus.Failed,
        RunPhase.Cancelled => TaskRecordStatus.Cancelled,
        _ => null,
    };
}
