using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Nodes;

/// <summary>
/// An attempt of a map node: makes the items, runs them slice by slice, and collects. Each lane has a slice at a time, and the lanes share
/// what the map may run in parallel.
/// </summary>
/// <param name="ended">Fires when the run has ended.</param>
sealed class MapAttempt(TaskOrchestrationContext context, CancellationToken ended) : NodeAttempt
{
    const int LanesMax = 4;

    readonly Gate _gate = new();
    readonly HashSet<string> _slices = [];
    readonly TaskCompletionSource _over = new();
    int _sliceSize;
    int _nextItem;
    int _failed;

    public override async Task<AttemptOutcome> RunAsync(AttemptKey key)
    {
        try
        {
            return await RunItemsAsync(key);
        }
        finally
        {
            _over.TrySetResult();
        }
    }

    public override async Task StopAsync(string? reason)
    {
        Steer(new NodeSteering(NodeCourse.Cancel, reason));
        await _over.Task;
    }

    async Task<AttemptOutcome> RunItemsAsync(AttemptKey key)
    {
        _ = FollowSteeringAsync();
        MapStart start = await context.CallActivityAsync<MapStart>(nameof(BeginMap), key, Activities.UntilDone);
        if (start.Settled is { } settled)
        {
            return settled;
        }

        int slices = Math.Max(1, (start.Items + MapSliceInput.Size - 1) / MapSliceInput.Size);
        int lanes = Math.Min(slices, Math.Min(LanesMax, start.Parallel));
        _sliceSize = (start.Items + slices - 1) / slices;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane =>
            LaneAsync(key, start, (start.Parallel / lanes) + (lane < start.Parallel % lanes ? 1 : 0))));
        return await context.CallActivityAsync<AttemptOutcome>(
            nameof(EndMap), new MapEnd(key, start.Items, start.FailuresMax), Activities.UntilDone);
    }

    async Task LaneAsync(AttemptKey key, MapStart start, int width)
    {
        while (_nextItem < start.Items && await _gate.PassAsync() && _nextItem < start.Items)
        {
            int count = Math.Min(_sliceSize, start.Items - _nextItem);
            var slice = new MapSliceInput(key.TaskId, key.Run, _nextItem, count, width, start.FailuresMax);
            _nextItem += count;
            _slices.Add(slice.InstanceId);
            _failed += await RunAsync(slice);
            _slices.Remove(slice.InstanceId);
            if (_failed > start.FailuresMax && !_gate.IsClosed)
            {
                Steer(new NodeSteering(NodeCourse.Stop));
            }
        }
    }

    async Task<int> RunAsync(MapSliceInput slice)
    {
        try
        {
            MapSliceResult result = await context.CallSubOrchestratorAsync<MapSliceResult>(
                MapSliceInput.Orchestrator, slice, new SubOrchestrationOptions(retry: null, instanceId: slice.InstanceId));
            return result.Failed;
        }
        catch (TaskFailedException)
        {
            // Ended from outside: what it left open counts as failed.
            return slice.Count;
        }
    }

    async Task FollowSteeringAsync()
    {
        while (true)
        {
            Steer(await context.WaitForExternalEvent<NodeSteering>(MapSliceInput.SteeringEvent, ended));
        }
    }

    void Steer(NodeSteering steering)
    {
        _gate.Steer(steering.Course);
        foreach (string slice in _slices)
        {
            context.SendEvent(slice, MapSliceInput.SteeringEvent, steering);
        }
    }
}
