using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Functions.Nodes;

/// <summary>Whether a map that is under way may start anything more.</summary>
sealed class Gate
{
    TaskCompletionSource _open = Opened();

    /// <summary>Nothing more starts, for good.</summary>
    public bool IsClosed { get; private set; }

    public bool IsHeld => !_open.Task.IsCompleted;

    public void Steer(NodeCourse course)
    {
        switch (course)
        {
            case NodeCourse.Hold:
                _open = IsHeld || IsClosed ? _open : new TaskCompletionSource();
                break;
            case NodeCourse.Go:
                _open.TrySetResult();
                break;
            default:
                IsClosed = true;
                _open.TrySetResult();
                break;
        }
    }

    /// <returns>False: nothing more starts.</returns>
    public async Task<bool> PassAsync()
    {
        while (IsHeld)
        {
            await _open.Task;
        }

        return !IsClosed;
    }

    static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
