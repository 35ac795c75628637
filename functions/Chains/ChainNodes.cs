using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>
/// The tasks that a chain's run has under way. Each is followed by a continuation of its own, so an end costs what it changes and not a
/// look at all the others.
/// </summary>
/// <param name="ended">Fires when the chain's run has ended.</param>
sealed class ChainNodes(TaskOrchestrationContext context, CancellationToken ended)
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    static readonly IReadOnlyList<Guid> None = [];

    readonly Dictionary<Guid, int> _underWay = [];
    readonly HashSet<Guid> _cancelled = [];
    readonly Queue<(Guid Task, int Run, NodeEnd End)> _ends = [];
    TaskCompletionSource _next = new();

    /// <summary>Until the end has been taken.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Completes when there is an end to take.</summary>
    public Task NextEnd => _next.Task;

    public bool IsUnderWay(ChainPlanNode node) => _underWay.TryGetValue(node.TaskId, out int run) && run == node.Run;

    public IReadOnlyList<(Guid Task, NodeEnd End)> TakeEnds()
    {
        List<(Guid, NodeEnd)> taken = [];
        while (_ends.TryDequeue(out (Guid Task, int Run, NodeEnd End) next))
        {
            // Of a task that was opened again meanwhile, only the end of its present run counts.
            if (_underWay.TryGetValue(next.Task, out int run) && run == next.Run)
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

    /// <summary>Starts the task's run.</summary>
    /// <param name="hasExpressions">Its output decides about children.</param>
    public void Start(ChainPlanNode node, bool hasExpressions)
    {
        _underWay[node.TaskId] = node.Run;
        _ = RunAsync(node, hasExpressions);
    }

    /// <summary>Waits for a task that a run before this one has started.</summary>
    public void Follow(ChainPlanNode node)
    {
        _underWay[node.TaskId] = node.Run;
        _ = FollowAsync(node);
    }

    /// <summary>Tells the run of a task whose row was cancelled, once.</summary>
    public void Cancel(ChainPlanNode node)
    {
        if (_cancelled.Add(node.TaskId))
        {
            context.SendEvent(
                RunTaskInput.InstanceIdOf(node.TaskId, node.Run), RunTaskInput.CancelEvent, new CancelSignal(context.NewGuid(), "cancelled"));
        }
    }

    /// <summary>Tells the run of a map that is under way.</summary>
    public void Steer(ChainPlanNode node, NodeCourse course) =>
        context.SendEvent(RunTaskInput.InstanceIdOf(node.TaskId, node.Run), MapSliceInput.SteeringEvent, new NodeSteering(course));

    async Task RunAsync(ChainPlanNode node, bool hasExpressions)
    {
        var input = new RunTaskInput(node.TaskId, node.Run, RunTaskInput.DefaultTimeLimit);
        RunTaskResult? result = null;
        try
        {
            result = await context.CallSubOrchestratorAsync<RunTaskResult>(
                RunTaskInput.Orchestrator, input, new SubOrchestrationOptions(retry: null, instanceId: input.InstanceId));
        }
        catch (TaskFailedException)
        {
            // It exists from a run before, or was ended from outside; the row knows.
        }

        TaskRecordStatus? status = result?.Phase switch
        {
            RunPhase.Completed => TaskRecordStatus.Completed,
            RunPhase.Failed or RunPhase.TimedOut => TaskRecordStatus.Failed,
            RunPhase.Cancelled => TaskRecordStatus.Cancelled,
            _ => null,
        };
        if (status is { } known && !hasExpressions)
        {
            Add(node, new NodeEnd(known, None));
        }
        else
        {
            await FollowAsync(node);
        }
    }

    async Task FollowAsync(ChainPlanNode node)
    {
        while (_underWay.TryGetValue(node.TaskId, out int run) && run == node.Run)
        {
            NodeEnd end = await context.CallActivityAsync<NodeEnd>(nameof(ReadNodeEnd), node.TaskId, Activities.UntilDone);
            if (end.Status.IsEnd)
            {
                Add(node, end);
                return;
            }

            await context.CreateTimer(LookAgain, ended);
        }
    }

    void Add(ChainPlanNode node, NodeEnd end)
    {
        _ends.Enqueue((node.TaskId, node.Run, end));
        _next.TrySetResult();
    }
}
