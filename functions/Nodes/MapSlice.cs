using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Nodes;

/// <summary>The decisions of <see cref="RunMapSlice"/>. Reordering its calls is a new version of the orchestrator.</summary>
/// <param name="ended">Fires when the slice has ended.</param>
sealed class MapSlice(TaskOrchestrationContext context, MapSliceInput input, CancellationToken ended)
{
    readonly Gate _gate = new();
    readonly Queue<MapItem> _waiting = new();
    readonly Dictionary<Guid, MapItem> _underWay = [];
    int _failed;

    public async Task<MapSliceResult> RunAsync()
    {
        _ = SteerAsync();
        IReadOnlyList<MapItem> items = await context.CallActivityAsync<IReadOnlyList<MapItem>>(nameof(ReadMapItems), input, Activities.UntilDone);
        foreach (MapItem item in items)
        {
            Count(item);
            if (!item.Status.IsEnd)
            {
                _waiting.Enqueue(item);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Max(1, input.Width)).Select(_ => LaneAsync()));
        return new MapSliceResult(_failed);
    }

    async Task LaneAsync()
    {
        while (_waiting.Count > 0 && await _gate.PassAsync() && _waiting.TryDequeue(out MapItem? item))
        {
            _underWay[item.TaskId] = item;
            Count(await RunAsync(item));
            _underWay.Remove(item.TaskId);
        }
    }

    async Task<MapItem> RunAsync(MapItem item)
    {
        var run = new RunTaskInput(item.TaskId, item.Run, RunTaskInput.DefaultTimeLimit);
        try
        {
            RunTaskResult result = await context.CallSubOrchestratorAsync<RunTaskResult>(
                RunTaskInput.Orchestrator, run, new SubOrchestrationOptions(retry: null, instanceId: run.InstanceId));
            return item with { Status = HasFailed(result) ? TaskRecordStatus.Failed : TaskRecordStatus.Completed };
        }
        catch (TaskFailedException)
        {
            // Ended from outside; the row says how, and counts in the end.
            return item with { Status = TaskRecordStatus.Failed };
        }
    }

    /// <summary>A run that had nothing to do tells what it found.</summary>
    static bool HasFailed(RunTaskResult result) => result.Phase switch
    {
        RunPhase.Completed => false,
        RunPhase.Stopped => result.Reason is "failed" or "cancelled",
        _ => true,
    };

    void Count(MapItem item)
    {
        _failed += item.HasFailed ? 1 : 0;
        if (_failed > input.FailuresMax)
        {
            _gate.Steer(NodeCourse.Stop);
        }
    }

    async Task SteerAsync()
    {
        while (true)
        {
            NodeSteering steering = await context.WaitForExternalEvent<NodeSteering>(MapSliceInput.SteeringEvent, ended);
            _gate.Steer(steering.Course);
            foreach (MapItem item in steering.Course == NodeCourse.Cancel ? [.. _underWay.Values] : Array.Empty<MapItem>())
            {
                context.SendEvent(
                    RunTaskInput.InstanceIdOf(item.TaskId, item.Run), RunTaskInput.CancelEvent, new CancelSignal(context.NewGuid(), steering.Reason));
            }
        }
    }
}
