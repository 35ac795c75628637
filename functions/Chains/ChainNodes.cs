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

    readonly HashSet<Guid> _underWay = [];
    readonly Queue<(Guid Task, NodeEnd End)> _ends = [];
    TaskCompletionSource _next = new();

    /// <summary>Until the end has been taken.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Completes when there is an end to take.</summary>
    public Task NextEnd => _next.Task;

    public bool IsUnderWay(Guid task) => _underWay.Contains(task);

    public IReadOnlyList<(Guid Task, NodeEnd End)> TakeEnds()
    {
        (Guid Task, NodeEnd End)[] taken = [.. _ends];
        _ends.Clear();
        foreach ((Guid task, _) in taken)
        {
            _underWay.Remove(task);
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
        _underWay.Add(node.TaskId);
        _ = RunAsync(node, hasExpressions);
    }

    /// <summary>Waits for a task that a run before this one has started.</summary>
    public void Follow(ChainPlanNode node)
    {
        _underWay.Add(node.TaskId);
        _ = FollowAsync(node.TaskId);
    }

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
            Add(node.TaskId, new NodeEnd(known, None));
        }
        else
        {
            await FollowAsync(node.TaskId);
        }
    }

    async Task FollowAsync(Guid task)
    {
        while (true)
        {
            NodeEnd end = await context.CallActivityAsync<NodeEnd>(nameof(ReadNodeEnd), task, Activities.UntilDone);
            if (end.Status.IsEnd)
            {
                Add(task, end);
                return;
            }

            await context.CreateTimer(LookAgain, ended);
        }
    }

    void Add(Guid task, NodeEnd end)
    {
        _ends.Enqueue((task, end));
        _next.TrySetResult();
    }
}
