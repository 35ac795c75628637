using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Nodes;

/// <summary>Whether a map that is under way may start anything more.</summary>
sealed class Gate
{
    // One task for each that waits: an orchestrator's code stays on its thread only where a task has one continuation.
    readonly Queue<TaskCompletionSource> _waiting = new();
    bool _isHeld;

    /// <summary>Nothing more starts, for good.</summary>
    public bool IsClosed { get; private set; }

    public void Steer(NodeCourse course)
    {
        _isHeld = course == NodeCourse.Hold && !IsClosed;
        IsClosed |= course is NodeCourse.Stop or NodeCourse.Cancel;
        while (!_isHeld && _waiting.TryDequeue(out TaskCompletionSource? waiting))
        {
            waiting.SetResult();
        }
    }

    /// <returns>False: nothing more starts.</returns>
    public async Task<bool> PassAsync()
    {
        while (_isHeld)
        {
            var waiting = new TaskCompletionSource();
            _waiting.Enqueue(waiting);
            await waiting.Task;
        }

        return !IsClosed;
    }
}
